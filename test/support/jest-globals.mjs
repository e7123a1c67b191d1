/** What `@jest/globals` gives: always that of the file of tests which runs now. */
const of = (name) =>
  new Proxy(() => undefined, {
    apply: (_target, _self, given) => globalThis.testing[name](...given),
    get: (_target, property) => globalThis.testing[name][property],
  });

export const jest = of('jest');
export const expect = of('expect');
export const describe = of('describe');
export const it = of('it');
export const test = of('test');
export const beforeAll = of('beforeAll');
export const beforeEach = of('beforeEach');
export const afterAll = of('afterAll');
export const afterEach = of('afterEach');
