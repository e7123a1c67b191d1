import { faultName, MOST_SHOWN, type GaveUp, type WorkSurvey } from '../../domain/operators/work.ts';
import { gaveUp } from '../../domain/notices/notice.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { PersonDocument } from '../memberships/documents.ts';
import { NoticeDocument } from '../notices/documents.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Documents } from '../ports.ts';
import { WORK_SURVEY, WorkSurveyDocument } from './documents.ts';
import { allJobs, retryDead, retryDeadNotices } from './retry-dead.ts';

const PARTITION = partitions.program('operators');

/** Looks through everything that waits and gave up, and keeps what it found. Never in a turn. */
export async function surveyWork({ documents, queues, clock }: Context): Promise<void> {
  const at = clock.now();
  const [jobs, notices, people] = [
    await surveyJobs(documents, at),
    await surveyNotices(documents),
    await surveyPeople(documents),
  ];
  const { dead: deadOfJobs, ...counts } = jobs;
  const dead = [...deadOfJobs, ...notices.dead].slice(0, MOST_SHOWN);
  const survey: WorkSurvey = { at, ...counts, ...people, deadNotices: notices.count, dead };
  await decideAgain(queues, `${PARTITION}#work`, async () => {
    const stored = await documents.get(WorkSurveyDocument, PARTITION, WORK_SURVEY);
    await documents.commit(PARTITION, [
      stored === undefined
        ? create(WorkSurveyDocument, WORK_SURVEY, survey)
        : replace(WorkSurveyDocument, stored, survey),
    ]);
  });
}

/** Tries everything again that gave up, and looks through it anew. */
export async function retryWork(context: Context): Promise<void> {
  const now = context.clock.now();
  await retryDead(context.documents, now);
  await retryDeadNotices(context.documents, now);
  await surveyWork(context);
}

async function surveyJobs(documents: Documents, now: Date) {
  const dead: GaveUp[] = [];
  let deadJobs = 0;
  let pending = 0;
  let oldest: Date | null = null;
  for await (const { value } of allJobs(documents)) {
    const { task, dueAt, dueSince, attempts, lastError } = value;
    if (dueAt === undefined) {
      deadJobs++;
      if (dead.length < MOST_SHOWN)
        dead.push({ what: task.task, tries: attempts, why: faultName(lastError) });
    } else if (dueSince <= now) {
      pending++;
      if (oldest === null || dueSince < oldest) oldest = dueSince;
    }
  }
  return { dead, deadJobs, pending, oldest };
}

async function surveyNotices(documents: Documents) {
  const dead: GaveUp[] = [];
  let count = 0;
  for await (const { value } of documents.scan(NoticeDocument, 'people')) {
    if (!gaveUp(value) || value.digestId !== null) continue;
    count++;
    const why = value.lastStatus === 0 ? faultName(value.lastError) : String(value.lastStatus);
    if (dead.length < MOST_SHOWN) dead.push({ what: value.subject.kind, tries: value.attempts, why });
  }
  return { dead, count };
}

/** Those who cannot be reached since the latest come first. */
async function surveyPeople(documents: Documents) {
  const since: { readonly personId: PersonId; readonly at: number }[] = [];
  for await (const { value } of documents.scan(PersonDocument, 'people')) {
    const { personId, unreachable } = value;
    if (unreachable !== null) since.push({ personId, at: unreachable.since.getTime() });
  }
  const latest = since.toSorted((a, b) => b.at - a.at).slice(0, MOST_SHOWN);
  return { unreachable: since.length, people: latest.map(({ personId }) => personId) };
}
