import { describe, expect, it } from '@jest/globals';
import { renewalCalendar } from '../../src/cards/renewals/calendar.ts';
import { PSEUDO } from '../../src/words/language.ts';
import { asText } from '../../src/words/text.ts';
import { readerAt } from '../support/intake-cards.ts';
import { literalsOf } from '../support/pseudo.ts';
import { noon } from '../support/referrals.ts';
import { RENEWAL_NAMES, renewalCards } from '../support/renewal-cards.ts';

const reader = { ...readerAt(noon), locale: PSEUDO };

describe('no text on a card of a renewal is a literal', () => {
  it.each(Object.entries(renewalCards(reader)))('%s', (_face, card) => {
    expect(literalsOf(card, RENEWAL_NAMES)).toEqual([]);
  });
});

it('the calendar file has no words of its own', () => {
  const file = renewalCalendar(
    { name: asText('Contoso (US)'), id: 'renewal:1001:FRP', due: '2027-03-31', hasChecklist: true },
    reader,
  );
  const read = file.replaceAll('\r\n ', '').match(/(?<=(SUMMARY|DESCRIPTION):).*/gu) ?? [];
  expect(read).toHaveLength(12);
  for (const line of read.flatMap((one) => one.split('\\n'))) expect(line).toMatch(/[^\u0020-\u007e]/u);
});
