import { describe, expect, it } from '@jest/globals';
import { readsAs } from '../../src/domain/memberships/person.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/memberships/settings.ts';
import { localeOfTenant } from '../../src/domain/memberships/tenant-locale.ts';

const at = (country: string, ...languages: string[]) => ({ country, languages });

describe('how a tenant reads', () => {
  it.each([
    ['its only location', [at('AT', 'de', 'en')], 'de-AT'],
    ['what most locations name first', [at('US', 'en'), at('FR', 'fr'), at('BE', 'fr', 'en')], 'fr-FR'],
    ['the first location, of as many', [at('US', 'en', 'es'), at('FR', 'fr', 'en')], 'en-US'],
    ['those that name any', [at('US'), at('TW', 'zh')], 'zh-TW'],
    ['nothing, without locations', [], undefined],
    ['nothing, without languages', [at('US')], undefined],
  ])('goes by %s', (_case, locations, locale) => expect(localeOfTenant(locations)).toBe(locale));
});

describe('how a person reads', () => {
  it.each([
    ['as the client says', null, 'fr-CA', 'fr-CA'],
    ['as set', 'de', 'fr-CA', 'de'],
    ['as set, in the region of the client', 'en', 'en-US', 'en-US'],
    ['as set, where the client only begins alike', 'de', 'den-CA', 'de'],
    ['as set, in a region', 'en-GB', 'en-US', 'en-GB'],
    ['as set long ago, in a language that is no longer offered', 'nl-NL', 'fr-FR', 'nl-NL'],
  ])('is %s', (_case, language, locale, read) => {
    const person = { settings: { ...DEFAULT_SETTINGS, language }, locale, timeZone: 'UTC' };

    expect(readsAs(person)).toEqual({ locale: read, timeZone: 'UTC' });
  });
});
