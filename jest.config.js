/** Types are checked apart (tsc); Node strips them. ESM throughout, since nock 15 is ESM only. */
export default {
  runtime: '<rootDir>/test/runtime.cjs',
  testEnvironment: '<rootDir>/test/environment.cjs',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '<rootDir>/test/load/'],
  // What a build writes has a package.json of the same name.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test-results/'],
  testTimeout: 30_000,
  testSequencer: '<rootDir>/test/sequencer.js',
  maxWorkers: 2,
};
