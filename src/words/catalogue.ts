import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { LANGUAGES, languageOf, PSEUDO, type Language } from './language.ts';
import { pseudo } from './pseudo.ts';

/** One file of a catalogue: keys of one capability, and ICU messages. */
const File = z.record(z.string(), z.string());

/**
 * All messages of a language: `scores.area.title` stands in `scores.json` as `area.title`. What follows a dot in a file's name
 * only tells files apart: `verbs.scores.json` and `verbs.claims.json` hold keys of `verbs`.
 */
export type Catalogue = ReadonlyMap<string, string>;

const HERE = new URL('./', import.meta.url);

const read = new Map<Language, Catalogue>();
const phrases = new Map<Language, Catalogue>();

/** Reads the catalogue of a language once, when it is first needed. */
export function catalogueOf(language: Language): Catalogue {
  return remember(read, language, () => filesOf(language).flatMap((name) => messagesOf(language, name)));
}

/** What is typed in a language, alone: a text is held against all languages, and most have nobody who reads them. */
export function phrasesIn(language: Language): Catalogue {
  return remember(phrases, language, () => messagesOf(language, 'phrases.json'));
}

function remember(
  known: Map<Language, Catalogue>,
  language: Language,
  messages: () => readonly (readonly [string, string])[],
): Catalogue {
  const before = known.get(language);
  if (before !== undefined) return before;
  const made = new Map(messages());
  known.set(language, made);
  return made;
}

function filesOf(language: Language): string[] {
  return languagesThere().includes(language)
    ? readdirSync(new URL(`${language}/`, HERE)).filter((file) => file.endsWith('.json'))
    : [];
}

function messagesOf(language: Language, name: string): (readonly [string, string])[] {
  const file = File.parse(JSON.parse(readFileSync(new URL(`${language}/${name}`, HERE), 'utf8')));
  return Object.entries(file).map(([key, message]) => [`${name.split('.')[0]}.${key}`, message]);
}

/** The languages that have a folder. */
export function languagesThere(): readonly Language[] {
  const folders = new Set(readdirSync(HERE));
  return LANGUAGES.filter((language) => folders.has(language));
}

/**
 * The ICU message for a reader. One that a language lacks is answered in English: a card with one English line is better
 * than none, and a test keeps it from happening.
 */
export function messageFor(locale: string, key: string): string {
  if (locale === PSEUDO) return pseudo(english(key));
  const language = languageOf(locale);
  return catalogueOf(language).get(key) ?? english(key);
}

function english(key: string): string {
  const message = catalogueOf('en').get(key);
  if (message === undefined) throw new Error(`no message ${key}`);
  return message;
}
