const { TestEnvironment } = require('jest-environment-node');

/** Tests and the packages that are loaded once a worker (`runtime.cjs`) have one `Map`, so that each takes the other's for one. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.Map = Map;
  }
};
