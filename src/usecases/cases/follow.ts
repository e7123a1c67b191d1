import type { Case } from '../../domain/cases/case.ts';
import { standingOfCase } from '../../domain/cases/standing.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import type { JobOutcome, JobTask } from '../jobs.ts';
import { operatorsIn } from '../memberships/operators-in.ts';
import { rosterOf } from '../memberships/roster.ts';
import { notifyAll } from '../notices/notify.ts';
import { partitions } from '../partitions.ts';
import { create, replace } from '../ports.ts';
import { findLocation } from '../referrals/directory.ts';
import { CaseStandingDocument } from './documents.ts';
import { caseAt } from './find-case.ts';

const LIST = partitions.program('cases');

/**
 * Writes where a case stands into the operators' queue, and tells of its latest step whoever opened it, whoever of the
 * location took part, and the operators; not whoever took that step.
 */
export async function followCase(
  context: Context,
  { partnerId, caseId, news }: Extract<JobTask, { task: 'case.follow' }>,
): Promise<JobOutcome> {
  const stored = await caseAt(context.documents, partnerId, caseId);
  if (stored === undefined) return 'done';
  await projectCase(context, stored.value);
  if (news === null) return 'done';
  const people = await concerned(context, stored.value, news);
  await notifyAll(context, people, { kind: 'case-news', partnerId, caseId, revision: news }, 1);
  return 'done';
}

/** Writes where a case stands into the operators' queue, unless a later state stands there already. */
export async function projectCase({ documents, queues }: Context, found: Case): Promise<void> {
  const location = await findLocation(documents, found.partnerId);
  const standing = standingOfCase(found, location?.value.name ?? '');
  const id = `case:${found.caseId}`;
  await decideAgain(queues, `${LIST}#cases`, async () => {
    const stored = await documents.get(CaseStandingDocument, LIST, id);
    if (stored !== undefined && stored.value.revision > standing.revision) return;
    await documents.commit(LIST, [
      stored === undefined
        ? create(CaseStandingDocument, id, standing)
        : replace(CaseStandingDocument, stored, standing),
    ]);
  });
}

/** What they may still see is judged when it is sent. */
async function concerned(
  { documents }: Context,
  { partnerId, openedBy, thread }: Case,
  revision: number,
): Promise<ReadonlySet<PersonId>> {
  const by = thread[revision - 2]?.by;
  const partners = new Set([
    openedBy,
    ...thread.flatMap((entry) => (entry.side === 'partner' && entry.by !== 'import' ? [entry.by] : [])),
  ]);
  const [roster, operators] = await Promise.all([rosterOf(documents, partnerId), operatorsIn(documents)]);
  const people = [
    ...roster.filter(({ aadObjectId }) => aadObjectId !== null && partners.has(aadObjectId)),
    ...operators,
  ];
  return new Set(
    people.flatMap(({ personId, aadObjectId }) =>
      personId === null || aadObjectId === by ? [] : [personId],
    ),
  );
}
