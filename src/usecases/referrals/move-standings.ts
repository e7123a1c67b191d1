import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { newJob, type JobOutcome } from '../jobs.ts';
import { PointerDocument } from '../memberships/documents.ts';
import { create, remove } from '../ports.ts';
import { PartStandingDocument, TallyDocument } from './documents.ts';
import { moveFormer } from './project-part.ts';
import { FORMER_STANDINGS } from './standings.ts';

const AT_ONCE = 20;
/** What one run does, so that it ends well before its lease does; the next one goes on. */
const MAX_STEPS = 10;

/** Asks, once a database, that standings of an earlier release move into their shards. Called at every start. */
export async function askToMoveStandings({ documents, clock }: Context): Promise<void> {
  await committed(() =>
    documents.commit(FORMER_STANDINGS, [
      create(PointerDocument, 'moved', { to: '1' }),
      newJob('move', { task: 'standings.move' }, clock.now()),
    ]),
  );
}

/** What has moved is there no longer, so that a run that broke off goes on where it stopped. */
export async function moveStandings(context: Context): Promise<JobOutcome> {
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    if (!(await moveSome(context))) return 'done';
  }
  return { again: context.clock.now(), is: 'late' };
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
