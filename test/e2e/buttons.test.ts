import { readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { fitsRow } from '../../src/cards/kit/button-rows.ts';
import { LANGUAGES } from '../../src/words/language.ts';
import { allCards } from '../support/all-cards.ts';
import { buttonsCutOff } from '../support/render-cards.ts';

/** A small phone, in CSS pixels. */
const PHONE = 360;

it.each(LANGUAGES)(
  'cuts off no button of any card in %s on a phone',
  async (language) => {
    const cards = allCards(language).flatMap(({ faces }) => Object.values(faces));

    expect(await buttonsCutOff(cards, PHONE)).toEqual([]);
  },
  60_000,
);

it('draws every template', () => {
  const there = readdirSync('cards').filter((name) => name.endsWith('.json'));
  const drawn = [...new Set(allCards().flatMap(({ templates }) => templates))];

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
