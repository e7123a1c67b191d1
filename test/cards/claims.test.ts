import { describe, expect, it } from '@jest/globals';
import { claimCard } from '../../src/cards/claims/card/claim.ts';
import { previewOf } from '../../src/cards/claims/form/preview.ts';
import { productName } from '../../src/cards/associations/product.ts';
import { DEFAULT_CLAIM_POLICY } from '../../src/domain/claims/policy.ts';
import { SubscriptionId } from '../../src/domain/shared/ids.ts';
import { PSEUDO } from '../../src/words/language.ts';
import { say } from '../../src/words/say.ts';
import { asText } from '../../src/words/text.ts';
import { revRecSince } from '../../src/domain/claims/gives.ts';
import { actionsOf, cardFaults, textOf } from '../support/card-rules.ts';
import { claimCards, claimView } from '../support/claim-cards.ts';
import { evidence } from '../support/claims.ts';
import { readerAt } from '../support/intake-cards.ts';
import { inDays, noon } from '../support/referrals.ts';
import { wording } from '../support/wording.ts';

const faces = claimCards();
const reader = readerAt(noon);

describe('a claim’s card', () => {
  it.each(Object.entries(faces).filter(([face]) => !face.includes('comes back')))(
    'keeps the rules: %s',
    (_face, card) => {
      expect(cardFaults(card)).toEqual([]);
    },
  );

  it.each([
    ['submitted', ['claim.withdraw', 'claim.new', 'claims.list']],
    ['asked', ['claim.resubmit', 'claim.withdraw', 'claim.new', 'claims.list']],
    ['contested incumbent', ['claim.defend', 'claim.withdraw', 'claim.new', 'claims.list']],
    ['rejected', ['claim.dispute', 'claim.new', 'claims.list']],
    ['superseded', ['claim.new', 'claims.list']],
    ['withdrawn', ['claim.new', 'claims.list']],
    ['operator reviews', ['claim.review', 'claim.review', 'claim.review', 'claim.told', 'claims.queue']],
  ])('has the buttons that apply: %s', (face, verbs) => {
    expect(
      actionsOf(faces[face]!)
        .map(({ verb }) => verb)
        .toSorted(),
    ).toEqual(verbs.toSorted());
  });

  it('says what is next and by when, what it feeds, and what the customer’s administrator should know', () => {
    const text = textOf(faces['submitted']!);

    expect(text).toMatch(
      wording('claims.next.review-by', { when: 'Mon 30 Nov, 13:00 (Berlin) (in 7 days)' }),
    );
    expect(text).toMatch(
      wording('claims.feeds.score-paid', {
        areas: 'Modern Work',
        metrics: 'net customer adds, usage growth and deployments',
      }),
    );
    expect(text).toMatch(wording('claims.letter.ask', { target: 'Exchange' }));
    expect(text).toMatch(wording('claims.letter.notice'));
  });

  it('has the text for the customer’s administrator in the customer’s language, where that is known', () => {
    const customerIn = (language?: string) =>
      textOf(claimCard(claimView({}, language === undefined ? {} : { customerLanguage: language }), reader));

    expect(customerIn(PSEUDO)).toContain(say({ locale: PSEUDO }, 'claims.letter.notice'));
    expect(customerIn(PSEUDO)).toContain(say(reader, 'claims.letter.title'));
    expect(customerIn()).toContain(say(reader, 'claims.letter.notice'));
  });

  it.each([
    ['osu-bizapps', 'power-bi', wording('claims.feeds.nothing-paid'), true],
    ['osa', 'Dynamics 365 Customer Insights', wording('claims.feeds.nothing-paid'), true],
    [
      'revrec',
      'power-apps',
      wording('claims.feeds.score-unpaid', { areas: 'Business Applications', metrics: 'net customer adds' }),
      false,
    ],
    [
      'osu-bizapps',
      'dynamics-365',
      wording('claims.feeds.score-paid', {
        areas: 'Business Applications',
        metrics: 'usage growth and deployments',
      }),
      false,
    ],
  ] as const)('says what counts by PAL instead: %s on %s', (activity, product, said, isByPal) => {
    const byPal = say(reader, 'claim-feeds.by-pal', {
      product: asText(productName(product)),
      metrics: asText('usage growth and deployments'),
    });
    const target = SubscriptionId.parse('5b000000-0000-4000-8000-00000000000a');
    const card = textOf(claimCard(claimView({ activity, target }, { product }), reader));
    const preview = previewOf(activity, [], [product], DEFAULT_CLAIM_POLICY, reader);
    const counts = preview.find(({ title }) => title === 'Counts for')?.text ?? '';

    expect(card).toMatch(said);
    expect(counts.includes(say(reader, 'claim-feeds.nothing'))).toBe(isByPal);
    for (const text of [card, counts]) {
      expect(text.includes(byPal)).toBe(isByPal);
    }
  });

  it('says of several products what counts with which', () => {
    const products = ['dynamics-365', 'power-bi'];
    const [counts] = previewOf('osa', [], products, DEFAULT_CLAIM_POLICY, reader);

    const score = { areas: 'Business Applications', metrics: 'usage growth and deployments' };
    expect(counts?.text).toMatch(wording('claim-form.preview.counts.score', score));
    expect(counts?.text).toMatch(wording('claim-feeds.by-pal', { product: 'Power BI' }));
  });

  it.each([
    [[], wording('claims.mark.no-usage')],
    [[280], wording('claims.mark.below-floor', { mark: 280, more: 21 })],
    [[300], wording('claims.mark.below-floor', { mark: 300, more: 1 })],
    [[301], wording('claims.mark.paid', { mark: 301, from: 1, paid: 301 })],
  ])('shows the high-water mark of %p', (activeUsers, said) => {
    const usage = activeUsers.map((count) => ({ day: '2026-12-01', activeUsers: count }));
    const view = claimView({ status: 'approved', approvedAt: noon, dueAt: null }, { usage });

    expect(textOf(claimCard(view, reader))).toMatch(said);
  });

  it.each([
    ['no use since', [['2026-11-01', 900]], wording('claims.mark.rule-before', { before: 900 })],
    [
      'a mark under the floor before',
      [
        ['2026-11-01', 250],
        ['2026-12-01', 320],
      ],
      wording('claims.mark.paid', { mark: 320, from: 1, paid: 320 }),
    ],
    [
      'a mark above the floor before',
      [
        ['2026-11-01', 310],
        ['2026-12-01', 320],
      ],
      wording('claims.mark.paid', { mark: 320, from: 311, paid: 10 }),
    ],
  ] as const)('says what counts as paid before the approval: %s', (_case, rows, text) => {
    const usage = rows.map(([day, activeUsers]) => ({ day, activeUsers }));
    const card = textOf(
      claimCard(claimView({ status: 'approved', approvedAt: noon, dueAt: null }, { usage }), reader),
    );

    expect(card).toMatch(text);
    expect(card).not.toMatch(wording('claims.mark.rule-floor', { floor: 300 }));
  });

  it('shows links so that they open where they say, and nowhere else', () => {
    const link = 'https://files.test/a)(b';
    const card = claimCard(
      claimView({ evidence: [{ ...evidence(1), link, name: 'x](https://evil.test)' }] }),
      reader,
    );

    expect(textOf(card)).toContain('](https://files.test/a%29%28b)');
    expect(textOf(card)).not.toMatch(/(?<!\\)\]\(https:\/\/evil/);
  });

  it('says when the revenue recognition of an OSA claim shows', () => {
    const text = textOf(faces['approved on a subscription']!);

    expect(text).toMatch(wording('claims.feeds.revrec-from', { day: 'Wed 23 Dec' }));
    expect(revRecSince(new Date('2027-01-31T10:00:00.000Z'))).toEqual(new Date('2027-02-28T10:00:00.000Z'));
  });

  it('offers no dispute once its days are over', () => {
    const view = claimView({ status: 'rejected', reason: 'no-response', dueAt: inDays(-1) });

    const card = claimCard(view, reader);
    expect(textOf(card)).toMatch(wording('claims.next.nothing'));
    expect(actionsOf(card).map(({ verb }) => verb)).toEqual(['claim.new', 'claims.list']);
  });
});
