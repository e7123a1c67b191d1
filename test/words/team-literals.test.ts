import { expect, it } from '@jest/globals';
import { PSEUDO } from '../../src/words/language.ts';
import { readerAt } from '../support/intake-cards.ts';
import { literalsOf } from '../support/pseudo.ts';
import { noon } from '../support/referrals.ts';
import { teamCards } from '../support/team-cards.ts';

const reader = { ...readerAt(noon), locale: PSEUDO };
const NAMES = [
  'Contoso Corporation (US)',
  'Contoso Corporation (FR)',
  'Dana Okafor',
  'Lee Chen',
  'Ada Pay',
  'jo.larsen@contoso.example',
  'person1@contoso.test',
  'person2@contoso.test',
  'person4@contoso.test',
  'FRP',
  'CM',
  'and',
];

it.each(Object.entries(teamCards(reader)))('no text on the card is a literal: %s', (_face, card) => {
  expect(literalsOf(card, NAMES)).toEqual([]);
});
