import { claimCard } from '../../src/cards/claims/card/claim.ts';
import { claimDraftsCard } from '../../src/cards/claims/files/drafts.ts';
import { evidenceFilesCard } from '../../src/cards/claims/files/of-claim.ts';
import {
  claimFilesCard,
  filesGatheredCard,
  filesRefusedCard,
  noPlaceCard,
} from '../../src/cards/claims/files/attach.ts';
import { claimFormCard } from '../../src/cards/claims/form/form.ts';
import type { ClaimFormShown } from '../../src/cards/claims/form/shown.ts';
import { claimsListCard, readClaimsFilter } from '../../src/cards/claims/lists/list.ts';
import { noClaimsCard } from '../../src/cards/claims/lists/no-claims.ts';
import { claimNewsCard, claimReviewCard } from '../../src/cards/claims/notices.ts';
import { claimsQueueCard } from '../../src/cards/claims/lists/queue.ts';
import { submittedCard } from '../../src/cards/claims/form/submitted.ts';
import { fileDeclinedCard } from '../../src/cards/files/consent.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { claimEntry } from '../../src/domain/claims/claim-entry.ts';
import { EvidenceKind, type Claim } from '../../src/domain/claims/claim.ts';
import type { Doubt } from '../../src/domain/claims/doubt.ts';
import { NOTHING_TYPED, type ClaimTyped } from '../../src/domain/claims/draft.ts';
import { DEFAULT_CLAIM_POLICY } from '../../src/domain/claims/policy.ts';
import { CLAIM_STATUSES, ClaimActivity } from '../../src/domain/shared/catalogue.ts';
import { Intent } from '../../src/domain/shared/ids.ts';
import { NONE } from '../../src/words/text.ts';
import { subscription } from './associations.ts';
import { claimCards, claimView, step } from './claim-cards.ts';
import { claim, evidence } from './claims.ts';
import { contoso } from './intake-cards.ts';
import { inDays, noon, tailspin } from './referrals.ts';
import { aad } from './seed.ts';

type Faces = { readonly [face: string]: AdaptiveCard };

const SUBSCRIPTION = '5b000000-0000-4000-8000-000000000013';
const contest = { since: noon, answerBy: inDays(20), answeredAt: null };

const DOUBTS: readonly Doubt[] = [
  { code: 'of-another-customer' },
  { code: 'unknown-subscription' },
  { code: 'no-active-subscription', workload: 'exchange' },
  { code: 'not-in-force', status: 'expired' },
  { code: 'not-in-force', status: 'cancelled' },
  { code: 'other-product', product: 'azure' },
  { code: 'unknown-product', product: 'Visio' },
  { code: 'licensing', licensing: 'CSP-legacy', allowed: ['EA', 'CASA/EES', 'MOSA'], instead: [] },
  { code: 'usage-only-workload', workload: 'teams' },
  { code: 'not-a-workload' },
  { code: 'not-a-subscription' },
];

const VERBS = [
  'submit',
  'told',
  'resubmit',
  'defend',
  'dispute',
  'withdraw',
  'customer-responded',
  'superseded',
  'subscription-ended',
  'review-begins',
  'review-overdue',
  'no-response',
  'silent-consent',
  'import',
].map((name) => `claim.${name}`);

/** Claims in all their states, for both who see them. */
export function claimFaces(reader: Reader): Faces {
  const faces = new Map<string, AdaptiveCard>(Object.entries(claimCards(reader)));
  for (const as of ['partner', 'operator'] as const) {
    for (const status of CLAIM_STATUSES) {
      const inDetail = status === 'approved' || status === 'submitted' ? CONDITIONS : {};
      for (const [name, overrides] of Object.entries({ ...ANY_STATUS, ...inDetail })) {
        const view = claimView({ status, ...overrides }, { as, subscriptionEnds: '2027-01-31' });
        faces.set(`${status}, ${name}, to ${as}`, claimCard(view, reader));
      }
    }
  }
  for (const reason of REASONS) {
    const over = { status: 'rejected', reason, dueAt: null } as const;
    faces.set(
      `over: ${reason}`,
      claimNewsCard(claimView(over, { wonBy: 'Fabrikam Inc. (US)' }), 'decided', reader),
    );
  }
  for (const [at, doubt] of DOUBTS.entries()) {
    faces.set(
      `doubt ${at}`,
      claimCard(claimView({ status: 'under-review' }, { as: 'operator', doubt }), reader),
    );
  }
  for (const about of ['asked', 'contested', 'reminder', 'ending'] as const) {
    faces.set(`news: ${about}`, claimNewsCard(claimView(), about, reader));
  }
  faces.set('overdue', claimReviewCard(claimView({}, { as: 'operator' }), 'overdue', reader));
  const steps = VERBS.map((verb) => step({ verb, comment: 'our words', added: 1 }));
  for (const some of [steps.slice(0, 10), steps.slice(10), DECISIONS]) {
    faces.set(`history of ${some[0]?.verb}`, claimCard(claimView({ steps: some }), reader));
  }
  return Object.fromEntries(faces);
}

