import { claimCard } from '../../src/cards/claims/card/claim.ts';
import { claimNewsCard, claimReviewCard } from '../../src/cards/claims/notices.ts';
import { claimsQueueCard } from '../../src/cards/claims/lists/queue.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import type { Claim, ClaimStep } from '../../src/domain/claims/claim.ts';
import { standingOfClaim } from '../../src/domain/claims/standing.ts';
import type { ClaimView } from '../../src/domain/claims/view.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { NONE } from '../../src/words/text.ts';
import { claim, evidence } from './claims.ts';
import { readerAt } from './intake-cards.ts';
import { inDays, noon } from './referrals.ts';
import { aad } from './seed.ts';

const SUBSCRIPTION = '5b000000-0000-4000-8000-000000000013';

export function step(overrides: Partial<ClaimStep> = {}): ClaimStep {
  return {
    at: noon,
    by: aad(1),
    verb: 'claim.submit',
    from: 'draft',
    to: 'submitted',
    comment: '',
    opId: 'op',
    ...overrides,
  };
}

export function claimView(overrides: Partial<Claim> = {}, view: Partial<ClaimView> = {}): ClaimView {
  const shown = claim({ dueAt: inDays(7), steps: [step()], ...overrides });
  return {
    claim: shown,
    disputableUntil:
      shown.status === 'rejected' && shown.dueAt !== null && shown.dueAt > noon ? shown.dueAt : null,
    as: 'partner',
    partnerName: 'Contoso Corporation (US)',
    customerName: 'Tailspin Toys',
    product: '',
    subscriptionEnds: null,
    names: new Map([
      [aad(1), 'Dana Okafor'],
      [aad(90), 'Robin Vale'],
    ]),
    usage: [],
    seats: 1_250,
    rivals: [],
    rivalCount: 0,
    wonBy: '',
    ...view,
  };
}

const asked = {
  status: 'partner-action-required',
  steps: [
    step(),
    step({
      by: aad(90),
      verb: 'claim.review',
      from: 'submitted',
      to: 'partner-action-required',
      comment: 'Please add the customer’s acknowledgement, with its date.',
    }),
  ],
} as const satisfies Partial<Claim>;
const contest = { since: noon, answerBy: inDays(20), answeredAt: null };
const rival = claim({
  claimId: 'C-2',
  partnerId: PartnerId.parse('2002'),
  contest,
  evidence: [
    { ...evidence(4), kind: 'customer-acknowledgement', name: 'signed.pdf', link: null, fileId: 'f' },
  ],
});
const operator = { as: 'operator' } as const;

/** Every face of a claim's cards, by what it shows. */
export function claimCards(reader = readerAt(noon)): { readonly [face: string]: AdaptiveCard } {
  const approved = {
    status: 'approved',
    approvedAt: noon,
    dueAt: null,
    toldOn: '2026-11-23',
    optOutUntil: '2026-11-30',
  } as const;
  const contestedView = claimView(
    { ...approved, contest },
    { ...operator, rivals: [{ claim: rival, partnerName: 'Fabrikam Inc. (US)' }], rivalCount: 1 },
  );
  const entries = [
    claim({ claimId: 'C-1', contest, status: 'approved' }),
    claim({ claimId: 'C-7', status: 'under-review', dueAt: inDays(2) }),
    claim({ claimId: 'C-8', status: 'under-review', dueAt: inDays(-1), escalatedAt: noon }),
    claim({ claimId: 'C-9', activity: 'osu-bizapps', target: SUBSCRIPTION, dueAt: inDays(3) }),
  ].map((one) =>
    standingOfClaim(one, {
      customerName: 'Tailspin Toys',
      partnerName: 'Contoso Corporation (US)',
      product: one.target === SUBSCRIPTION ? 'dynamics-365' : '',
    }),
  );
  const queue = { entries, after: 'next', cutShort: false, waiting: 14 };
  const withdrawn = { status: 'rejected-final', reason: 'withdrawn', dueAt: null } as const;
  return {
    submitted: claimCard(claimView(), reader),
    asked: claimNewsCard(claimView(asked), 'asked', reader),
    'asked, with a form that comes back': claimCard(claimView(asked), reader, NONE, {
      form: 'resubmit',
      evidence: 'http://files.test/1',
      evidenceError: { code: 'not-a-link', line: 1 },
      comments: 'See ${x} and [this](https://evil.test)',
    }),
    approved: claimNewsCard(
      claimView(approved, {
        usage: [
          { day: '2026-11-01', activeUsers: 280 },
          { day: '2026-12-01', activeUsers: 410 },
        ],
      }),
      'decided',
      { ...reader, now: inDays(10) },
    ),
    'approved on a subscription': claimCard(
      claimView(
        { ...approved, activity: 'osa', target: SUBSCRIPTION },
        { product: 'dynamics-365', subscriptionEnds: '2027-01-31' },
      ),
      reader,
    ),
    'contested incumbent': claimNewsCard(claimView({ ...approved, contest }), 'contested', reader),
    superseded: claimNewsCard(
      claimView(
        {
          status: 'rejected',
          reason: 'superseded',
          dueAt: null,
          supersededBy: PartnerId.parse('2002'),
          steps: [
            step(),
            step({ by: aad(90), verb: 'claim.superseded', to: 'rejected', comment: 'Their proof is newer.' }),
          ],
        },
        { wonBy: 'Fabrikam Inc. (US)' },
      ),
      'decided',
      reader,
    ),
    rejected: claimNewsCard(
      claimView({ status: 'rejected', reason: 'insufficient-poe', dueAt: inDays(30) }),
      'decided',
      reader,
    ),
    'asked, with a file': claimCard(claimView({ ...asked, evidence: rival.evidence }), reader),
    'operator decides a contest with files': claimReviewCard(
      claimView(
        { ...approved, contest, evidence: rival.evidence },
        {
          ...operator,
          rivals: [
            { claim: rival, partnerName: 'Fabrikam Inc. (US)' },
            { claim: { ...rival, claimId: 'C-3' }, partnerName: 'Northwind Traders (US)' },
          ],
          rivalCount: 49,
        },
      ),
      'contest',
      reader,
    ),
    withdrawn: claimCard(claimView(withdrawn), reader),
    'operator reviews': claimCard(claimView({ status: 'under-review' }, operator), reader),
    'operator must say why': claimCard(claimView({ status: 'under-review' }, operator), reader, NONE, {
      form: 'decide',
      comments: '',
      commentsError: { code: 'say-why.decide' },
    }),
    'operator decides a contest': claimReviewCard(contestedView, 'contest', reader),
    queue: claimsQueueCard(queue, { show: 'waiting', search: '' }, reader, '1001'),
    'queue filtered to nothing': claimsQueueCard(
      { entries: [], after: undefined, cutShort: false, waiting: 0 },
      { show: 'all', search: 'nobody' },
      reader,
    ),
  };
}
