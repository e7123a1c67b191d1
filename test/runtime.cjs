const { createRequire } = require('node:module');
const { sep } = require('node:path');
const Runtime = require('jest-runtime').default;

/** Large, and without anything of a test's own in them. */
const SHARED =
  /^(?:botbuilder|botframework|adaptivecards-templating|adaptive-expressions|date-holidays|@azure\/|@microsoft\/recognizers)/;
const native = createRequire(__filename);

/** Loads the largest packages once a worker instead of once a file of tests, which took most of the time of a file. */
module.exports = class extends Runtime {
  requireModule(from, moduleName, options, isRequireActual) {
    const found = typeof moduleName === 'string' ? packageOf(moduleName) : undefined;
    return found !== undefined && SHARED.test(found)
      ? native(moduleName)
      : super.requireModule(from, moduleName, options, isRequireActual);
  }
  requireModuleOrMock(from, moduleName) {
    const found = typeof moduleName === 'string' ? packageOf(moduleName) : undefined;
    return found !== undefined && SHARED.test(found)
      ? native(moduleName)
      : super.requireModuleOrMock(from, moduleName);
  }
};

function packageOf(path) {
  const at = path.lastIndexOf(`${sep}node_modules${sep}`);
  return at < 0 ? undefined : path.slice(at + 14).replaceAll(sep, '/');
}
