import { describe, expect, it } from '@jest/globals';
import { INTENTS } from '../../src/understanding/intents.ts';
import { understand } from '../../src/understanding/understand.ts';
import { catalogueOf } from '../../src/words/catalogue.ts';
import { LANGUAGES, PSEUDO } from '../../src/words/language.ts';
import { typedWord } from '../../src/words/typed-word.ts';

/** The word in bold, where a message tells its reader to type one. */
const BOLD = /\*\*([^*{}]+)\*\*/g;

function boldIn(message: string): string[] {
  return [...message.matchAll(BOLD)].map(([, word = '']) => word);
}

/** Messages in English that name a word to type, with the commands that they name. */
const TELLING = [...catalogueOf('en')].flatMap(([key, message]) => {
  const named = boldIn(message).filter(
    (word) => word === word.toLowerCase() && understood(word, 'en') !== undefined,
  );
  return named.length === 0 ? [] : [{ key, named: named.map((word) => understood(word, 'en')) }];
});

function understood(word: string, language: (typeof LANGUAGES)[number]): string | undefined {
  return understand(word, language).intents[0];
}

describe.each(LANGUAGES)('a word to type, in %s', (locale) => {
  it.each(INTENTS)('is shown for %s as it is understood', (intent) => {
    const word = typedWord(intent.replaceAll('-', ' '), { locale });

    expect(understood(word, locale) ?? word).toBe(intent);
  });

  it('is one that is understood wherever a message names it', () => {
    const words = catalogueOf(locale);
    const told = TELLING.filter(({ key }) => words.has(key)).map(({ key }) => ({
      key,
      named: boldIn(words.get(key) ?? '').map((word) => understood(word, locale)),
    }));

    expect(told).toEqual(TELLING.filter(({ key }) => words.has(key)));
  });
});

it('is the English one where words are only tried out', () => {
  expect(typedWord('new claim', { locale: PSEUDO })).toBe('new claim');
});
