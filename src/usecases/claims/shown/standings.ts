import type { ClaimStanding } from '../../../domain/claims/standing.ts';
import { partitions } from '../../partitions.ts';
import type { Condition, Documents } from '../../ports.ts';
import { standingShards, standingsOf } from '../../standing-shards.ts';
import { ClaimStandingDocument } from '../documents.ts';

/**
 * Each claim stands in a shard, for good. While it waits for the operators a copy lies here, so that what they look at and
 * count most is one small partition. An earlier release had every claim here, and no copies: what is none has not moved yet.
 */
export const CLAIM_QUEUE = partitions.program('claims');

export const NOT_MOVED = [{ field: 'copied', is: 'null' }] as const;

const QUEUED = [{ field: 'queued', is: '=', value: true }] as const;

export function claimStandingPartition(claimId: string): string {
  return standingsOf('claims', claimId);
}

export function claimStandingId(claimId: string): string {
  return `claim:${claimId}`;
}

/** How many claims wait for the operators: the one count that every card of theirs gives. */
export function countWaiting(documents: Documents): Promise<number> {
  return documents.count(ClaimStandingDocument, CLAIM_QUEUE, QUEUED);
}

/** Where what an operator asks for lies, each claim in one of them: one partition for what waits, else all. */
export function placesOf(show: 'waiting' | 'all' | ClaimStanding['status']): readonly {
  readonly partition: string;
  readonly where: readonly Condition[];
}[] {
  if (show === 'waiting') return [{ partition: CLAIM_QUEUE, where: QUEUED }];
  const where = show === 'all' ? [] : [{ field: 'status', is: '=', value: show } as const];
  return [
    ...standingShards('claims').map((partition) => ({ partition, where })),
    { partition: CLAIM_QUEUE, where: [...where, ...NOT_MOVED] },
  ];
}
