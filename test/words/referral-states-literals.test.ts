import { describe, expect, it } from '@jest/globals';
import { SUPPORT } from '../../src/cards/kit/support.ts';
import { leaveCaseCard } from '../../src/cards/operators/leave-case.ts';
import { operationsCard } from '../../src/cards/operators/operations.ts';
import { operatorReferralCard } from '../../src/cards/operators/referral.ts';
import type { ChangeTyped } from '../../src/cards/operators/press.ts';
import { unplacedCard } from '../../src/cards/operators/unplaced.ts';
import { caseClosedCard } from '../../src/cards/referrals/case-closed.ts';
import { channelOfferCard } from '../../src/cards/referrals/channel-offer.ts';
import { acceptanceCard, followUpCard, handedOverCard } from '../../src/cards/referrals/desk-notices.ts';
import type { DeskTyped } from '../../src/cards/referrals/desk.ts';
import { introduction } from '../../src/cards/referrals/introduction.ts';
import { referralOfferCard } from '../../src/cards/referrals/offer.ts';
import { newQuarter, quarterOf } from '../../src/domain/referrals/acceptance.ts';
import { Criterion } from '../../src/domain/referrals/match.ts';
import { Verdict, type Matching } from '../../src/domain/referrals/matching.ts';
import { partiesOf } from '../../src/domain/referrals/parties.ts';
import { newTally } from '../../src/domain/referrals/part-standing.ts';
import { OfferStatus, OfferWhy, type Offer, type Part } from '../../src/domain/referrals/referral.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { PSEUDO } from '../../src/words/language.ts';
import { contoso, leaveCase, readerAt } from '../support/intake-cards.ts';
import { literalsOf, ownWords } from '../support/pseudo.ts';
import { noon, offer, referral } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';

const reader = readerAt(noon, PSEUDO);
const at = contoso();
const dana = { by: aad(1), name: 'Dana Okafor' };
const figures = { ...newQuarter(quarterOf(noon)), accepted: 29, declined: 6, timedOut: 2 };

/** What the samples are about, and what `Intl` writes in English for a locale that it does not have. */
const OUTSIDE = [
  'how do I bake bread',
  at.name,
  SUPPORT,
  'Location 1001',
  'FastTrack Center',
  'Fabrikam',
  'Tailspin Toys',
  'Dana Okafor',
  'Jo Berg',
  'jo@tailspin.test',
  'Wants to start in January',
  'a typed reason',
  'FRP',
  'retail',
  leaveCase.caseId,
  'and',
  'United States',
  'English',
  'Pseudo-Accents',
];

const matching: Matching = {
  referralId: referral().referralId,
  part: 1,
  round: 1,
  at: noon,
  workloads: ['teams'],
  letGo: [],
  chosen: OfferWhy.options.map((why) => ({ part: 1, partnerId: '', name: '', workloads: ['teams'], why })),
  considered: Verdict.options.map((verdict) => ({ partnerId: at.partnerId, name: at.name, verdict })),
  locations: 400,
};

const urgent = {
  referralId: referral().referralId,
  kind: 'benefit',
  customerName: 'Tailspin Toys',
  partnerId: at.partnerId,
  partnerName: at.name,
  offeredAt: noon,
  respondBy: noon,
  overdue: true,
  urgent: true,
  round: 1,
  revision: 1,
} as const;

const others: readonly Part[] = [
  part(2, offer({ partnerId: PartnerId.parse('2002'), partnerName: 'Fabrikam' })),
  part(3, offer({ partnerId: 'FTC', partnerName: 'FastTrack Center', status: 'ftc' })),
  { part: 4, workloads: ['viva-insights'], offers: [], redirect: null },
];

function part(number: number, own: Offer): Part {
  return { part: number, workloads: ['teams'], offers: [own], redirect: null };
}

function view(own: Offer, seats = 1_250) {
  const first = part(1, own);
  const { customer } = referral();
  const whole = {
    ...referral({ parts: [first, ...others] }),
    customer: { ...customer, language: PSEUDO, seats },
  };
  return { referral: whole, part: first, offer: own, location: at, figures };
}

const decided = (status: OfferStatus, more: Partial<Offer> = {}) =>
  offer({ status, decidedAt: noon, decidedBy: dana, ...more });
const outcome = { services: 'a typed reason', value: 12_000, at: noon, ...dana };
const accepted = decided('accepted', {
  assignee: dana,
  followUp: '2026-11-30',
  journal: [{ at: noon, ...dana, text: 'a typed reason' }],
  outcome: { result: 'won', ...outcome },
});
const states: readonly Offer[] = [
  accepted,
  decided('accepted', { outcome: { result: 'lost', ...outcome } }),
  decided('declined', { reason: 'capacity', notes: 'a typed reason' }),
  decided('declined', { handedBack: true, reason: 'other' }),
  decided('withdrawn', { reason: 'a typed reason' }),
  ...OfferStatus.options.map((status) => decided(status)),
];

it.each(states.map((own) => [own.status, own] as const))(
  'no text of an offer is a literal: %s',
  (_status, own) => {
    expect(literalsOf(referralOfferCard(view(own), reader), OUTSIDE)).toEqual([]);
    expect(literalsOf(channelOfferCard(view(own), reader), OUTSIDE)).toEqual([]);
    const { referral: whole, part: first } = view(own);
    expect(literalsOf(unplacedCard(whole, first, own, reader), OUTSIDE)).toEqual([]);
  },
);

