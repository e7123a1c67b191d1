import { describe, expect, it } from '@jest/globals';
import { associationsListCard } from '../../src/cards/associations/list.ts';
import { claimDraftsCard } from '../../src/cards/claims/files/drafts.ts';
import { claimsListCard, readClaimsFilter } from '../../src/cards/claims/lists/list.ts';
import { date, dateTime } from '../../src/cards/kit/format.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { referralsListCard } from '../../src/cards/referrals/list.ts';
import { readFilter } from '../../src/cards/referrals/list-press.ts';
import { claimEntry } from '../../src/domain/claims/claim-entry.ts';
import { NOTHING_TYPED } from '../../src/domain/claims/draft.ts';
import { newQuarter, quarterOf } from '../../src/domain/referrals/acceptance.ts';
import { offerEntry } from '../../src/domain/referrals/offer-entry.ts';
import { Intent } from '../../src/domain/shared/ids.ts';
import { say } from '../../src/words/say.ts';
import { NONE } from '../../src/words/text.ts';
import { actionsOf, cardFaults, textOf } from '../support/card-rules.ts';
import { claimCards } from '../support/claim-cards.ts';
import { claim } from '../support/claims.ts';
import { contoso, readerAt } from '../support/intake-cards.ts';
import { mailCards } from '../support/mail-cards.ts';
import { inDays, noon, offer, referral } from '../support/referrals.ts';

const reader = readerAt(noon);
const nothing = {
  at: [contoso()],
  choices: [contoso()],
  leftOut: 0,
  entries: [],
  owners: new Map(),
  after: undefined,
  cutShort: false,
};
const others = [contoso(), { ...contoso(), name: 'Contoso (FR)' }];
const named = { customerName: 'Tailspin Toys', product: '' };
const figures = [newQuarter(quarterOf(noon))];

const claims = (shown: object, filter = {}, isFirst = true) =>
  claimsListCard({ ...nothing, drafts: 0, ...shown }, readClaimsFilter(filter), isFirst, reader);
const referrals = (shown: object, filter = {}) =>
  referralsListCard({ ...nothing, figures, standardOnly: [], ...shown }, readFilter(filter), true, reader);
const associations = (shown: object, customer = '') =>
  associationsListCard({ ...nothing, former: { entries: [], more: 0 }, ...shown }, customer, true, reader);

const verbs = (card: AdaptiveCard) => actionsOf(card).map(({ verb }) => verb);
const showsAll = (card: AdaptiveCard) =>
  actionsOf(card).some(({ title }) => title === say(reader, 'kit.list.show-all'));

describe('a row of a list', () => {
  it('opens its claim by a tap', () => {
    const card = claims({ entries: [claimEntry(claim({ claimId: 'C-7' }), named)] });

    expect(cardFaults(card)).toEqual([]);
    expect(actionsOf(card)).toContainEqual(
      expect.objectContaining({ verb: 'claim.show', data: { claimId: 'C-7' } }),
    );
  });

  it('opens its offer by a tap, in its round', () => {
    const card = referrals({ entries: [offerEntry(referral(), 1, offer())] });

    expect(actionsOf(card)).toContainEqual(
      expect.objectContaining({ verb: 'referral.show', data: { referralId: 'R-1', part: 1, offer: 1 } }),
    );
  });

  it.each([
    ['the operators’ claims', claimCards(reader)['queue'], 'claim.show', 4],
    ['mails', mailCards(reader)['the list'], 'dpor.mail.show', 1],
  ])('opens one of %s', (_list, card, verb, least) => {
    const taps = verbs(card ?? claims({})).filter((one) => one === verb);

    expect(taps.length).toBeGreaterThanOrEqual(least);
  });

  it('opens its draft by a tap, and is deleted by a form of its own', () => {
    const drafts = Array.from({ length: 22 }, (_none, at) => ({
      draft: {
        draftId: `${at}`.padStart(32, 'd'),
        intent: Intent.parse('intent'),
        typed: NOTHING_TYPED,
        evidence: [],
        createdAt: noon,
        updatedAt: noon,
      },
      customerName: 'Tailspin Toys',
    }));
    const card = claimDraftsCard(drafts, NONE, reader);

    expect(cardFaults(card)).toEqual([]);
    expect(actionsOf(card).filter(({ data }) => 'draftId' in Object(data))).toHaveLength(20);
    expect(textOf(card)).toContain(say(reader, 'claims.drafts.more', { count: 2 }));
    expect(verbs(card)).toContain('claim.delete-draft');
  });
});

describe('what a row needs, and by when', () => {
  const due = inDays(3);
  it.each([
    ['an answer', { status: 'partner-action-required', dueAt: due }, 'answer-by'],
    [
      'proof',
      { status: 'approved', dueAt: null, contest: { since: noon, answerBy: due, answeredAt: null } },
      'prove-by',
    ],
    ['a review', { status: 'submitted', dueAt: due }, 'review-by'],
    ['a decision', { status: 'under-review', dueAt: due }, 'decision-by'],
    ['a dispute, perhaps', { status: 'rejected', reason: 'insufficient-poe', dueAt: due }, 'dispute-until'],
  ] as const)('is %s', (_need, overrides, key) => {
    const text = textOf(claims({ entries: [claimEntry(claim(overrides), named)] }));

    expect(text).toContain(say(reader, `claims.list.${key}`, { when: dateTime(due, reader) }));
  });

  it.each([
    [{ status: 'accepted', decidedAt: noon }, 'accepted'],
    [{ status: 'declined', decidedAt: noon, handedBack: true }, 'handed-back'],
    [{ status: 'timed-out', decidedAt: noon }, 'timed-out'],
  ] as const)('says of what a day is: %j', (overrides, key) => {
    const text = textOf(referrals({ entries: [offerEntry(referral(), 1, offer(overrides))] }));

    expect(text).toContain(say(reader, `referrals.list.${key}`, { day: date(noon, reader) }));
  });
});

describe('an empty list', () => {
  it.each([
    ['claims', claims({}, { status: 'approved' })],
    ['referrals', referrals({}, { kind: 'benefit' })],
    ['associations', associations({}, 'nobody')],
    ['claims of one location of several', claims({ choices: others })],
    ['the operators’ claims', claimCards(reader)['queue filtered to nothing'] ?? claims({})],
  ])('of %s says so where it is filtered, and shows all by a button', (_list, card) => {
    expect(cardFaults(card)).toEqual([]);
    expect(showsAll(card)).toBe(true);
  });

  it.each([
    ['claims', claims({})],
    ['referrals', referrals({})],
    ['associations', associations({})],
    ['all locations', claims({ at: others, choices: others })],
  ])('of %s has nothing more to show', (_list, card) => {
    expect(showsAll(card)).toBe(false);
  });
});
