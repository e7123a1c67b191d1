import type { Context } from '../../context.ts';
import type { JobOutcome } from '../../jobs.ts';
import { askToMove, moveInPieces } from '../../move-in-pieces.ts';
import { ClaimStandingDocument } from '../documents.ts';
import { settle } from '../shown/project-standing.ts';
import { CLAIM_QUEUE, NOT_MOVED } from '../shown/standings.ts';

const AT_ONCE = 20;

/** Asks, once a database, that where claims stand moves from the queue, where all of them lay once, into shards. */
export function askToMoveClaimStandings(context: Context): Promise<void> {
  return askToMove(context, CLAIM_QUEUE, { task: 'claims.move' });
}

/** What has moved is a copy or gone, so that a run that broke off goes on where it stopped. */
export function moveClaimStandings(context: Context): Promise<JobOutcome> {
  return moveInPieces(context, async () => {
    const { items } = await context.documents.list(ClaimStandingDocument, CLAIM_QUEUE, {
      where: NOT_MOVED,
      limit: AT_ONCE,
    });
    for (const { value } of items) await settle(context, value);
    return items.length > 0;
  });
}
