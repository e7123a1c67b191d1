import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { catalogueOf } from '../../src/words/catalogue.ts';

const TESTS = join(import.meta.dirname, '..');

/** Where the words are the subject, or Porter is seen as a newcomer sees it. */
const ABOUT_WORDS = ['e2e/', 'understanding/', 'words/', 'cards/kit.test.ts'];

/** What people type, names, and what a file of a test holds; messages use them as well. */
const NOT_OURS = [
  'benefit referrals here',
  'standard referrals here',
  'FastTrack Ready Partner',
  'a signed statement of work',
  'usage growth and deployments',
  'what is the shortest way to 70',
];

/** From here on a text is surely a sentence of ours, rather than a name or a term. */
const MIN_WORDS = 3;
const MIN_LETTERS = 20;

/** What each message says between its values; whole, where it has none and is no part of another. */
const parts = [...catalogueOf('en')]
  .filter(([key]) => !key.startsWith('names.'))
  .flatMap(([, message]) => {
    const texts = literalsIn(parse(message, { ignoreTag: true })).map((text) => text.trim());
    const [whole] = texts;
    return whole === message && /^\p{Lu}/u.test(whole) && wordsIn(whole) >= MIN_WORDS
      ? texts
      : texts.filter(isLong);
  });

it('no test compares the English of a message: wording() and english() find it by key', () => {
  const all = parts.join('\n');
  const found = testFiles().flatMap((file) => {
    const compared = literalsOf(readFileSync(join(TESTS, file), 'utf8'));
    const text = compared.join('\n');
    const whole = parts.filter((part) => text.includes(part));
    const fragments = compared.filter((literal) => isLong(literal) && all.includes(literal));
    return [...new Set([...whole, ...fragments])].map((said) => `${file}: ${said}`);
  });

  expect(found).toEqual([]);
});

function testFiles(): string[] {
  return readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !ABOUT_WORDS.some((place) => file.startsWith(place)));
}

/** What stands between quotes, but for titles of tests, and what patterns look for. */
function literalsOf(source: string): string[] {
  const code = source.replaceAll(/(?:\b(?:it|describe)|\]\)|as const\))\(\s*(['"`]).*?\1,/g, '');
  const quoted = code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g);
  const patterns = code.matchAll(/[(,]\s*\/((?:[^/\\\n]|\\.)+)\/[a-z]*[),]/g);
  return [
    ...[...quoted].map(([, single, double, template]) => single ?? double ?? template ?? ''),
    ...[...patterns].map(([, pattern = '']) => pattern.replaceAll(/\\(.)/g, '$1')),
  ].filter((literal) => literal.includes(' ') && !NOT_OURS.some((name) => literal.startsWith(name)));
}

function literalsIn(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal) return [element.value];
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [];
    return Object.values(element.options).flatMap((option) => literalsIn(option.value));
  });
}

function isLong(text: string): boolean {
  return wordsIn(text) >= MIN_WORDS && (text.match(/\p{L}/gu) ?? []).length >= MIN_LETTERS;
}

function wordsIn(text: string): number {
  return text.split(/\s+/).length;
}
