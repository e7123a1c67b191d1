import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { entryOf, inLanguage, newsIn } from '../../src/domain/knowledge/entry.ts';
import { findEntries } from '../../src/understanding/knowledge/search.ts';
import { shippedEntries } from '../../src/understanding/knowledge/shipped.ts';
import { LANGUAGES } from '../../src/words/language.ts';

const FOLDER = new URL('asked/', import.meta.url);
/** By entry: how people ask for it. */
const Asked = z.record(z.string(), z.array(z.string()));
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
const entries = shippedEntries();

const languages = LANGUAGES.filter((language) => readdirSync(FOLDER).includes(`${language}.json`));

/** Questions whose entry is not found first. */
function missed(language: (typeof LANGUAGES)[number], file: string = language) {
  const asked = Object.entries(Asked.parse(read(`${file}.json`))).flatMap(([id, questions]) =>
    questions.map((question) => ({ id: `${id}.md`, question })),
  );
  const misses = asked.filter(
    ({ id, question }) => findEntries(question, entries, language).entries[0]?.id !== id,
  );
  return { asked: asked.length, misses };
}

describe('a question finds its entry first', () => {
  it('in English, in at least 117 of 123 wordings', () => {
    const { asked, misses } = missed('en');
    expect(asked).toBe(123);
    expect(misses.length <= 6 ? [] : misses).toEqual([]);
  });

  it.each([
    ['unseen', 60, 6],
    ['tuned', 80, 8],
    ['fresh', 40, 4],
  ])('in English, %s: all but a tenth of %i', (file, count, most) => {
    const { asked, misses } = missed('en', file);
    expect(asked).toBe(count);
    expect(misses.length <= most ? [] : misses).toEqual([]);
  });

  it('in every other language whose entries are translated, in at least nine of ten', () => {
    for (const language of languages.filter((one) => one !== 'en')) {
      const { asked, misses } = missed(language);
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
  ])('by somebody new to it: %s', (question, id) => {
    expect(findEntries(question, entries, 'en').entries[0]?.id).toBe(id);
  });

  it('and forty about something else find none', () => {
    const others = z.array(z.string()).length(40).parse(read('off-topic.json'));
    expect(others.filter((question) => findEntries(question, entries, 'en').entries.length > 0)).toEqual([]);
  });

  it('nor do sixty more', () => {
    const others = z.array(z.string()).length(60).parse(read('off-topic-more.json'));
    expect(others.filter((question) => findEntries(question, entries, 'en').entries.length > 0)).toEqual([]);
  });

  it('is answered with two more at most, and with nothing for nothing', () => {
    expect(findEntries('who can attach a DPOR', entries, 'en').entries).toHaveLength(3);
    for (const nothing of ['', '   ', '???', 'the of and', 'x'.repeat(5_000)]) {
      expect(findEntries(nothing, entries, 'en').entries).toEqual([]);
    }
  });

  it('forgives a typing error, and understands English from somebody who reads another language', () => {
    expect(findEntries('is our speciallization expired', entries, 'en').entries[0]?.id).toBe(
      'referral-specialization-expires.md',
    );
    expect(findEntries('who can attach a DPOR', entries, 'ja').entries[0]?.id).toBe('dpor-who-attaches.md');
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