const REASONS = [
  ...(['customer-declined', 'insufficient-poe', 'no-response', 'partner-request'] as const),
  ...(['superseded', 'subscription-ended', 'withdrawn'] as const),
] as const;

const DECISIONS = (['approved', 'partner-action-required', 'rejected', 'rejected-final'] as const).map((to) =>
  step({ verb: 'claim.review', to }),
);

const ANY_STATUS: { readonly [name: string]: Partial<Claim> } = {
  plain: {},
  'without a date': { dueAt: null, steps: [] },
  contested: { contest },
};

/** What tells on live claims only. */
const CONDITIONS: { readonly [name: string]: Partial<Claim> } = {
  'contested without proof': { contest: { ...contest, answerBy: null }, evidence: [] },
  'contest answered': { contest: { ...contest, answeredAt: noon } },
  'contest answered without proof': { contest: { ...contest, answeredAt: noon }, evidence: [] },
  told: { toldOn: '2026-11-23', optOutUntil: '2026-11-30' },
  agreed: { consent: { answer: 'accepted', at: noon } },
  silent: { consent: { answer: 'silent', at: noon } },
  overdue: { escalatedAt: noon },
  approved: { approvedAt: noon },
  'presales advice': { activity: 'osa', target: SUBSCRIPTION, approvedAt: noon },
  'recognition only': { activity: 'usage-only', evidence: [] },
  'all kinds of proof': {
    evidence: EvidenceKind.options.map((kind, at) => ({ ...evidence(at), kind })),
  },
};

const typed = (overrides: Partial<ClaimTyped>): ClaimTyped => ({
  ...NOTHING_TYPED,
  partnerId: contoso().partnerId,
  customerId: tailspin,
  ...overrides,
});

/** The form, empty and filled in, and what follows it. */
export function claimFormFaces(reader: Reader): Faces {
  const draft = { draftId: 'd', evidence: [evidence(1), evidence(2)] };
  const shown: ClaimFormShown = {
    locations: [contoso()],
    location: contoso(),
    customers: [{ customerId: tailspin, name: 'Tailspin Toys' }],
    moreCustomers: false,
    customer: {
      customerId: tailspin,
      name: 'Tailspin Toys',
      isRecorded: true,
      subscriptions: [subscription({ product: 'dynamics-365' }), subscription({ product: 'Visio' })],
      own: [],
    },
    draft: undefined,
    policy: DEFAULT_CLAIM_POLICY,
  };
  const what = { intent: 'i', step: 'what' } as const;
  const previews = ClaimActivity.options.flatMap((activity) => [
    [`what: ${activity}`, claimFormCard(shown, typed({ activity }), what, reader)],
    [
      `what: ${activity} of somebody unknown`,
      claimFormCard(
        {
          ...shown,
          customer: { customerId: tailspin, name: '', isRecorded: false, subscriptions: undefined, own: [] },
        },
        typed({ activity }),
        { ...what, claimIds: ['C-1', 'C-2'] },
        reader,
      ),
    ],
  ]);
  const claims = [claim(), claim({ claimId: 'C-2', contest })];
  const made = { location: contoso(), customerName: 'Tailspin Toys' };
  return {
    who: claimFormCard(
      { ...shown, customers: [], customer: undefined },
      NOTHING_TYPED,
      { intent: 'i', step: 'who' },
      reader,
    ),
    'in a dialog': claimFormCard(
      shown,
      typed({ activity: 'osa' }),
      { intent: 'i', step: 'all', isRefused: true, errors: { target: { code: 'no-target' } } },
      reader,
    ),
    'empty in a dialog': claimFormCard(
      { ...shown, customer: undefined },
      NOTHING_TYPED,
      { intent: 'i', step: 'all' },
      reader,
    ),
    'with a window': claimFormCard(
      { ...shown, customer: undefined },
      NOTHING_TYPED,
      { intent: 'i', step: 'who', opensDialog: true, otherDrafts: 2 },
      reader,
    ),
    'with a draft': claimFormCard(
      { ...shown, draft },
      typed({ activity: 'osa' }),
      { ...what, otherDrafts: 2 },
      reader,
    ),
    refused: claimFormCard(
      shown,
      typed({ activity: 'osa' }),
      { ...what, isRefused: true, errors: { target: { code: 'no-target' } }, claimIds: ['C-1'] },
      reader,
    ),
    ...Object.fromEntries(previews),
    submitted: submittedCard(
      { ...made, claims: [claim()], outcome: 'known', unchecked: ['subscriptions'] },
      reader,
    ),
    'several submitted': submittedCard(
      { ...made, claims, outcome: 'done', unchecked: ['product', 'licensing'] },
      reader,
    ),
    'all contested': submittedCard(
      { ...made, claims: claims.slice(1), outcome: 'done', unchecked: [] },
      reader,
    ),
    'who may claim': noClaimsCard(['Dana Okafor', 'Robin Vale'], reader),
    'nobody may claim': noClaimsCard([], reader),
  };
}

