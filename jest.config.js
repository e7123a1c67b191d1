/** Types are checked apart (tsc); swc only strips them. ESM throughout, since nock 15 is ESM only. */
export default {
  runtime: '<rootDir>/test/runtime.cjs',
  testEnvironment: '<rootDir>/test/environment.cjs',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '<rootDir>/test/load/'],
  testTimeout: 30_000,
  testSequencer: '<rootDir>/test/sequencer.js',
  maxWorkers: 2,
};
