import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { folderOf, removeFolders, temporaryFolder } from '../support/csv-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const file = join(folderOf({ file: '' }), 'file');

afterAll(removeFolders);

/** A command as npm runs it, on a store that is not there yet. */
function run(name: string, args: readonly string[]) {
  const data = join(temporaryFolder(), 'data');
  const { status, stdout, stderr } = spawnSync(process.execPath, [`src/cli/${name}.ts`, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, PORTER_DATA: data, COSMOS_ENDPOINT: '', MicrosoftAppId: '' },
    timeout: 20_000,
  });
  return { status, stdout, stderr, opened: existsSync(data) };
}

/** The commands of `src/cli/` that `npm run` knows. */
function commands(): readonly (readonly [string])[] {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  return Object.entries(scripts).flatMap(([name, line]) =>
    line.includes('src/cli/') ? [[name] as const] : [],
  );
}

describe('help', () => {
  it.each(commands())('of %s explains it with an example and ends with 0, and nothing is done', (name) => {
    const { status, stdout, stderr, opened } = run(name, ['--help']);

    expect({ status, stderr, opened }).toEqual({ status: 0, stderr: '', opened: false });
    expect(stdout).toContain(`Usage: npm run ${name} --`);
    expect(stdout).toMatch(new RegExp(`Examples:\n +npm run ${name}`));
    expect(stdout).toContain('-h, --help');
  });

  it.each(commands())('of %s is named by an argument that it does not know, which ends with 2', (name) => {
    const { status, stderr, opened } = run(name, ['--nonsense']);

    expect({ status, opened }).toEqual({ status: 2, opened: false });
    expect(stderr).toContain("unknown option '--nonsense'");
    expect(stderr).toContain(`npm run ${name} -- --help`);
  });
});

describe('a wrong or missing argument', () => {
  it.each([
    ['import', [], "missing required argument 'DIR'"],
    ['import', ['a', 'b'], 'too many arguments'],
    ['import', ['a', '--dryrun'], 'Did you mean --dry-run?'],
    ['import', ['/nowhere'], 'There is no folder /nowhere.'],
    ['import', [file], `${file} is a file, not a folder.`],
    ['export', [], "missing required argument 'DIR'"],
    ['export', ['a', 'b'], 'too many arguments'],
    ['export', [file], `${file} is a file, not a folder.`],
    ['export', [join(file, 'below')], `The folder ${file}/below cannot be written (E`],
    ['export', ['/proc/below'], 'The folder /proc/below cannot be written'],
    ['jobs', [], "missing required argument 'list|retry'"],
    ['jobs', ['kill'], 'Allowed choices are list, retry.'],
    ['jobs', ['list', 'all'], 'too many arguments'],
    ['package', [], '--app-id (or MicrosoftAppId): must be a GUID'],
    ['package', ['--app-id'], "option '--app-id <GUID>' argument missing"],
    ['demo', ['--port', '80x'], '--port'],
    ['demo', ['--as', 'boss'], 'Allowed choices are admin, claims, member, operator.'],
  ])('%s %j is named in a sentence and ends with 2, and no store is opened', (name, args, told) => {
    const { status, stdout, stderr, opened } = run(name, args);

    expect({ status, stdout, opened }).toEqual({ status: 2, stdout: '', opened: false });
    expect(stderr).toContain(told);
    expect(stderr).not.toContain('    at ');
  });

  it('is a folder that may not be read or written', () => {
    if (process.getuid?.() === 0) return;
    const locked = join(temporaryFolder(), 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o000);

    expect(run('import', [locked])).toMatchObject({ status: 2, stderr: expect.stringContaining('(EACCES)') });
    expect(run('export', [locked])).toMatchObject({ status: 2, stderr: expect.stringContaining('(EACCES)') });
    chmodSync(locked, 0o700);
  });
});

it('a list of jobs on a new store is its summary, and ends with 0', () => {
  expect(run('jobs', ['list'])).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/^jobs: 0 waiting, 0 dead\nnotices: 0 waiting/),
  });
});
