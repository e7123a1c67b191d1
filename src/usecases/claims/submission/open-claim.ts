import { submittedClaim, type Claim, type NewClaim } from '../../../domain/claims/claim.ts';
import { contested, contestSince, ownClaimInTheWay, rivalsOf } from '../../../domain/claims/contest.ts';
import { answerEndsAt, reviewBeginsAt } from '../../../domain/claims/times.ts';
import type { AadObjectId } from '../../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../../domain/shared/result.ts';
import type { Context } from '../../context.ts';
import { create, replace, type Change, type Document } from '../../ports.ts';
import { claimChanges, stepAudits } from '../review/changes.ts';
import { jobsAfterMove } from '../review/jobs-of.ts';
import { claimTimes } from '../rules.ts';
import { readTarget, writeTarget } from '../targets.ts';
import { ClaimDocument } from '../documents.ts';

/** Claims that are asked for more proof at once; there are more only where many were imported for one target. */
const MAX_MARKED = 15;

export interface Opening {
  readonly claim: NewClaim;
  /** Of the claiming location: its calendar counts the business days. */
  readonly country: string;
  /** The claim as a draft, where it is one already; it becomes the submitted claim. */
  readonly draft?: Document<Claim> | undefined;
}

export interface OpenedClaim {
  readonly claim: Claim;
  /** For one commit in `customers/<customerId>`. */
  readonly changes: readonly Change[];
}

/** The location's own live claim on that target, which makes another one pointless. */
export type OpenRefused = { readonly code: 'already-claimed'; readonly claim: Claim };

/**
 * What submits a claim: the claim, what must happen to it later, the audit row, and the contest that it opens when another
 * partner holds the target or claims it. Two reads. Call it within `decideAgain` on the customer's partition and commit
 * everything together: the commit conflicts when somebody else claimed or got the target in between. Targets of one commit
 * must differ.
 *
 * @param by who submits, with the activity that carries the press
 */
export async function openClaim(
  context: Context,
  { claim, country, draft }: Opening,
  by: { readonly aadObjectId: AadObjectId; readonly opId: string },
  now: Date,
): Promise<Result<OpenedClaim, OpenRefused>> {
  const [times, read] = await Promise.all([
    claimTimes(context, country),
    readTarget(context.documents, claim.customerId, claim.target),
  ]);
  const own = ownClaimInTheWay(claim, read.live);
  if (own !== undefined) return refuse({ code: 'already-claimed', claim: own });

  const rivals = new Set(rivalsOf(claim, read.live));
  const answerBy = answerEndsAt(times, now);
  const submitted = submittedClaim(claim, by, now, reviewBeginsAt(times, now));
  const joins = [...rivals].some(({ contest }) => contest !== null);
  const since = contestSince([...rivals], now);
  const opened = rivals.size === 0 ? submitted : contested(submitted, now, answerBy, since);
  const challenged = read.claims
    .filter(({ value }) => rivals.has(value) && value.contest === null)
    .slice(0, MAX_MARKED);
  const id = `claim:${claim.claimId}`;
  return ok({
    claim: opened,
    changes: [
      draft === undefined ? create(ClaimDocument, id, opened) : replace(ClaimDocument, draft, opened),
      ...stepAudits(opened, 0),
      ...jobsAfterMove(draft?.value, opened, times, now, joins),
      ...challenged.flatMap((rival) =>
        claimChanges(rival, contested(rival.value, now, answerBy), now, times),
      ),
      writeTarget(read, read.target),
    ],
  });
}
