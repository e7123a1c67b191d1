import { v5 } from 'uuid';
import { submittedClaim, type Claim, type Evidence } from '../../domain/claims/claim.ts';
import { moveClaim } from '../../domain/claims/life.ts';
import type { ClaimMove } from '../../domain/claims/moves.ts';
import { DEFAULT_CLAIM_POLICY } from '../../domain/claims/policy.ts';
import { PLAIN_WEEK, reviewBeginsAt, type ClaimTimes } from '../../domain/claims/times.ts';
import { AadObjectId, PartnerId } from '../../domain/shared/ids.ts';
import { addDays, dayOf } from '../../domain/shared/time.ts';

const TIMES: ClaimTimes = { policy: DEFAULT_CLAIM_POLICY, calendar: PLAIN_WEEK };
const NAMESPACE = '6b1f2c1e-9d57-4f0e-8f7a-0a6f6f0d9c11';

const person = (number: number) => AadObjectId.parse(`33333333-3333-4333-8333-333333333${number}`);
const OPERATOR = person(350);

/** Who claims for each location of the sample, and where its proof lies. */
const CLAIMANTS = new Map(
  [
    ['100210', 330, 'contoso'],
    ['100211', 332, 'contoso'],
    ['200310', 340, 'fabrikam'],
    ['200311', 341, 'fabrikam'],
    ['300410', 345, 'northwind'],
  ].map(([partnerId, number, host]) => [
    PartnerId.parse(partnerId),
    { by: person(Number(number)), host: `files.${host}.test` },
  ]),
);
const NOBODY = { by: person(330), host: 'files.contoso.test' };

/** Something that somebody did with the claim, at a time. */
type Done = readonly [at: Date, by: AadObjectId | 'job', move: ClaimMove];

/**
 * A claim of the sample with its past. What is still open lies some days back from now, so that its deadlines are to come;
 * what was decided lies where its file says.
 *
 * @param imported with a time of submission
 * @param domain of the customer
 */
export function claimOnSample(imported: Claim, domain: string, now: Date): Claim {
  const { by, host } = CLAIMANTS.get(imported.partnerId) ?? NOBODY;
  const submittedAt = imported.submittedAt ?? now;
  const first = submittedClaim(
    {
      ...imported,
      contact: { name: 'Jo Berg', title: 'IT manager', email: `jo.berg@${domain}` },
      sellerName: 'Alex Reid',
      isvProduct: imported.activity === 'revrec' ? 'Contoso Service Desk' : '',
      comments: 'The customer asked us to lead this work, as its statement says.',
      evidence: [
        proof(imported.claimId, `https://${host}/${domain}/statement-of-work.pdf`, submittedAt, by),
        proof(imported.claimId, `https://${host}/${domain}/acknowledgement.pdf`, submittedAt, by),
      ],
    },
    { aadObjectId: by, opId: `sample-${imported.claimId}` },
    submittedAt,
    reviewBeginsAt(TIMES, now),
  );
  const told = pastOf(imported, by, submittedAt, now).reduce(moved, first);
  return { ...told, updatedAt: imported.updatedAt };
}

function pastOf(claim: Claim, by: AadObjectId, submittedAt: Date, now: Date): readonly Done[] {
  const after = (days: number) => addDays(submittedAt, days);
  const ago = (days: number) => addDays(now, -days);
  switch (claim.status) {
    case 'approved':
      return [
        [after(5), 'job', { move: 'begin-review' }],
        [after(9), OPERATOR, { move: 'approve', comment: 'Signed by the customer’s head of IT.' }],
        [after(10), OPERATOR, { move: 'tell', ...toldOn(after(10), submittedAt) }],
        [after(18), 'job', { move: 'stay-silent' }],
      ];
    case 'under-review':
      return [[ago(3), 'job', { move: 'begin-review' }]];
    case 'partner-action-required':
      return [
        [ago(4), 'job', { move: 'begin-review' }],
        [ago(2), OPERATOR, { move: 'ask', comment: 'Who at the customer signed the statement, and when?' }],
      ];
    case 'rejected':
      return [
        [after(5), 'job', { move: 'begin-review' }],
        [after(11), OPERATOR, { move: 'reject', comment: 'The statement names another workload.' }],
      ];
    case 'dispute':
      return [
        [ago(12), 'job', { move: 'begin-review' }],
        [ago(8), OPERATOR, { move: 'reject', comment: 'The statement is not signed.' }],
        [ago(1), by, { move: 'dispute', comment: 'The signature is on its last page.' }],
      ];
    default:
      return [];
  }
}

function toldOn(at: Date, submittedAt: Date) {
  return { toldOn: dayOf(at), today: dayOf(at), submittedOn: dayOf(submittedAt) };
}

function moved(claim: Claim, [at, by, move]: Done): Claim {
  const next = moveClaim(claim, move, { by, opId: `sample-${claim.claimId}-${move.move}` }, at, TIMES);
  if (!next.ok) throw new Error(`${claim.claimId} of the sample cannot ${move.move}: ${next.error.code}`);
  return next.value;
}

function proof(claimId: string, link: string, addedAt: Date, addedBy: AadObjectId): Evidence {
  const kind = link.endsWith('acknowledgement.pdf') ? 'customer-acknowledgement' : 'statement-of-work';
  const evidenceId = v5(`${claimId} ${link}`, NAMESPACE);
  const name = new URL(link).host;
  return { evidenceId, kind, link, fileId: null, name, sha256: null, addedAt, addedBy };
}
