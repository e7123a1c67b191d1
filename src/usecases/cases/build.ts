import { committed } from '../committed.ts';
import type { Context } from '../context.ts';
import { newJob, type JobOutcome } from '../jobs.ts';
import { PointerDocument } from '../memberships/documents.ts';
import { partitions } from '../partitions.ts';
import { create, replace } from '../ports.ts';
import { CaseDocument } from './documents.ts';
import { entryChange } from './entry-change.ts';
import { projectCase } from './follow.ts';
import { pointCase } from './find-case.ts';

const LIST = partitions.program('cases');

/**
 * Asks, once a database, that the cases which an earlier release opened be made findable: it knew no numbers that lead to
 * them, no order and no queue. Called at every start.
 */
export async function askToBuildCases({ documents, clock }: Context): Promise<void> {
  await committed(() =>
    documents.commit(LIST, [
      create(PointerDocument, 'built', { to: '1' }),
      newJob('build', { task: 'cases.build' }, clock.now()),
    ]),
  );
}

/** Doing it again changes nothing. */
export async function buildCases(context: Context): Promise<JobOutcome> {
  const { documents } = context;
  for await (const stored of documents.scan(CaseDocument, 'partners')) {
    const { caseId, partnerId } = stored.value;
    await pointCase(documents, caseId, partnerId);
    // One that moves meanwhile writes it itself.
    await committed(async () =>
      documents.commit(stored.partition, [
        replace(CaseDocument, stored, stored.value),
        await entryChange(documents, stored.value),
      ]),
    );
    await projectCase(context, stored.value);
  }
  return 'done';
}
