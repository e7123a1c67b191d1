import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { entryOf, inLanguage, newsIn } from '../../src/domain/knowledge/entry.ts';
import { findEntries } from '../../src/understanding/knowledge/search.ts';
import { entriesWith, shippedEntries } from '../../src/understanding/knowledge/shipped.ts';
import { LANGUAGES } from '../../src/words/language.ts';

const FOLDER = new URL('asked/', import.meta.url);
/** By entry: how people ask for it. */
const Asked = z.record(z.string(), z.array(z.string()));
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
const entries = await shippedEntries();

const languages = LANGUAGES.filter((language) => readdirSync(FOLDER).includes(`${language}.json`));

/** Questions whose entry is not found first. */
async function missed(language: (typeof LANGUAGES)[number], file: string = language) {
  const asked = Object.entries(Asked.parse(read(`${file}.json`))).flatMap(([id, questions]) =>
    questions.map((question) => ({ id: `${id}.md`, question })),
  );
  const found = await Promise.all(asked.map(({ question }) => findEntries(question, entries, language)));
  const misses = asked.filter(({ id }, at) => found[at]?.entries[0]?.id !== id);
  return { asked: asked.length, misses };
}

describe('a question finds its entry first', () => {
  it('in English, in at least 117 of 123 wordings', async () => {
    const { asked, misses } = await missed('en');
    expect(asked).toBe(123);
    expect(misses.length <= 6 ? [] : misses).toEqual([]);
  });

  it.each([
    ['unseen', 60, 6],
    ['tuned', 80, 8],
    ['fresh', 40, 4],
  ])('in English, %s: all but a tenth of %i', async (file, count, most) => {
    const { asked, misses } = await missed('en', file);
    expect(asked).toBe(count);
    expect(misses.length <= most ? [] : misses).toEqual([]);
  });

  it('in every other language whose entries are translated, in at least nine of ten', async () => {
    for (const language of languages.filter((one) => one !== 'en')) {
      const { asked, misses } = await missed(language);
      expect(asked).toBe(41);
      expect(misses.length <= 4 ? [] : misses).toEqual([]);
    }
  });

  it.each([
    ['how long does a pause last', 'referral-capacity-pause.md'],
    ['when must we answer a referral', 'referral-answer-time.md'],
    ['what is the opt out period', 'cpor-opt-out.md'],
    ['does csp need dpor', 'dpor-csp.md'],
    ['why was my claim rejected', 'cpor-rejected.md'],
    ['who can see statements', 'roles.md'],
    ['how many seats for a benefit referral', 'referral-high-water-mark.md'],
  ])('by somebody new to it: %s', async (question, id) => {
    expect((await findEntries(question, entries, 'en')).entries[0]?.id).toBe(id);
  });

  it.each([
    ['off-topic', 40],
    ['off-topic-more', 60],
  ])('and %s, about something else, finds none of %i', async (file, count) => {
    const others = z
      .array(z.string())
      .length(count)
      .parse(read(`${file}.json`));
    const found = await Promise.all(others.map((question) => findEntries(question, entries, 'en')));
    expect(others.filter((_question, at) => found[at]?.entries.length !== 0)).toEqual([]);
  });

  it('is answered with two more at most, and with nothing for nothing', async () => {
    expect((await findEntries('who can attach a DPOR', entries, 'en')).entries).toHaveLength(3);
    for (const nothing of ['', '   ', '???', 'the of and', 'x'.repeat(5_000)]) {
      expect((await findEntries(nothing, entries, 'en')).entries).toEqual([]);
    }
  });

  it('forgives a typing error, and understands English from somebody who reads another language', async () => {
    const [misspelt, foreign] = await Promise.all([
      findEntries('is our speciallization expired', entries, 'en'),
      findEntries('who can attach a DPOR', entries, 'ja'),
    ]);
    expect(misspelt.entries[0]?.id).toBe('referral-specialization-expires.md');
    expect(foreign.entries[0]?.id).toBe('dpor-who-attaches.md');
  });
});

describe('the entries that ship', () => {
  it.each(entries.map((entry) => [entry.name, entry] as const))('%s is whole', (name, entry) => {
    expect(entry.title).not.toBe('');
    expect(entry.source).not.toBe('');
    expect(entry.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(entry.text.length).toBeLessThan(600);
    expect(entry.text).not.toMatch(/I do not know that/i);
    const [language = '', original] = name.includes('/') ? name.split('/') : ['', undefined];
    if (original !== undefined) {
      expect(LANGUAGES).toContain(language);
      expect(entries.some((one) => one.name === original)).toBe(true);
    }
  });
});

describe('translations', () => {
  const english = entryOf('a.md', { title: 'A', date: '2026-01-02', text: 'a' });
  const french = entryOf('fr/a.md', { title: 'Â', date: '2026-01-02', text: 'â' });

  it.each([
    ['are read in their language', [english, french], 'fr', 'Â'],
    ['are English for whoever reads another', [english, french], 'de', 'A'],
    ['are English once that is newer', [{ ...english, date: '2026-02-01' }, french], 'fr', 'A'],
  ])('%s', (_case, of, language, title) => {
    expect(inLanguage(of, language).map((entry) => entry.title)).toEqual([title]);
  });

  it('of news come the newest first, and are not looked up', () => {
    const news = (name: string, date: string) => ({ ...english, name, date, kind: 'news' as const });
    const all = [news('old.md', '2026-01-01'), english, news('new.md', '2026-03-01')];
    expect(newsIn(all, 'fr').map(({ id }) => id)).toEqual(['new.md', 'old.md']);
  });
});

describe('what is made of the entries', () => {
  it('lets others be answered meanwhile, in every language', async () => {
    let turns = 0;
    const others = setInterval(() => turns++, 0);
    await findEntries('how do I bake sourdough bread', [...entries], 'en');
    clearInterval(others);
    expect(turns).toBeGreaterThan(LANGUAGES.length);
  });
});

describe('entries with those that were imported', () => {
  const own = entryOf('own.md', { title: 'Own', date: '2026-01-02', text: 'own' });

  it('are the same list as long as the imported ones are the same, and hold each change', async () => {
    const first = await entriesWith([own]);
    expect(await entriesWith([{ ...own }])).toBe(first);
    const changed = await entriesWith([{ ...own, text: 'changed' }]);
    expect(changed.find(({ name }) => name === 'own.md')?.text).toBe('changed');
    expect(await entriesWith([])).toBe(entries);
  });
});
