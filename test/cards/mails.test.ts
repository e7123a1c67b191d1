import { expect, it } from '@jest/globals';
import { cardFaults } from '../support/card-rules.ts';
import { mailCards } from '../support/mail-cards.ts';
import { noon } from '../support/referrals.ts';

const reader = { locale: 'en-GB', timeZone: 'Europe/Berlin', now: noon };

it.each(Object.entries(mailCards(reader)))('keeps the rules of every card: %s', (_face, card) => {
  expect(cardFaults(card)).toEqual([]);
});
