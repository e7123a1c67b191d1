/**
 * `npm test`, `npm run test:e2e` and `npm run test:load`: runs the steps one after the other, all of them whatever fails,
 * and closes with `N passed, N failed`. A step that is no test run counts as one.
 */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const bin = (name: string) => join('node_modules', '.bin', name);
const jest = [
  process.execPath,
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];

const CHECKS: readonly (readonly [string, readonly string[]])[] = [
  ['types', [bin('tsc'), '--noEmit']],
  ['lint', [bin('oxlint'), '--type-aware', '--deny-warnings', 'src', 'test', 'bench']],
  ['layers', [bin('depcruise'), '--config', '.dependency-cruiser.json', '--output-type', 'err', 'src']],
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

/** Tests with a jest configuration of their own: those of a browser, and those that load the process for minutes. */
const apart = z.enum(['e2e', 'load']).optional().catch(undefined).parse(process.argv[2]);
let passed = 0;
let failed = 0;
let skipped = 0;

for (const [name, command] of apart === undefined ? CHECKS : []) {
  const started = performance.now();
  const code = await run(command);
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${code === 0 ? 'ok' : 'FAILED'}  ${name} (${seconds} s)`);
  if (code === 0) passed++;
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
