const { registerHooks } = require('node:module');
const { pathToFileURL } = require('node:url');
const Runtime = require('jest-runtime').default;

const GLOBALS = pathToFileURL(`${__dirname}/support/jest-globals.mjs`).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals' ? { url: GLOBALS, shortCircuit: true } : next(specifier, context),
});

/**
 * Lets Node itself load the tests and what they test, as it loads Porter: each module once a worker instead of once a file
 * of tests in a context of its own, which took most of the time of a file. Jest's own parts stay in jest's context.
 */
module.exports = class extends Runtime {
  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(path) {
    globalThis.testing = this.requireModuleOrMock(path, '@jest/globals');
    return import(pathToFileURL(path).href);
  }
};
