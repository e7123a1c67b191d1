import type { Claim } from '../../../domain/claims/claim.ts';
import { moveClaim } from '../../../domain/claims/life.ts';
import { MOVES, type ClaimMove, type MoveName, type MoveRefused } from '../../../domain/claims/moves.ts';
import type { ClaimTimes } from '../../../domain/claims/times.ts';
import type { Actor } from '../../../domain/memberships/person.ts';
import { ok, refuse, type Result } from '../../../domain/shared/result.ts';
import { AuditDocument, audited } from '../../audit.ts';
import type { Context } from '../../context.ts';
import { decideAgain } from '../../decide-again.ts';
import { hashOf } from '../../hash-of.ts';
import { partitions } from '../../partitions.ts';
import type { Change, Documents } from '../../ports.ts';
import { movingChanges, overtaken, settled } from './changes.ts';
import { listNow } from './follow.ts';
import { claimAt, customerOfClaim } from '../load.ts';
import { claimTimes } from '../rules.ts';
import { readTarget } from '../targets.ts';
import { claimant, isImpartial } from '../who.ts';
import { findLocation } from '../../referrals/directory.ts';

/** `stale`: the claim was not (any more) where this can be done; `refused`: a form, with what is wrong with it. */
export type MoveOutcome =
  | { readonly outcome: 'done' | 'stale'; readonly claim: Claim }
  | { readonly outcome: 'refused'; readonly claim: Claim; readonly error: MoveRefused };

type Moved = Result<MoveOutcome, { readonly code: 'forbidden' }>;

/** Moves that belong to the operators; the others are the claiming location's. */
const OPERATORS: ReadonlySet<MoveName> = new Set<MoveName>(['approve', 'reject', 'ask', 'tell']);

/**
 * Moves a claim as a person asks, once: the same press delivered twice is one move and gets the same answer, a press that
 * comes too late gets the claim as it is. What is overdue comes first, so that no press wins over a late timer. Six reads,
 * since a claim shares its target with others.
 *
 * @param moveOf the move, given the claim as it is now
 * @param opId the activity that carries the press
 */
export async function moveAs(
  context: Context,
  actor: Actor,
  claimId: string,
  name: MoveName,
  moveOf: (claim: Claim, now: Date) => ClaimMove,
  opId: string,
): Promise<Moved> {
  const { documents, clock, queues } = context;
  const customerId = await customerOfClaim(documents, claimId);
  if (customerId === undefined) return refuse({ code: 'forbidden' });
  const partition = partitions.customer(customerId);
  const moved = await decideAgain<Moved>(queues, partition, async () => {
    const stored = await claimAt(documents, customerId, claimId);
    if (stored === undefined) return refuse({ code: 'forbidden' });
    const now = clock.now();
    const { partnerId, target } = stored.value;
    const [read, times, rights] = await Promise.all([
      readTarget(documents, customerId, target),
      timesOf(context, stored.value),
      OPERATORS.has(name) ? undefined : claimant(documents, actor, { partnerId }, now),
    ]);
    const may = OPERATORS.has(name)
      ? await isImpartial(documents, actor, stored.value, read.live)
      : rights !== undefined;
    if (!may) return refuse({ code: 'forbidden' });

    const late = overtaken(stored.value, read, now, times);
    if (late.claim.steps.some((step) => step.opId === opId && step.by === actor.aadObjectId)) {
      return ok({ outcome: 'done', claim: late.claim });
    }
    const by = { by: actor.aadObjectId, opId };
    const next = moveClaim(late.claim, moveOf(late.claim, now), by, now, times);
    if (next.ok) {
      const moving = settled(late, next.value, read, by, now, times);
      await documents.commit(partition, movingChanges(stored, moving, read, now, times));
      return ok({ outcome: 'done', claim: moving.claim });
    }
    const stale = next.error.code === 'stale' || next.error.code === 'disputed-before';
    const changes = [
      ...movingChanges(stored, late, read, now, times),
      ...(stale ? await staleRow(documents, actor, stored.value, name, opId, now) : []),
    ];
    if (changes.length > 0) await documents.commit(partition, changes);
    return ok(
      stale
        ? { outcome: 'stale', claim: late.claim }
        : { outcome: 'refused', claim: late.claim, error: next.error },
    );
  });
  if (moved.ok && moved.value.outcome === 'done') await listNow(context, moved.value.claim);
  return moved;
}

/** The numbers of the programme on the calendar of the claiming location's country. */
export async function timesOf(
  context: Context,
  { partnerId }: Pick<Claim, 'partnerId'>,
): Promise<ClaimTimes> {
  if (context.claims === undefined) return claimTimes(context, '');
  const location = await findLocation(context.documents, partnerId);
  return claimTimes(context, location?.value.country ?? '');
}

/** The same stale press delivered twice is one row. */
async function staleRow(
  documents: Documents,
  actor: Actor,
  { claimId, customerId, partnerId }: Claim,
  name: MoveName,
  opId: string,
  now: Date,
): Promise<Change[]> {
  const id = `press:${actor.personId}:${hashOf(opId)}`;
  const known = await documents.get(AuditDocument, partitions.customer(customerId), `audit:${id}`);
  if (known !== undefined) return [];
  const row = { at: now, actor: actor.aadObjectId, action: MOVES[name].verb, subject: claimId } as const;
  return [audited(id, { ...row, outcome: 'stale', detail: partnerId })];
}
