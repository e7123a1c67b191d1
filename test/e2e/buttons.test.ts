import { readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { fitsRow } from '../../src/cards/kit/button-rows.ts';
import { associationCards } from '../support/association-cards.ts';
import { claimCards } from '../support/claim-cards.ts';
import { intakeCards, readerAt } from '../support/intake-cards.ts';
import { mailCards } from '../support/mail-cards.ts';
import { claimForms, furtherCards, referralCards, scoreCards } from '../support/other-cards.ts';
import { planningCards } from '../support/planning-cards.ts';
import { noon } from '../support/referrals.ts';
import { buttonsCutOff } from '../support/render-cards.ts';
import { todayCards } from '../support/today-cards.ts';

/** A small phone, in CSS pixels. */
const PHONE = 360;

type Faces = Readonly<Record<string, object>>;

/** Every set of cards, with the templates that it draws. */
const SETS: readonly (readonly [string, () => Faces | Promise<Faces>, readonly string[]])[] = [
  ['intake', intakeCards, ['profile', 'referrals-pause', 'message']],
  [
    'associations',
    associationCards,
    ['associations-list', 'associations-show', 'dpor-changed', 'dpor-history'],
  ],
  ['claims', claimCards, ['claim', 'claims-queue']],
  ['the form of a claim', claimForms, ['claims-form']],
  ['mails', () => mailCards(readerAt(noon)), ['mail', 'mails', 'mail-pasted', 'dpor-request']],
  [
    'referrals',
    referralCards,
    ['referral-offer', 'referral-unplaced', 'referral-why', 'referrals-list', 'locations-choose'],
  ],
  [
    'scores',
    scoreCards,
    [
      'scores-area',
      'scores-choose',
      'scores-none',
      'scores-overview',
      'scores-plan',
      'scores-why',
      'eligibility',
    ],
  ],
  ['planning', () => planningCards(readerAt(noon)), ['portfolio', 'pal']],
  ['today', () => todayCards(readerAt(noon)), ['today', 'help']],
  [
    'the rest',
    furtherCards,
    [
      'settings',
      'operations',
      'dpor-digest',
      'claims-drafts',
      'claims-files',
      'claims-evidence',
      'claims-list',
    ],
  ],
];

it.each(SETS)('cuts off no button of the cards of %s on a phone', async (_which, cards) => {
  expect(await buttonsCutOff(Object.values(await cards()), PHONE)).toEqual([]);
});

it('draws every template', () => {
  const there = readdirSync('cards').filter((name) => name.endsWith('.json'));
  const drawn = SETS.flatMap(([, , templates]) => templates);

  expect(drawn.toSorted()).toEqual(there.map((name) => name.replace('.json', '')).toSorted());
});

/** The check itself: a row that the rule refuses is drawn cut off, and one that it just takes is not. */
it('sees a button that is cut off', async () => {
  const cardOf = (titles: readonly string[]) => ({
    type: 'AdaptiveCard',
    version: '1.5',
    body: [],
    actions: titles.map((title) => ({ type: 'Action.Submit', title })),
  });
  const wide = ['Request the proof', 'Send to the committee', 'Withdraw the claim'];
  const narrow = ['Open', 'Next page', 'Filter'];

  expect([fitsRow(wide), fitsRow(narrow)]).toEqual([false, true]);
  expect(await buttonsCutOff([cardOf(wide)], PHONE)).not.toEqual([]);
  expect(await buttonsCutOff([cardOf(narrow)], PHONE)).toEqual([]);
});
