import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { INTENTS } from '../../src/understanding/intents.ts';
import { understand } from '../../src/understanding/understand.ts';
import { LANGUAGES, type Language } from '../../src/words/language.ts';

const CORPUS = new URL('./corpus/', import.meta.url);
const Sayings = z.partialRecord(z.enum(INTENTS), z.array(z.string()));

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, CORPUS), 'utf8'));
}

const there = LANGUAGES.filter((language) => readdirSync(CORPUS).includes(`${language}.json`));

/** How what people say in a language is understood. */
function figures(language: Language) {
  const sayings = Object.entries(Sayings.parse(read(language))).flatMap(([intent, texts]) =>
    texts.map((text) => ({ text, intent, found: understand(text, language).intents })),
  );
  const right = sayings.filter(({ intent, found }) => found[0] === intent);
  const wrong = sayings.filter(
    ({ intent, found }) => found.length > 0 && found.every((one) => one !== intent),
  );
  return { all: sayings.length, right: right.length / sayings.length, wrong };
}

describe.each(there)('what people say in %s', (language) => {
  const { all, right, wrong } = figures(language);

  it('is forty sayings at least', () => {
    expect(all).toBeGreaterThanOrEqual(40);
  });

  it('is understood as it was meant in nineteen of twenty cases', () => {
    expect(right).toBeGreaterThanOrEqual(0.95);
  });

  it('is hardly ever taken for something else', () => {
    expect(wrong.length).toBeLessThanOrEqual(Math.ceil(all / 100));
  });
});

it('what has nothing to do with the programme is not understood', () => {
  const texts = z.array(z.string()).min(100).parse(read('nothing'));

  const understood = texts.filter((text) => understand(text, 'en').intents.length > 0);

  expect(understood.length).toBeLessThanOrEqual(1);
});

it('a sentence is understood in another language than its writer reads Porter in', () => {
  const sayings = there
    .filter((language) => language !== 'en')
    .flatMap((language) => Object.entries(Sayings.parse(read(language))))
    .flatMap(([intent, texts]) => texts.map((text) => ({ text, intent })))
    // Each is looked for in every language; a third of them tells as much.
    .filter((_saying, at) => at % 3 === 0);

  const right = sayings.filter(({ text, intent }) => understand(text, 'en').intents[0] === intent);

  expect(right.length / sayings.length).toBeGreaterThanOrEqual(0.8);
});

describe('what a sentence names', () => {
  it.each([
    ['what is our score in security', { area: 'security' }],
    ['how many points for net customer adds in data & ai', { area: 'data-ai', metric: 'net-customer-adds' }],
    ['does PAL count for security', { area: 'security', association: 'pal' }],
    ['status of C-7F3A2, please', { number: 'C-7F3A2' }],
    ['who is partner of record for Tailspin Toys?', { name: 'tailspin toys' }],
  ])('is found in “%s”', (text, named) => {
    expect(understand(text, 'en')).toMatchObject(named);
  });

  it('alone is a name, and means nothing yet', () => {
    expect(understand('Fourth Coffee', 'en')).toMatchObject({ intents: [], name: 'fourth coffee' });
  });
});

it.each(['​scores​', '‏scores', 'SCORES!!!', 'ｓｃｏｒｅｓ', '/scores', '  "scores"  '])(
  'a word is the same with what nobody sees around it: %j',
  (text) => {
    expect(understand(text, 'en').intents).toEqual(['scores']);
  },
);

it('says of a story, and of hostile text, that it is none of ours', () => {
  const texts = ['x'.repeat(301), '\ud800', '́'.repeat(300), '-'.repeat(300), '|'.repeat(300), ''];

  expect(texts.map((text) => understand(text, 'en').intents)).toEqual(texts.map(() => []));
});
