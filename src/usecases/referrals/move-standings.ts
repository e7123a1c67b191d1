import type { Context } from '../context.ts';
import type { JobOutcome } from '../jobs.ts';
import { askToMove, moveInPieces } from '../move-in-pieces.ts';
import { remove } from '../ports.ts';
import { PartStandingDocument, TallyDocument } from './documents.ts';
import { moveFormer } from './project-part.ts';
import { FORMER_STANDINGS } from './standings.ts';

const AT_ONCE = 20;

/** Asks, once a database, that standings of an earlier release move into their shards. Called at every start. */
export function askToMoveStandings(context: Context): Promise<void> {
  return askToMove(context, FORMER_STANDINGS, { task: 'standings.move' });
}

/** What has moved is there no longer, so that a run that broke off goes on where it stopped. */
export function moveStandings(context: Context): Promise<JobOutcome> {
  return moveInPieces(context, () => moveSome(context));
}

/** @returns whether there was something left to do */
async function moveSome(context: Context): Promise<boolean> {
  const { items } = await context.documents.list(PartStandingDocument, FORMER_STANDINGS, { limit: AT_ONCE });
  for (const { value } of items) await moveFormer(context, value);
  return items.length > 0 || dropTallies(context);
}

/** Of what has moved they count nothing any more. */
async function dropTallies({ documents }: Context): Promise<boolean> {
  const { items } = await documents.list(TallyDocument, FORMER_STANDINGS, { limit: AT_ONCE });
  if (items.length === 0) return false;
  await documents.commit(FORMER_STANDINGS, items.map(remove));
  return true;
}
