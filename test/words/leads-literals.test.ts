import { describe, expect, it } from '@jest/globals';
import { PSEUDO } from '../../src/words/language.ts';
import { readerAt } from '../support/intake-cards.ts';
import { leadCards } from '../support/lead-cards.ts';
import { leadFacts } from '../support/leads.ts';
import { literalsOf } from '../support/pseudo.ts';
import { noon } from '../support/referrals.ts';

const facts = leadFacts();
/** What came from outside. Sums, days and countries are the locale's. */
const OUTSIDE = [
  'Contoso Corporation (US)',
  'Contoso Corporation (FR)',
  facts.customerName,
  facts.name,
  facts.notes,
  facts.city,
  'Alex Kim',
  'Jo Berg',
  'jo@fabrikam.test',
  '+1 555 0100',
  'US',
  'USD',
  'United',
  'States',
  'No room.',
];

describe('no text on a card is a literal', () => {
  it.each(Object.entries(leadCards({ ...readerAt(noon), locale: PSEUDO })))('%s', (_face, card) => {
    expect(literalsOf(card, OUTSIDE)).toEqual([]);
  });
});
