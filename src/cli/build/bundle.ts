import { cp, rm, writeFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { build, stop } from 'esbuild';
import { latePackages, packagesApart } from './packages.ts';
import { ROOT, readFiles } from './read-files.ts';
import { packageOf } from './package-file.ts';

/** What is started by its name: the bot, what operators run beside it, and the threads of these. */
export const ENTRIES = [
  'src/index.ts',
  'src/cli/import.ts',
  'src/cli/export.ts',
  'src/cli/jobs.ts',
  'src/cli/import/import-thread.ts',
  'src/store/sqlite-check.ts',
  'src/store/sqlite-forget.ts',
];

/** In a bundle all modules lie side by side: `src/cli/import.ts` is `import.js`. */
export const bundledName = (entry: string): string => `${basename(entry, '.ts')}.js`;

/** Packages of CommonJS ask for Node's own modules by `require`, which modules do not have. */
const REQUIRE = `import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);`;

/**
 * Writes a folder that holds all of Porter but the packages that stay as they are: one module for each entry, shared ones
 * beside them, the files that are read, and a `package.json` with the same commands.
 */
export async function bundle(to: string): Promise<void> {
  const outdir = resolve(ROOT, to);
  await rm(outdir, { recursive: true, force: true });
  const read = readFiles(ENTRIES);
  await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES.map((entry) => ({ in: entry, out: basename(entry, '.ts') })),
    outdir,
    bundle: true,
    // What is imported late stays in a file of its own, and is loaded late.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Names stay: logs tell where a fault was thrown. Maps lie beside, for `--enable-source-maps`.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'external',
    banner: { js: REQUIRE },
    // Looks for native code beside itself, and goes without.
    external: ['dtrace-provider'],
    plugins: [read.plugin, packagesApart, latePackages],
    logLevel: 'warning',
  });
  // Its own process would wait for more to build.
  await stop();
  for (const [from, name] of read.found) {
    await cp(from, join(outdir, name), { recursive: true, filter: (path) => extname(path) !== '.ts' });
  }
  await writeFile(join(outdir, 'package.json'), packageOf(ENTRIES, bundledName));
}
