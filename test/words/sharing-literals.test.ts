import { describe, expect, it } from '@jest/globals';
import { PSEUDO } from '../../src/words/language.ts';
import { readerAt } from '../support/intake-cards.ts';
import { literalsOf } from '../support/pseudo.ts';
import { noon } from '../support/referrals.ts';
import { sharingCards } from '../support/sharing-cards.ts';

const reader = { ...readerAt(noon), locale: PSEUDO };

/** What customers, partners and the programme are called. */
const OUTSIDE = [
  'Tailspin Toys',
  'Fourth Coffee',
  'Contoso Corporation (US)',
  'Contoso Corporation',
  'Microsoft Teams',
  'Exchange Online',
  'Porter',
  'CPOR',
  'Teams and Exchange',
  'DPOR and CPOR',
  '[porter.contoso.test](https://porter.contoso.test/open/claim/C-1)',
  'DPOR',
];

describe('no text on a shared card is a literal', () => {
  it.each(Object.entries(sharingCards(reader)))('%s', (_face, card) => {
    expect(literalsOf(card, OUTSIDE)).toEqual([]);
  });
});
