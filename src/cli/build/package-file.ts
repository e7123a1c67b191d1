import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from './read-files.ts';

const Package = z.looseObject({ scripts: z.record(z.string(), z.string()), dependencies: z.unknown() });

/** The `package.json` of a bundle: the commands whose entries it has, with the same flags. */
export function packageOf(entries: readonly string[], nameOf: (entry: string) => string): string {
  const {
    scripts,
    devDependencies: _dev,
    ...rest
  } = Package.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  const kept = Object.entries(scripts).flatMap(([name, line]) => {
    const entry = entries.find((one) => line.endsWith(` ${one}`));
    return entry === undefined ? [] : [[name, line.replace(entry, nameOf(entry))] as const];
  });
  return `${JSON.stringify({ ...rest, scripts: Object.fromEntries(kept) }, undefined, 2)}\n`;
}
