import { isLive, type Claim } from '../../domain/claims/claim.ts';
import { newTarget, type Target } from '../../domain/claims/target.ts';
import type { CustomerId } from '../../domain/shared/ids.ts';
import { hashOf } from '../hash-of.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change, type Document, type Documents } from '../ports.ts';
import { ClaimDocument, TargetDocument } from './documents.ts';

/** More than ever claim one target. */
const MAX_CLAIMS = 1_000;

/** A target with the claims on it, as read together; a commit that writes the target holds only if nothing came between. */
export interface TargetRead {
  readonly target: Target;
  readonly stored: Document<Target> | undefined;
  /** Every claim on it that a decision has not ended, whatever its status. */
  readonly claims: readonly Document<Claim>[];
  /** Those of them that are on their way to a decision or hold it. */
  readonly live: readonly Claim[];
}

/** Two reads of the customer's partition. */
export async function readTarget(
  documents: Documents,
  customerId: CustomerId,
  target: string,
): Promise<TargetRead> {
  const partition = partitions.customer(customerId);
  const [stored, page] = await Promise.all([
    documents.get(TargetDocument, partition, targetId(target)),
    documents.list(ClaimDocument, partition, {
      where: [{ field: 'target', is: '=', value: target }],
      limit: MAX_CLAIMS,
    }),
  ]);
  const lost = new Set(stored?.value.losses.flatMap(({ claimIds }) => claimIds));
  const claims = page.items.filter(({ value }) => !lost.has(value.claimId));
  const live = claims.map(({ value }) => value).filter(isLive);
  return { target: stored?.value ?? newTarget(target), stored, claims, live };
}

/** Writes the target, changed or not: whoever decided on the same read before wins. */
export function writeTarget({ stored }: TargetRead, target: Target): Change {
  return stored === undefined
    ? create(TargetDocument, targetId(target.target), target)
    : replace(TargetDocument, stored, { ...target, revision: stored.value.revision + 1 });
}

/** An imported target may be any text, which not every id may be. */
function targetId(target: string): string {
  return `target:${/^[a-z0-9-]{1,64}$/.test(target) ? target : hashOf(target)}`;
}
