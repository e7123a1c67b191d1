import { readdirSync, readFileSync } from 'node:fs';
import { entryOf, withImported, type Entry } from '../../domain/knowledge/entry.ts';
import { readFrontMatter } from '../../domain/knowledge/front-matter.ts';

const FOLDER = new URL('../../../knowledge/', import.meta.url);
let read: readonly Entry[] | undefined;

/** The entries that came with this release, in all languages: read once, when somebody first asks. */
export function shippedEntries(): readonly Entry[] {
  read ??= readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()
    .map(entryIn);
  return read;
}

let last: { readonly imported: string; readonly entries: readonly Entry[] } | undefined;

/** The entries that came with this release and those imported since: the same list as long as those are the same. */
export function entriesWith(imported: readonly Entry[]): readonly Entry[] {
  const now = JSON.stringify(imported);
  if (last?.imported !== now) {
    last = { imported: now, entries: withImported(shippedEntries(), imported) };
  }
  return last.entries;
}

function entryIn(name: string): Entry {
  const file = readFrontMatter(readFileSync(new URL(name, FOLDER), 'utf8'));
  if (file === undefined) throw new Error(`knowledge/${name} has no front matter`);
  return entryOf(name, { ...Object.fromEntries(file.matter), text: file.text });
}
