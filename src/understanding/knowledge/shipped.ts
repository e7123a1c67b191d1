import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { entryOf, withImported, type Entry } from '../../domain/knowledge/entry.ts';
import { readFrontMatter } from '../../domain/knowledge/front-matter.ts';

const FOLDER = new URL('../../../knowledge/', import.meta.url);
/** Files that are read before others get their turn: some milliseconds. */
const AT_A_TIME = 20;
let read: Promise<readonly Entry[]> | undefined;

/** The entries that came with this release, in all languages: read once, when somebody first asks. */
export function shippedEntries(): Promise<readonly Entry[]> {
  return (read ??= readAll());
}

async function readAll(): Promise<readonly Entry[]> {
  const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort();
  const entries: Entry[] = [];
  for (const [at, name] of names.entries()) {
    if (at % AT_A_TIME === 0) await nextTurn();
    entries.push(entryIn(name));
  }
  return entries;
}

let last: { readonly imported: string; readonly entries: readonly Entry[] } | undefined;

/** The entries that came with this release and those imported since: the same list as long as those are the same. */
export async function entriesWith(imported: readonly Entry[]): Promise<readonly Entry[]> {
  const shipped = await shippedEntries();
  const now = JSON.stringify(imported);
  if (last?.imported !== now) last = { imported: now, entries: withImported(shipped, imported) };
  return last.entries;
}

function entryIn(name: string): Entry {
  const file = readFrontMatter(readFileSync(new URL(name, FOLDER), 'utf8'));
  if (file === undefined) throw new Error(`knowledge/${name} has no front matter`);
  return entryOf(name, { ...Object.fromEntries(file.matter), text: file.text });
}
