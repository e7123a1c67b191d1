import { describe, expect, it } from '@jest/globals';
import { digestCard } from '../../src/cards/associations/digest.ts';
import { dporDigestLine, renewalDigestLine } from '../../src/cards/associations/digest-line.ts';
import { dporLetter } from '../../src/cards/associations/dpor-letter.ts';
import { azurePartnerLink } from '../../src/domain/associations/azure-link.ts';
import { PSEUDO } from '../../src/words/language.ts';
import { associationCards, here, news } from '../support/association-cards.ts';
import { azureSubscription, subscription } from '../support/associations.ts';
import { mailCards } from '../support/mail-cards.ts';
import { literalsOf, ownWords } from '../support/pseudo.ts';
import { contoso, readerAt } from '../support/intake-cards.ts';
import { noon } from '../support/referrals.ts';

const reader = { ...readerAt(noon), locale: PSEUDO };

/** What the cards are made of, and names of products that are the same everywhere. */
const OUTSIDE = [
  'Contoso Corporation (US)',
  'Contoso Corporation (FR)',
  'Fabrikam Inc. (US)',
  'Location 1002',
  '5b000000-0000-4000-8000-00000000000a',
  'Fourth Coffee',
  'Adventure Works',
  'coffee',
  'Your invoice of November',
  'not a GUID',
  'Dana Okafor',
  'Robin Vale',
  'Ada Lund',
  'Ada Lund, IT administrator',
  'Lee *Ng*',
  'Office 365',
  'Office 365 Enterprise E3',
  'Microsoft Azure',
  'Microsoft Intune',
  'Dynamics 365',
  'Enterprise Mobility + Security',
  'Visio *Plan* 2',
  azurePartnerLink('5b000000-0000-4000-8000-00000000000a', '1001') ?? '',
  // What joins the parts of a list is the locale's.
  'and',
];

const digest = digestCard(
  [
    dporDigestLine(news(), reader),
    dporDigestLine(news({ lostAt: [], gainedAt: here() }), reader),
    dporDigestLine(news({ gainedAt: here() }), reader),
    renewalDigestLine({ customerName: '', subscription: subscription(), at: here() }, reader),
  ],
  3,
  reader,
);

describe('no text on a card is a literal', () => {
  it.each(Object.entries({ ...associationCards(reader), ...mailCards(reader), digest }))(
    '%s',
    (_face, card) => {
      expect(literalsOf(card, OUTSIDE)).toEqual([]);
    },
  );
});

describe('no text of a letter is a literal', () => {
  it.each(['azure', 'office-365'])('that asks for DPOR of %s', (product) => {
    const { subject, paragraphs } = dporLetter(
      {
        customer: { language: PSEUDO },
        subscription: subscription({ product }),
        location: contoso(),
      },
      'Dana Okafor',
    );
    const words = paragraphs.filter((line) => !line.startsWith('https://'));

    expect([subject, ...words].flatMap((line) => ownWords(line, [...OUTSIDE, azureSubscription]))).toEqual(
      [],
    );
  });
});
