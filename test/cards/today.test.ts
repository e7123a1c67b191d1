import { describe, expect, it } from '@jest/globals';
import { say } from '../../src/words/say.ts';
import { LANGUAGES, PSEUDO } from '../../src/words/language.ts';
import { actionsOf, cardFaults, facesOf } from '../support/card-rules.ts';
import { literalsOf } from '../support/pseudo.ts';
import { noon } from '../support/referrals.ts';
import { TODAY_NAMES, todayCards } from '../support/today-cards.ts';

const reader = { locale: 'en', timeZone: 'Europe/Berlin', now: noon };
const { face, text, verbs } = facesOf(todayCards(reader));
const WORDS = [
  'today',
  'new claim',
  'claims',
  'mails',
  'operations',
  'referrals',
  'settings',
  'cases',
  'statements',
  'renewal',
  'team',
  'news',
  'ask',
  'help',
];

describe('the card of today', () => {
  it.each(LANGUAGES)('keeps the rules of every card in %s', (locale) => {
    for (const card of Object.values(todayCards({ ...reader, locale }))) expect(cardFaults(card)).toEqual([]);
  });

  it.each(Object.entries(todayCards({ ...reader, locale: PSEUDO })))(
    'has no literal where it shows %s',
    (_case, card) => {
      expect(literalsOf(card, [...TODAY_NAMES, ...WORDS])).toEqual([]);
    },
  );

  it('shows seven rows, says how many more there are, and has four buttons at most', () => {
    const rows = [
      'referral.show',
      'claim.show',
      'claim.show',
      'dpor.history',
      'renewal.show',
      'referrals.list',
    ];
    expect(verbs('everything')).toEqual([
      ...rows,
      'claims.queue',
      'operations.show',
      'scores.show',
      'claims.list',
      'help.show',
    ]);
    expect(text('everything')).toContain(say(reader, 'today.more', { count: 4 }));
    expect(text('everything')).toContain(say(reader, 'today.state', { count: 9 }));
  });

  it('opens, by a row, exactly what it is about', () => {
    expect(actionsOf(face('today')).slice(0, 3)).toMatchObject([
      { verb: 'referral.show', data: { referralId: 'R-1', part: 1 } },
      { verb: 'dpor.history', data: { subscriptionId: '5b000000-0000-4000-8000-000000000001' } },
      { verb: 'scores.plan', data: { globalId: '9000', area: 'security' } },
    ]);
  });

  it('says that nothing waits, and shows the scores instead', () => {
    expect(text('nothing waits')).toContain(say(reader, 'today.nothing'));
    expect(verbs('nothing waits')).toEqual([
      'scores.show',
      'scores.show',
      'scores.show',
      'scores.show',
      'referrals.list',
      'help.show',
    ]);
    expect(text('today')).not.toContain(say(reader, 'today.nothing'));
  });

  it('says only on a Monday how to switch it off, and only at first what Porter is for', () => {
    const off = say(reader, 'today.week.off');
    const purpose = say(reader, 'chat.purpose.role');
    expect([text('your week').includes(off), text('today').includes(off)]).toEqual([true, false]);
    expect([text('welcome').includes(purpose), text('nothing waits').includes(purpose)]).toEqual([
      true,
      false,
    ]);
    expect(text('welcome to staff')).toContain(say(reader, 'chat.purpose.operator'));
  });
});
