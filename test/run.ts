/**
 * `npm test`, `npm run test:e2e` and `npm run test:load`: runs the checks side by side and then the tests, all of them
 * whatever fails, and closes with `N passed, N failed`. A check counts as one.
 */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const bin = (name: string) => join('node_modules', '.bin', name);
const jest = [process.execPath, '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

const CHECKS: readonly (readonly [string, readonly string[]])[] = [
  ['types', [bin('tsc'), '--noEmit']],
  ['lint', [bin('oxlint'), '--type-aware', '--deny-warnings', 'src', 'test', 'bench']],
  ['layers', [bin('depcruise'), '--config', '.dependency-cruiser.json', '--output-type', 'err', 'src']],
  ['unused', [bin('knip'), '--no-progress']],
  ['format', [bin('prettier'), '--check', '--log-level', 'warn', '.']],
];

const JestResult = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

async function run(command: readonly string[]): Promise<number> {
  const [file = '', ...args] = command;
  const child = spawn(file, args, { stdio: 'inherit' });
  return new Promise((resolve) => {
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** What it prints comes in one piece, so that checks that run side by side stay apart. */
async function check([name, [file = '', ...args]]: (typeof CHECKS)[number]): Promise<boolean> {
  const started = performance.now();
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  }
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (exit) => resolve(exit ?? 1));
  });
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  process.stdout.write(`${printed}${code === 0 ? 'ok' : 'FAILED'}  ${name} (${seconds} s)\n`);
  return code === 0;
}

/** Tests with a jest configuration of their own: those of a browser, and those that load the process for minutes. */
const apart = z.enum(['e2e', 'load']).optional().catch(undefined).parse(process.argv[2]);
let passed = 0;
let failed = 0;
let skipped = 0;

for (const holds of await Promise.all(apart === undefined ? CHECKS.map(check) : [])) {
  if (holds) passed++;
  else failed++;
}

const report = join(tmpdir(), `porter-tests-${process.pid}.json`);
const code = await run([
  ...jest,
  ...(apart === undefined ? [] : ['--config', `jest.${apart}.config.js`, '--runInBand']),
  '--json',
  `--outputFile=${report}`,
  ...process.argv.slice(apart === undefined ? 2 : 3),
]);
try {
  const result = JestResult.parse(JSON.parse(await readFile(report, 'utf8')));
  passed += result.numPassedTests;
  failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  skipped += result.numPendingTests;
  if (code !== 0 && failed === 0) failed++;
} catch {
  failed++;
} finally {
  await rm(report, { force: true });
}

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;
