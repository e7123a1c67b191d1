import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ license: z.string().optional(), dev: z.boolean().optional(), link: z.boolean().optional() }),
  ),
});

/** Packages whose package.json names no licence in today's way: as their LICENSE or read-me says. */
const ELSEWHERE: { readonly [name: string]: string } = {
  cldrjs: 'MIT',
  'escape-regexp-component': 'MIT',
  jspath: 'MIT',
  semaphore: 'MIT',
};

/** The licences of a production install, each with the packages under it, by the lock file. @throws for one without */
export function licences(): ReadonlyMap<string, readonly string[]> {
  const { packages } = Lock.parse(
    JSON.parse(readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8')),
  );
  const found = new Map<string, Set<string>>();
  for (const [path, { license, dev, link }] of Object.entries(packages)) {
    if (path === '' || dev === true || link === true) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = license ?? ELSEWHERE[name];
    if (licence === undefined) throw new Error(`no licence of ${name} is known`);
    found.set(licence, (found.get(licence) ?? new Set()).add(name));
  }
  return new Map(
    [...found]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([licence, names]) => [licence, [...names].toSorted()]),
  );
}
