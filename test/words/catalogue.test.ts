import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { argumentsOf } from '../../src/cli/words/arguments.ts';
import { declarationOf } from '../../src/cli/words/declaration.ts';
import { catalogueOf, languagesThere } from '../../src/words/catalogue.ts';

const english = catalogueOf('en');

describe('the English catalogue', () => {
  it('is what the types of its keys and values were made from', async () => {
    const declared = readFileSync(new URL('../../src/words/messages.ts', import.meta.url), 'utf8');

    expect(declared).toBe(await declarationOf(english));
  });

  it.each([...english])(
    '%s can be parsed, and has no straight apostrophe, which ICU reads as a quote',
    (_key, message) => {
      expect(() => argumentsOf(message)).not.toThrow();
      expect(message).not.toMatch(/['$]|!(?!=)/);
      expect(message.trim()).toBe(message);
      expect(message).not.toBe('');
    },
  );
});

for (const language of languagesThere().filter((there) => there !== 'en')) {
  describe(`the catalogue of ${language}`, () => {
    const words = catalogueOf(language);

    it('has every message of the English one and no other, in the files that it has', () => {
      const files = new Set([...words.keys()].map((key) => key.split('.')[0]));
      const wanted = [...english.keys()].filter((key) => files.has(key.split('.')[0]));
      expect([...words.keys()].toSorted()).toEqual(wanted.toSorted());
    });

    it('asks for the same values', () => {
      const differing = [...english].filter(
        ([key, message]) => words.has(key) && !sameArguments(message, words.get(key) ?? ''),
      );

      expect(differing.map(([key]) => key)).toEqual([]);
    });

    it('has no straight apostrophe and nothing that a template would fill', () => {
      const odd = [...words].filter(([, message]) => /['$]/.test(message) || message.trim() !== message);

      expect(odd).toEqual([]);
    });
  });
}

function sameArguments(one: string, other: string): boolean {
  const sorted = (message: string) => JSON.stringify([...argumentsOf(message)].toSorted());
  return sorted(one) === sorted(other);
}
