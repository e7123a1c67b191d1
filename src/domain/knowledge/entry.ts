import type { Day } from '../shared/time.ts';

/** Whether it is looked up, or read as news of the programme. */
export const ENTRY_KINDS = ['entry', 'news'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** What the front matter of a Markdown file says, and its text. */
export interface Entry {
  /** The file's name: `dpor-who-attaches.md`; a translation has its language before it: `fr/dpor-who-attaches.md`. */
  readonly name: string;
  readonly kind: EntryKind;
  readonly title: string;
  /** Other ways to ask for it. */
  readonly questions: readonly string[];
  readonly source: string;
  readonly date: Day;
  /** Markdown of a card: bold, lists and links. */
  readonly text: string;
}

/** An entry in the words that a reader gets. */
export interface ReadEntry extends Entry {
  /** Without a language before it, by which buttons name it. */
  readonly id: string;
  /** BCP 47 of the words. */
  readonly language: string;
}

/** What stands between the questions of one entry. */
const APART = '|';

/** An entry as a row of an import, or the front matter of a file, gives it; an unknown kind is an entry. */
export function entryOf(name: string, cells: { readonly [field: string]: string | undefined }): Entry {
  const { kind, title = '', questions = '', source = '', date = '', text = '' } = cells;
  return {
    name,
    kind: kind === 'news' ? 'news' : 'entry',
    title,
    questions: questions
      .split(APART)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    source,
    date,
    text,
  };
}

/** Entries that shipped, with those that were imported in the place of those of the same name. */
export function withImported(shipped: readonly Entry[], imported: readonly Entry[]): readonly Entry[] {
  if (imported.length === 0) return shipped;
  return [...new Map([...shipped, ...imported].map((entry) => [entry.name, entry])).values()];
}

/**
 * Each entry in a language, and in English where there is no translation, or one that is older than the English text.
 *
 * @param language `en` for English itself
 */
export function inLanguage(entries: readonly Entry[], language: string): readonly ReadEntry[] {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  return entries.flatMap((entry) => {
    if (entry.name.includes('/')) return [];
    const translated = byName.get(`${language}/${entry.name}`);
    const isCurrent = translated !== undefined && translated.date >= entry.date;
    const id = entry.name;
    return [isCurrent ? { ...translated, kind: entry.kind, id, language } : { ...entry, id, language: 'en' }];
  });
}

/** News of the programme, the newest first. */
export function newsIn(entries: readonly Entry[], language: string): readonly ReadEntry[] {
  return inLanguage(entries, language)
    .filter(({ kind }) => kind === 'news')
    .sort((one, two) => two.date.localeCompare(one.date) || one.id.localeCompare(two.id));
}
