import { holderFirst, holdsTarget, isLive, type Claim } from './claim.ts';
import { contested, contestSince, rivalsOf } from './contest.ts';
import { moveClaim } from './life.ts';
import type { MovedBy } from './moves.ts';
import type { Target } from './target.ts';
import { answerEndsAt, type ClaimTimes } from './times.ts';

/** Claims that lose in the commit of the decision itself; the others are written down by a job that pages. */
const AT_ONCE = 15;
/** Partners that a commit asks for more proof; more than two hold or claim a target at once only after an import. */
const MAX_MARKED = 15;

/** What one step of a claim means for its target and for the other claims on it. */
export interface Settled {
  /** The claim itself: contested, when a dispute claims a target that another partner holds or claims. */
  readonly claim: Claim;
  readonly target: Target;
  /** Other claims as they are to be written in the same commit. */
  readonly others: readonly Claim[];
  /** Others have lost that a job has yet to write down. */
  readonly hasLosses: boolean;
}

/**
 * Keeps one partner of record a target. An approval makes its partner the holder and ends every other partner's claim; the
 * end of the holder's last approved claim leaves the target free; a contest ends when only one partner is left.
 *
 * @param live the live claims on the target before the step, with or without the claim itself
 */
export function settleTarget(
  target: Target,
  before: Claim,
  after: Claim,
  live: readonly Claim[],
  by: MovedBy,
  now: Date,
  times: ClaimTimes,
): Settled {
  const others = live.filter(({ claimId }) => claimId !== after.claimId);
  const rivals = rivalsOf(after, others);
  const nothing = { claim: after, target, others: [], hasLosses: false };
  const last = after.steps.at(-1);
  const isApproval = holdsTarget(after) && last?.verb === 'claim.review' && before !== after;
  if (isApproval) return won(target, after, others, last.comment, by, now, times);
  if (isLive(after)) {
    if (isLive(before) || rivals.length === 0) return nothing;
    // A dispute claims its target again.
    const answerBy = answerEndsAt(times, now);
    const marked = rivals.filter(({ contest }) => contest === null).slice(0, MAX_MARKED);
    return {
      ...nothing,
      claim: contested(after, now, answerBy, contestSince(rivals, now)),
      others: marked.map((rival) => contested(rival, now, answerBy)),
    };
  }
  if (!isLive(before)) return nothing;
  const left = new Set(others.map(({ partnerId }) => partnerId));
  return {
    ...nothing,
    target: released(target, after),
    others: left.size > 1 ? [] : others.flatMap((other) => uncontested(other, now)),
  };
}

function won(
  target: Target,
  winner: Claim,
  others: readonly Claim[],
  comment: string,
  by: MovedBy,
  now: Date,
  times: ClaimTimes,
): Settled {
  const { partnerId, claimId } = winner;
  const held = target.holder?.partnerId === partnerId ? target.holder : undefined;
  const claimIds = [...new Set([...(held?.claimIds ?? []), claimId])];
  // Who holds it now ends in this very commit, so that there are never two.
  const rivals = rivalsOf(winner, others).toSorted(holderFirst);
  const move = { move: 'lose', wonBy: partnerId, comment } as const;
  const lost = rivals.slice(0, AT_ONCE).flatMap((rival) => {
    const moved = moveClaim(rival, move, { by: by.by, opId: `lose:${claimId}:${by.opId}` }, now, times);
    return moved.ok ? [moved.value] : [];
  });
  const later = rivals.slice(AT_ONCE).map((rival) => rival.claimId);
  const own = others.filter((other) => other.partnerId === partnerId);
  const loss = { wonBy: partnerId, at: now, by: by.by, comment, claimIds: later };
  return {
    claim: winner,
    target: {
      ...target,
      holder: { partnerId, claimIds, since: held?.since ?? now },
      losses: later.length === 0 ? target.losses : [...target.losses, loss],
    },
    others: [...lost, ...own.flatMap((other) => uncontested(other, now))],
    hasLosses: later.length > 0,
  };
}

function released(target: Target, { claimId }: Claim): Target {
  const { holder } = target;
  if (holder === null || !holder.claimIds.includes(claimId)) return target;
  const claimIds = holder.claimIds.filter((held) => held !== claimId);
  return { ...target, holder: claimIds.length === 0 ? null : { ...holder, claimIds } };
}

function uncontested(claim: Claim, now: Date): Claim[] {
  if (claim.contest === null) return [];
  return [{ ...claim, contest: null, updatedAt: now, revision: claim.revision + 1 }];
}

/** The target without the losses of some claims, once these are written down. */
export function withoutLosses(target: Target, claimIds: readonly string[]): Target {
  const losses = target.losses
    .map((loss) => ({ ...loss, claimIds: loss.claimIds.filter((claimId) => !claimIds.includes(claimId)) }))
    .filter((loss) => loss.claimIds.length > 0);
  return { ...target, losses };
}
