import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const NAMED = /new URL\(\s*'([^']+)',\s*import\.meta\.url/g;
/** Other ways to say where a module lies: in a bundle it lies elsewhere. */
const UNKNOWN = /import\.meta\.(?:dirname|filename|resolve)|new URL\(\s*`[^`]*`,\s*import\.meta\.url/;

/**
 * Finds the files and folders that sources name as `new URL('…', import.meta.url)`, and names them as the bundle has them:
 * `./cards/`, `./words/`, and a thread by its module.
 *
 * @param entries a module named so has to be one of them: it is started, and so is bundled by itself
 * @throws while building, for a module that says otherwise where it lies, or names what is not there
 */
export function readFiles(entries: readonly string[]): {
  readonly plugin: Plugin;
  /** By absolute path, the name in the bundle; of those that are no modules. */
  readonly found: ReadonlyMap<string, string>;
} {
  const found = new Map<string, string>();
  const named = (module: string, name: string): string => {
    const file = join(module, '..', name);
    const path = relative(ROOT, file).replaceAll('\\', '/');
    if (!existsSync(file)) throw new Error(`${module} reads ${path}, which is not there`);
    if (path.endsWith('.ts')) {
      if (!entries.includes(path)) throw new Error(`${path} is started by ${module}, and is no entry`);
      return `./${path.replace(/^.*\//, '').replace(/\.ts$/, '.js')}`;
    }
    // What a build makes anew has its place already.
    const inBundle = path.replace(/^src\//, '');
    if (path !== 'package.json') found.set(file, inBundle);
    return `./${inBundle}${name.endsWith('/') ? '/' : ''}`;
  };
  const plugin: Plugin = {
    name: 'read-files',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        if (UNKNOWN.test(source))
          throw new Error(`${path} asks where it lies in a way that a bundle cannot keep`);
        const contents = source.replaceAll(
          NAMED,
          (_all, name: string) => `new URL('${named(path, name)}', import.meta.url`,
        );
        return { contents, loader: 'ts' };
      });
    },
  };
  return { plugin, found };
}
