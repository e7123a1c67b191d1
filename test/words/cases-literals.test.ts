import { describe, expect, it } from '@jest/globals';
import { PSEUDO } from '../../src/words/language.ts';
import { caseCards, dispute, statement } from '../support/case-cards.ts';
import { readerAt } from '../support/intake-cards.ts';
import { literalsOf } from '../support/pseudo.ts';
import { noon } from '../support/referrals.ts';

const found = dispute();
/** What came from outside. Sums and lists are the locale's. */
const OUTSIDE = [
  'Contoso Corporation (US)',
  'Contoso Corporation (FR)',
  'contoso.sharepoint.com',
  'https://contoso.sharepoint.com/sites/cpor/usage.xlsx',
  'https://contoso.sharepoint.com/report.pdf',
  'CM',
  'Dana Okafor',
  'Lee Chen',
  'Robin Vale',
  'and',
  'USD',
  'US',
  found.subject,
  ...found.text.split('\n'),
  ...Object.values(found.details),
  found.caseId,
  'CS-1',
  'L-0a1b2c3d4e',
  'Here is the report that we sent.',
  'Which report do you mean?',
  'Corrected in the next statement.',
  'It is not.',
  'Thank you.',
  statement.file,
  statement.statementId,
  'S-2026-09-US',
  ...Array.from({ length: 14 }, (_none, at) => `S-${at}`),
];

describe('no text on a card is a literal', () => {
  it.each(Object.entries(caseCards({ ...readerAt(noon), locale: PSEUDO })))('%s', (_face, card) => {
    expect(literalsOf(card, OUTSIDE)).toEqual([]);
  });
});
