import { describe, expect, it } from '@jest/globals';
import { sightingOf } from '../../src/bot/sighting.ts';
import { normalActivity } from '../../src/bot/normal-activity.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';

function localeOf(locale: string | null, inClientInfo?: string): string | undefined {
  const activity = normalActivity({
    type: 'message',
    channelId: 'msteams',
    serviceUrl: 'https://smba.trafficmanager.net/teams/',
    from: { id: '29:1', aadObjectId: aad(1) },
    conversation: { id: 'a:1', tenantId: contosoTenant },
    channelData: { tenant: { id: contosoTenant } },
    locale,
    entities: inClientInfo === undefined ? [] : [{ type: 'clientInfo', locale: inClientInfo }],
  });
  return activity && sightingOf(activity)?.locale;
}

describe('the language of whoever sent an activity', () => {
  it.each([
    ['is that of the activity', 'fr-CA', 'de-DE', 'fr-CA'],
    ['is that of the client, where the activity names none', null, 'de-DE', 'de-DE'],
    ['is the first that Porter has', 'nl-NL', 'de-DE', 'de-DE'],
    ['is not told by one that Porter lacks', 'nl-NL', undefined, undefined],
    ['is not told by traditional Chinese', 'zh-TW', undefined, undefined],
  ])('%s', (_case, locale, client, expected) => expect(localeOf(locale, client)).toBe(expected));
});
