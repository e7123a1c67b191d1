import { expect, it } from '@jest/globals';
import { fitsRow } from '../../src/cards/kit/button-rows.ts';
import { associationCards } from '../support/association-cards.ts';
import { claimCards } from '../support/claim-cards.ts';
import { intakeCards, readerAt } from '../support/intake-cards.ts';
import { mailCards } from '../support/mail-cards.ts';
import { noon } from '../support/referrals.ts';
import { buttonsCutOff } from '../support/render-cards.ts';

/** A small phone, in CSS pixels. */
const PHONE = 360;

it.each([
  ['intake', intakeCards],
  ['associations', associationCards],
  ['claims', claimCards],
  ['mails', () => mailCards(readerAt(noon))],
])('cuts off no button of the cards of %s on a phone', async (_which, cards) => {
  expect(await buttonsCutOff(Object.values(cards()), PHONE)).toEqual([]);
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
