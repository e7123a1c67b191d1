import base from './jest.config.js';

/** The real process, the real Playground, a real Chromium: apart from the other tests, since it needs a browser. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 180_000,
};
