import { committed } from './committed.ts';
import type { Context } from './context.ts';
import { newJob, type JobOutcome, type JobTask } from './jobs.ts';
import { PointerDocument } from './memberships/documents.ts';
import { create } from './ports.ts';

/** Asks, once a database, for a job that moves what an earlier release kept in a partition. Called at every start. */
export async function askToMove(
  { documents, clock }: Context,
  partition: string,
  task: JobTask,
): Promise<void> {
  await committed(() =>
    documents.commit(partition, [
      create(PointerDocument, 'moved', { to: '1' }),
      newJob('move', task, clock.now()),
    ]),
  );
}

/** What one run does, so that it ends well before its lease does; the next one goes on. */
const MAX_STEPS = 10;

/** @param moveSome moves a few dozen; whether there was something left to move */
export async function moveInPieces(
  { clock }: Context,
  moveSome: () => Promise<boolean>,
): Promise<JobOutcome> {
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    if (!(await moveSome())) return 'done';
  }
  return { again: clock.now(), is: 'late' };
}
