import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { bundledName, ENTRIES } from '../src/cli/build/bundle.ts';
import { packageOf } from '../src/cli/build/package-file.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const Names = z.record(z.string(), z.string());
const Package = z.object({
  scripts: Names,
  dependencies: Names,
  optionalDependencies: Names,
});
const described = Package.parse(JSON.parse(read('package.json')));

/** The instructions of the Dockerfile, each with its words behind it; lines that go on are joined. */
const steps = read('Dockerfile')
  .replace(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith(' '))
  .map((line) => ({ step: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));
const lastStage = steps.slice(steps.findLastIndex(({ step }) => step === 'FROM'));
const restOf = (name: string) => lastStage.filter(({ step }) => step === name).map(({ rest }) => rest);
const stages = steps.reduce<{ step: string; rest: string }[][]>(
  (made, one) =>
    one.step === 'FROM' ? [...made, [one]] : [...made.slice(0, -1), [...(made.at(-1) ?? []), one]],
  [],
);
const bundleStage = stages.find(([from]) => from?.rest.endsWith(' AS bundle')) ?? [];
/** What the bundle is made from. */
const copied = bundleStage
  .filter(({ step }) => step === 'COPY')
  .map(({ rest }) => rest)
  .filter((rest) => !rest.startsWith('--from'))
  .flatMap((rest) => rest.split(' ').slice(0, -1));

/** What follows is read as `.dockerignore` is: of the patterns that match, the last one decides. */
const patterns = read('.dockerignore')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const isIgnored = (path: string): boolean =>
  patterns.reduce((ignored, pattern) => {
    const name = pattern.replace(/^!/, '');
    return name === '*' || path === name || path.startsWith(`${name}/`) ? name === pattern : ignored;
  }, false);
const isInBundle = (path: string): boolean =>
  copied.some((name) => path === name || path.startsWith(`${name}/`)) && !isIgnored(path);

const LOADED =
  /(?:^|\n)\s*(?:import|export)\s(?!type\s)(?:[^;'"]*?\sfrom\s)?'([^']+)'|\bimport\('([^']+)'\)|\brequire(?:\.resolve)?\('([^']+)'\)|new URL\(\s*[`']([^`'$]+)[`'$]/g;

/** All that is loaded from these files on: files and folders as paths from here, and packages by name. */
function reachedFrom(entries: readonly string[]) {
  const files = new Set(entries);
  const packages = new Set<string>();
  for (const file of files) {
    if (!file.endsWith('.ts')) continue;
    for (const match of read(file).matchAll(LOADED)) {
      const name = match.slice(1).find((group) => group !== undefined) ?? '';
      if (name.startsWith('.')) files.add(relative(ROOT, join(ROOT, file, '..', name)).replaceAll('\\', '/'));
      else if (/^[@a-z]/.test(name) && !/^(node|https?):/.test(name))
        packages.add(
          name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        );
    }
  }
  return { files: [...files], packages: [...packages] };
}

const { files, packages } = reachedFrom(ENTRIES);

it('starts what `npm start` of the bundle starts, as a user without rights', () => {
  const [entry] = restOf('CMD');
  const bundled = Package.pick({ scripts: true }).parse(JSON.parse(packageOf(ENTRIES, bundledName)));

  expect(
    z
      .array(z.string())
      .parse(JSON.parse(entry ?? ''))
      .join(' '),
  ).toBe(bundled.scripts['start']);
  expect(bundled.scripts).toMatchObject({ jobs: 'node jobs.js', export: 'node export.js' });
  expect(Object.keys(bundled.scripts)).toEqual(['start', 'import', 'export', 'jobs']);
  expect(restOf('USER')).toEqual(['node']);
});

it('writes nothing outside its volume and /tmp', () => {
  const variables = Object.fromEntries(
    restOf('ENV').flatMap((rest) =>
      [...rest.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
    ),
  );

  expect(variables).toMatchObject({ NODE_ENV: 'production', PORTER_DATA: '/var/lib/porter/data' });
  expect(variables['NODE_COMPILE_CACHE']).toMatch(/^\/tmp\//);
  expect(restOf('VOLUME')).toEqual(['/var/lib/porter']);
});

it('is asked by Node itself whether it lives', () => {
  const [check = ''] = restOf('HEALTHCHECK');

  const words = z.array(z.string()).parse(JSON.parse(check.slice(check.indexOf('['))));

  expect(words.slice(0, 2)).toEqual(['node', '-e']);
  expect(words[2]).toContain('/health/live');
});

it('is made of a bundle, its packages and the licence, and builds the bundle itself', () => {
  expect(restOf('COPY')).toEqual([
    '--from=packages /porter/node_modules ./node_modules',
    '--from=bundle /porter/dist ./',
    'LICENSE ./',
  ]);
  expect(isIgnored('LICENSE')).toBe(false);
  expect(bundleStage.filter(({ step }) => step === 'RUN').map(({ rest }) => rest)).toEqual([
    'npm ci --no-audit --no-fund',
    'npm run build',
  ]);
});

it('holds every file that Porter and its commands load', () => {
  expect(files).toEqual(
    expect.arrayContaining(['src/start.ts', 'src/store/sqlite-check.ts', 'cards', 'knowledge']),
  );
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  expect(files.filter((file) => !isInBundle(file))).toEqual([]);
  expect([...copied].filter((name) => isIgnored(name) || !existsSync(join(ROOT, name)))).toEqual([]);
});

it('leaves out the demo, what is tested and measured, settings and data', () => {
  const others = ['src/cli/demo.ts', 'src/cli/demo/people.ts', 'test/x.ts', 'bench/run.ts', 'sample/x.csv'];

  expect(
    [...others, '.env', '.data/porter.sqlite', '.git/config', 'node_modules/zod'].filter(isInBundle),
  ).toEqual([]);
});

it('loads no package but those of a production install', () => {
  expect(packages).toEqual(
    expect.arrayContaining(['botbuilder-core', 'fflate', 'nodemailer', '@resvg/resvg-js']),
  );
  expect(packages.filter((name) => !(name in described.dependencies))).toEqual([]);
});

it('installs no development package, and takes out the copies of Node', () => {
  const Lock = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })) });
  const { packages: locked } = Lock.parse(JSON.parse(read('package-lock.json')));
  const install = steps.find(({ step }) => step === 'RUN')?.rest ?? '';

  const notNeeded = ['@microsoft/m365agentsplayground', 'jest', 'typescript', 'prettier', 'playwright-core'];

  expect(notNeeded.filter((name) => locked[`node_modules/${name}`]?.dev !== true)).toEqual([]);
  expect(install).toContain('npm ci --omit=dev');
  expect(
    Object.keys(described.optionalDependencies).filter((name) => !/^node-(linux|win)-/.test(name)),
  ).toEqual([]);
  expect(install).toContain(
    'rm -rf node_modules/node-linux-* node_modules/node-win-* node_modules/.bin/node',
  );
});
