const { ModernFakeTimers } = require('@jest/fake-timers');
const { TestEnvironment } = require('jest-environment-node');

/** Of what `expect` compares and takes for `any`. */
const CLASSES = {
  Array,
  BigInt,
  Boolean,
  Date,
  Error,
  Function,
  Map,
  Number,
  Object,
  Promise,
  RegExp,
  Set,
  String,
  Symbol,
};

/** What jest keeps in a context of its own sees the clocks and the classes of the tests (see `runtime.cjs`). */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.fakeTimersModern = new ModernFakeTimers({ config: config.projectConfig, global: globalThis });
    Object.assign(this.global, CLASSES);
  }
};