/** Lists of claims and drafts, and files. */
export function claimListFaces(reader: Reader): Faces {
  const entries = CLAIM_STATUSES.map((status) =>
    claimEntry(claim({ claimId: `C-${status.length}`, status, dueAt: inDays(3) }), {
      customerName: status === 'approved' ? '' : 'Tailspin Toys',
      product: '',
    }),
  );
  const list = {
    at: [contoso()],
    choices: [contoso(), contoso()],
    leftOut: 2,
    owners: new Map(),
    after: 'next',
    cutShort: false,
    drafts: 1,
  };
  const all = readClaimsFilter({});
  const draft = {
    draftId: 'd'.repeat(32),
    intent: Intent.parse('intent'),
    typed: NOTHING_TYPED,
    evidence: [evidence(1)],
    createdAt: noon,
    updatedAt: noon,
  };
  const named = { draft, customerName: '' };
  const filled = {
    draft: { ...draft, typed: typed({ activity: 'osa', target: SUBSCRIPTION }) },
    customerName: '',
  };
  const files = [{ fileId: 'f'.repeat(32), name: 'sow.pdf', size: 1_000 }];
  const fileProof = { ...evidence(3), link: null, fileId: 'f', name: 'sow.pdf', sha256: 'aa' };
  return {
    claims: claimsListCard({ ...list, entries }, all, true, reader),
    'no claims': claimsListCard({ ...list, entries: [], after: undefined, drafts: 0 }, all, true, reader),
    'queue with nothing yet': claimsQueueCard(
      { entries: [], after: 'next', cutShort: true, waiting: 0 },
      { show: 'waiting', search: '' },
      reader,
    ),
    'queue of others': claimsQueueCard(
      { entries: [], after: undefined, cutShort: false, waiting: 1 },
      { show: 'waiting', search: '' },
      reader,
    ),
    drafts: claimDraftsCard([named, filled], NONE, reader),
    'no drafts': claimDraftsCard([], NONE, reader),
    files: claimFilesCard({ files, problems: [], drafts: [named], claims: entries }, reader),
    'files of a claim': evidenceFilesCard(claim({ evidence: [fileProof] }), reader),
    'no files of a claim': evidenceFilesCard(claim({ evidence: [] }), reader),
    gathered: filesGatheredCard({ claimId: 'C-1', answer: 'defend', files: 2, left: 1 }, reader),
    refused: filesRefusedCard([], reader),
    'no place': noPlaceCard(reader),
    declined: fileDeclinedCard(reader),
  };
}

/** Who and what the cards are about. */
export const CLAIM_NAMES = [
  'Contoso Corporation (US)',
  'Fabrikam Inc. (US)',
  'Northwind Traders (US)',
  'Tailspin Toys',
  'Visio',
  'Dana Okafor',
  'Robin Vale',
  'Jo Berg',
  'IT lead',
  'jo@tailspin.test',
  'We rolled it out',
  'our words',
  'files.test',
  'signed.pdf',
  'sow.pdf',
  'https://',
  'contoso.com',
  'SHA-256',
  'aa',
  'Please add the customer’s acknowledgement, with its date.',
  'Their proof is newer.',
  'Office 365',
  'Dynamics 365',
  'Microsoft Azure',
  aad(1),
  tailspin,
  SUBSCRIPTION,
];
