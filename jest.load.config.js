import base from './jest.config.js';

/** The real process under load, faults and deaths for minutes: apart from the other tests, which stay under three. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/load/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 900_000,
};
