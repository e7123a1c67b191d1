import { describe, expect, it } from '@jest/globals';
import {
  changeSettings,
  DEFAULT_SETTINGS,
  type SettingsAsked,
} from '../../src/domain/memberships/settings.ts';
import type { NoticeSubject } from '../../src/domain/notices/notice.ts';
import { isDigestible, topicOf } from '../../src/domain/notices/topic.ts';
import { quietUntil } from '../../src/notifications/quiet-hours.ts';

const night = { from: '22:00', to: '07:00' };

describe('settings', () => {
  it('stay where nothing is said of them', () => {
    const before = { ...DEFAULT_SETTINGS, muted: ['dpor' as const], quiet: night, zone: 'Asia/Tokyo' };
    expect(changeSettings(before, {})).toEqual({ ok: true, value: before });
    expect(changeSettings(before, { language: 'de' })).toEqual({
      ok: true,
      value: { ...before, language: 'de' },
    });
  });

  it('list what one wants to be told of, so that the rest is muted', () => {
    expect(changeSettings(DEFAULT_SETTINGS, { kinds: 'dpor, claims' })).toMatchObject({
      value: { muted: ['referrals', 'renewals', 'expiries', 'left', 'weekly'], digest: false },
    });
    expect(changeSettings(DEFAULT_SETTINGS, { kinds: '' })).toMatchObject({
      value: {
        muted: ['dpor', 'referrals', 'claims', 'renewals', 'expiries', 'left', 'weekly'],
        digest: false,
      },
    });
  });

  it('forget a zone, a language and quiet hours that are emptied', () => {
    const before = { ...DEFAULT_SETTINGS, quiet: night, zone: 'Asia/Tokyo', language: 'de' };
    const asked = { quietFrom: '', quietTo: '', zone: 'client', language: '' };
    expect(changeSettings(before, asked)).toEqual({ ok: true, value: DEFAULT_SETTINGS });
  });

  it.each<[string, SettingsAsked, string[]]>([
    ['a kind that there is not', { kinds: 'dpor,offers' }, ['kinds']],
    ['a time that is none', { quietFrom: '24:00', quietTo: '7:00' }, ['quietFrom', 'quietTo']],
    ['only one end', { quietFrom: '22:00' }, ['quietTo']],
    ['an unknown zone', { zone: 'Mars/Olympus' }, ['zone']],
    ['an offset instead of a zone', { zone: '+02:00' }, ['zone']],
    ['a language that is none', { language: 'not a tag' }, ['language']],
    ['somewhere else for offers', { offers: 'mail' }, ['offers']],
  ])('refuse %s, and name each field', (_case, asked, fields) => {
    expect(changeSettings(DEFAULT_SETTINGS, asked)).toEqual({
      ok: false,
      error: { code: 'not-understood', fields },
    });
  });
});

describe('quiet hours', () => {
  const at = (text: string) => new Date(text);

  it.each([
    ['a minute before they begin', '2026-11-25T20:59:00Z', undefined],
    ['at their very beginning', '2026-11-25T21:00:00Z', '2026-11-26T06:00:00Z'],
    ['after midnight', '2026-11-26T02:00:00Z', '2026-11-26T06:00:00Z'],
    ['a minute before their end', '2026-11-26T05:59:00Z', '2026-11-26T06:00:00Z'],
    ['at their very end', '2026-11-26T06:00:00Z', undefined],
  ])('over midnight in Berlin, %s', (_case, now, until) => {
    expect(quietUntil(night, 'Europe/Berlin', at(now))?.toISOString()).toBe(until && at(until).toISOString());
  });

  it('within a day end that day', () => {
    const lunch = { from: '12:00', to: '13:00' };
    expect(quietUntil(lunch, 'UTC', at('2026-11-25T12:30:00Z'))).toEqual(at('2026-11-25T13:00:00Z'));
    expect(quietUntil(lunch, 'UTC', at('2026-11-25T13:00:00Z'))).toBeUndefined();
  });

  it('end by the clock on the wall when it is put forward or back', () => {
    // 28 March 2027, 02:00 becomes 03:00 in Berlin; 25 October 2026, 03:00 becomes 02:00.
    expect(quietUntil(night, 'Europe/Berlin', at('2027-03-27T23:00:00Z'))).toEqual(
      at('2027-03-28T05:00:00Z'),
    );
    expect(quietUntil(night, 'Europe/Berlin', at('2026-10-24T23:00:00Z'))).toEqual(
      at('2026-10-25T06:00:00Z'),
    );
    // An end that is skipped is where the clock skips to; one that comes twice is the first.
    const early = { from: '22:00', to: '02:30' };
    expect(quietUntil(early, 'Europe/Berlin', at('2027-03-27T23:00:00Z'))).toEqual(
      at('2027-03-28T01:30:00Z'),
    );
    expect(quietUntil(early, 'Europe/Berlin', at('2026-10-24T23:00:00Z'))).toEqual(
      at('2026-10-25T00:30:00Z'),
    );
  });

  it('are none when both ends are the same, or none are set', () => {
    expect(quietUntil({ from: '07:00', to: '07:00' }, 'UTC', at('2026-11-25T07:00:00Z'))).toBeUndefined();
    expect(quietUntil(null, 'UTC', at('2026-11-25T07:00:00Z'))).toBeUndefined();
  });

  it('go by UTC where a zone means nothing', () => {
    expect(quietUntil(night, 'Nowhere/At all', at('2026-11-25T23:00:00Z'))).toEqual(
      at('2026-11-26T07:00:00Z'),
    );
  });
});

describe('what a notice is about', () => {
  it.each<[NoticeSubject['kind'], string | undefined]>([
    ['referral-offer', undefined],
    ['referral-unplaced', undefined],
    ['case', undefined],
    ['referral-reminder', 'referrals'],
    ['referral-assigned', 'referrals'],
    ['acceptance', 'referrals'],
    ['pause-ended', 'referrals'],
    ['dpor-changed', 'dpor'],
    ['dpor-digest', 'dpor'],
  ])('of the kind %s', (kind, topic) => {
    expect(topicOf({ kind })).toBe(topic);
  });

  it('goes into a digest for DPOR changes only', () => {
    expect(isDigestible({ kind: 'dpor-changed' })).toBe(true);
    expect(isDigestible({ kind: 'dpor-digest' })).toBe(false);
    expect(isDigestible({ kind: 'referral-offer' })).toBe(false);
  });
});
