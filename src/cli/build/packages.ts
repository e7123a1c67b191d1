import type { Plugin } from 'esbuild';

/**
 * Stay in `node_modules`: none is loaded by a start, and most read files of their own or patch other modules. What Porter loads by
 * `createRequire` (the renderer of pictures with its native code, the library of templates) stays there as well.
 */
const APART = [
  '@azure/core-rest-pipeline',
  '@azure/cosmos',
  '@azure/identity',
  '@azure/storage-blob',
  '@azure/storage-queue',
  '@opentelemetry/api',
  '@opentelemetry/sdk-node',
  'date-holidays',
  'mailauth',
  'nodemailer',
];

/**
 * The SDK and restify load these at once, and Porter needs them late or never: logins of Microsoft Entra, clients of the
 * SDK's that are not used, forms and signatures that restify could read.
 */
const LATE = [
  '@azure/identity',
  '@azure/msal-node',
  'axios',
  'cross-fetch',
  'form-data',
  'formidable',
  'http-signature',
  'node-fetch',
];

const isIn = (names: readonly string[]) =>
  new RegExp(`^(?:${names.join('|').replaceAll('/', '\\/')})(?:\\/|$)`);
const INSTALLED = /[\\/]node_modules[\\/]/;

export const packagesApart: Plugin = {
  name: 'packages-apart',
  setup(build) {
    build.onResolve({ filter: isIn(APART) }, ({ path, importer }) =>
      INSTALLED.test(importer) ? undefined : { path, external: true },
    );
  },
};

/** Stands for a package until anything of it is asked for; only a package that is loaded by `require` can be had so. */
const standIn = (name: string) => `
  let loaded;
  const real = () => (loaded ??= require(${JSON.stringify(name)}));
  module.exports = new Proxy(function () {}, {
    get: (_stand, key) => (key === '__esModule' ? true : real()[key]),
    apply: (_stand, self, values) => Reflect.apply(real(), self, values),
    construct: (_stand, values) => Reflect.construct(real(), values),
  });`;

export const latePackages: Plugin = {
  name: 'packages-late',
  setup(build) {
    const stand = 'stand-in';
    build.onResolve({ filter: isIn(LATE) }, ({ path, kind, importer, namespace }) => {
      if (namespace === stand) return { path, external: true };
      return kind === 'require-call' && INSTALLED.test(importer) ? { path, namespace: stand } : undefined;
    });
    build.onLoad({ filter: /./, namespace: stand }, ({ path }) => ({
      contents: standIn(path),
      loader: 'js',
    }));
  },
};