it.each(OfferWhy.options)('no text of why it was offered is a literal: %s', (why) => {
  const card = referralOfferCard(view(offer({ why, claimed: ['teams'] })), reader);
  expect(literalsOf(card, OUTSIDE)).toEqual([]);
});

it.each([149, 300, 301])('no text of what a referral of %d seats pays is a literal', (seats) => {
  expect(literalsOf(referralOfferCard(view(accepted, seats), reader), OUTSIDE)).toEqual([]);
});

const HISTORY = [
  ...['offer', 'accept', 'decline', 'handback', 'time-out', 'withdraw', 'reassign', 'assign', 'note'].map(
    (done) => ({ action: `referral.${done}`, detail: '' }),
  ),
  { action: 'referral.assign', detail: 'Fabrikam' },
  { action: 'referral.note', detail: '2026-11-30' },
  { action: 'referral.outcome', detail: 'won' },
  { action: 'referral.outcome', detail: 'lost' },
];
const forms: readonly DeskTyped[] = [
  { form: 'assign', aadObjectIdError: 'not-a-colleague' },
  { form: 'note', text: '', followUp: '', textError: 'nothing-to-note', followUpError: 'follow-up-past' },
  { form: 'note', text: '', followUp: '', textError: 'too-many-notes', followUpError: 'choose-day' },
  { form: 'handback', reason: '', notes: '', reasonError: 'choose-reason', notesError: 'notes-needed' },
  {
    form: 'outcome',
    outcome: '',
    services: '',
    value: '',
    outcomeError: 'choose-outcome',
    servicesError: 'services-long',
    valueError: 'bad-value',
  },
];

it.each(forms)('no text of a form that comes back is a literal: $form', (form) => {
  const desk = {
    colleagues: [],
    history: HISTORY.map((entry) => ({ at: noon, who: 'Dana Okafor', ...entry })),
  };
  const card = referralOfferCard({ ...view(accepted), desk }, reader, form);
  expect(literalsOf(card, OUTSIDE)).toEqual([]);
});

describe('no text of a notice is a literal', () => {
  const held = { referral: view(accepted).referral, part: 1, offer: accepted };
  const program = 'FRP' as const;
  it.each([
    ['near the limit', acceptanceCard(at, figures, 'near', reader)],
    ['under the limit', acceptanceCard(at, figures, 'under', reader)],
    ['handed to the reader', handedOverCard(held, at, true, reader)],
    ['handed to another', handedOverCard(held, at, false, reader)],
    ['handed to nobody known', handedOverCard({ ...held, offer: offer() }, at, false, reader)],
    ['a follow-up', followUpCard(held, at, reader)],
    ['a wish to leave', leaveCaseCard(leaveCase, at, reader)],
    [
      'a wish to leave, carried out',
      leaveCaseCard({ ...leaveCase, status: 'closed', program: null }, at, reader),
    ],
    ['a membership that ends', caseClosedCard({ ...leaveCase, program }, at, '2026-12-31', reader)],
  ])('%s', (_case, card) => {
    expect(literalsOf(card, OUTSIDE)).toEqual([]);
  });
});

describe('no text that operators see is a literal', () => {
  const survey = {
    all: { ...newTally('all', ''), open: 12, overdue: 3 },
    partners: [
      newTally(at.partnerId, at.name),
      { ...newTally(PartnerId.parse('2002'), 'Fabrikam'), overdue: 1 },
    ],
    urgent: OfferStatus.options.map((status, index) => ({ ...urgent, status, part: index + 1 })),
    referrals: 3,
    waiting: { claims: 1, cases: 1, mails: 2 },
    unanswered: ['how do I bake bread'],
  };
  const { referral: whole } = view(offer());

  it.each([
    ['a survey', operationsCard(survey, reader)],
    [
      'an idle one',
      operationsCard(
        { ...survey, urgent: [], referrals: 0, waiting: { claims: 0, cases: 0, mails: 0 }, unanswered: [] },
        reader,
      ),
    ],
    ['a referral', operatorReferralCard(whole, undefined, reader)],
    ['its matchings', operatorReferralCard(whole, [matching, { ...matching, considered: null }], reader)],
  ])('%s', (_case, card) => {
    expect(literalsOf(card, OUTSIDE)).toEqual([]);
  });

  it.each([...Criterion.options, 'unknown', 'most-partners', 'no-partner-id'] as const)(
    'a form that comes back: %s',
    (partnerError) => {
      const typed: ChangeTyped = { reason: '', partnerId: '1002', reasonError: 'too-long', partnerError };
      expect(literalsOf(operatorReferralCard(whole, [], reader, undefined, typed), OUTSIDE)).toEqual([]);
    },
  );
});

describe('no text of the introduction is a literal', () => {
  it.each([
    ['of a split', view(accepted).referral],
    ['of one partner', { ...view(accepted).referral, parts: [part(1, accepted)], kind: 'standard' as const }],
  ])('%s', (_case, whole) => {
    const letter = introduction(whole, part(1, accepted), accepted, at, partiesOf(whole, 1));
    expect([letter.subject, ...letter.paragraphs].flatMap((line) => ownWords(line, OUTSIDE))).toEqual([]);
  });
});
