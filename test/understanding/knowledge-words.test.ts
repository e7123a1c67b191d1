import { describe, expect, it } from '@jest/globals';
import { shippedEntries } from '../../src/understanding/knowledge/shipped.ts';
import { lexiconOf } from '../../src/understanding/lexicon.ts';
import { normalised } from '../../src/understanding/normal.ts';
import { LANGUAGES, type Language } from '../../src/words/language.ts';

const entries = await shippedEntries();
const english = new Map(entries.map((entry) => [entry.name, entry.text]));

/** What the words in bold of a text mean when they are typed, in order of the alphabet. */
function meant(text: string, language: Language): readonly (string | undefined)[] {
  return [...text.matchAll(/\*\*(.+?)\*\*/g)]
    .map(([, word = '']) => lexiconOf(language).whole.get(normalised(word)))
    .sort();
}

describe('words that an entry of the knowledge base says to type', () => {
  it('are understood', () => {
    for (const { name, text } of entries.filter((entry) => !entry.name.includes('/'))) {
      expect({ name, unknown: meant(text, 'en').includes(undefined) }).toEqual({ name, unknown: false });
    }
  });

  it.each(LANGUAGES.filter((language) => language !== 'en'))(
    'mean in %s what they mean in English',
    (language) => {
      for (const { name, text } of entries.filter((entry) => entry.name.startsWith(`${language}/`))) {
        const of = english.get(name.slice(language.length + 1)) ?? '';
        expect({ name, meant: meant(text, language) }).toEqual({ name, meant: meant(of, 'en') });
      }
    },
  );
});
