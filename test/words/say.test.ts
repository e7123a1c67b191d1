import { describe, expect, it } from '@jest/globals';
import { formatLocaleOf, isKnown, isRightToLeft, languageOf, PSEUDO } from '../../src/words/language.ts';
import { namedMessage, withWords } from '../../src/words/in-template.ts';
import { pseudo } from '../../src/words/pseudo.ts';
import { say, sayNamed } from '../../src/words/say.ts';

describe('the language of a locale', () => {
  it.each([
    ['de-AT', 'de'],
    ['PT-pt', 'pt'],
    ['zh-Hans-SG', 'zh'],
    ['zh-Hant', 'en'],
    ['zh-TW', 'en'],
    ['nl-NL', 'en'],
    ['', 'en'],
    ['not a locale', 'en'],
    ['en-u-nu-arab', 'en'],
  ])('of %s is %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });

  it.each([
    ['de-AT', 'de-AT'],
    ['de', 'de-DE'],
    ['nl-NL', 'en-GB'],
    ['en-US-u-ca-buddhist', 'en-US'],
    ['🙂', 'en-GB'],
  ])('and %s writes numbers and dates as %s', (locale, format) => {
    expect(formatLocaleOf(locale)).toBe(format);
  });

  it('is known where Porter has words in it', () => {
    expect(['en-US', 'ja', 'nl', ''].map(isKnown)).toEqual([true, true, false, false]);
    expect(['ar-EG', 'he'].map(isRightToLeft)).toEqual([true, false]);
  });
});

describe('a message', () => {
  it('counts as its reader’s language does', () => {
    expect([0, 1, 2].map((minutes) => say({ locale: 'en' }, 'units.minutes-left', { minutes }))).toEqual([
      'Less than a minute left',
      '1 minute left',
      '2 minutes left',
    ]);
  });

  it('is readable in the language of tests, and seen to come from a catalogue', () => {
    expect(say({ locale: PSEUDO }, 'units.days-left', { days: 3 })).toBe('⟦3 dáýš léft⟧');
    expect(pseudo('{n, plural, one {# day} other {# days}} by {name}')).toBe(
      '⟦{n, plural, one {# dáý} other {# dáýš}} bý {name}⟧',
    );
  });

  it('is named by a template where it needs no values', () => {
    const node = { type: 'TextBlock', text: '@units.overdue', altText: 'me@units.overdue' };

    expect(withWords(node, { locale: 'en' })).toEqual({ ...node, text: 'Overdue' });
    expect(['@a.b', '@a', 'a.b', '@a.b c', '@A.b'].map(namedMessage)).toEqual([
      'a.b',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(() => sayNamed({ locale: 'en' }, 'units.nothing')).toThrow('units.nothing');
    expect(() => sayNamed({ locale: 'en' }, 'units.days-left')).toThrow('cannot give values');
  });
});
