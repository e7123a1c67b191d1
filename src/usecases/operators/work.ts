import { hasEnded, type DroppedImport } from '../../domain/imports/dropped.ts';
import type { Actor, Person } from '../../domain/memberships/person.ts';
import type { WorkSurvey } from '../../domain/operators/work.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { audited, AuditDocument } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { DroppedImportDocument } from '../imports/documents.ts';
import { JobDocument, jobChange } from '../jobs.ts';
import { PersonDocument } from '../memberships/documents.ts';
import { PERSON_DOCUMENT } from '../memberships/find-person.ts';
import { partitions } from '../partitions.ts';
import { WORK_SURVEY, WorkSurveyDocument } from './documents.ts';
import { isOperator } from './operator.ts';

const PARTITION = partitions.program('operators');
/** A survey that is older is made anew once it is looked at. */
const FRESH_MS = 30_000;
/** Of the latest imports, those that are looked at: some may wait for a confirmation. */
const MOST_IMPORTS = 20;

export interface Work {
  /** Absent: it is being made for the first time. */
  readonly survey: WorkSurvey | undefined;
  /** Of people who cannot be reached, the latest first. */
  readonly names: readonly string[];
  /** The latest import that has ended, from the chat or the command line. */
  readonly imported: DroppedImport | undefined;
  readonly running: Context['running'];
}

/** How Porter runs, as it was when it was last looked through; that is done anew unless it was just now. */
export async function showWork(
  context: Context,
  person: Pick<Person, 'personId'>,
): Promise<Result<Work, { readonly code: 'forbidden' }>> {
  const { documents, clock, running } = context;
  if (!(await isOperator(documents, person))) return refuse({ code: 'forbidden' });
  const [stored, imports] = await Promise.all([
    documents.get(WorkSurveyDocument, PARTITION, WORK_SURVEY),
    documents.list(DroppedImportDocument, partitions.program('imports'), {
      orderBy: [{ field: 'droppedAt', descending: true }],
      limit: MOST_IMPORTS,
    }),
  ]);
  const survey = stored?.value;
  if (survey === undefined || clock.now().getTime() - survey.at.getTime() > FRESH_MS)
    await askToSurvey(context);
  const people = await Promise.all(
    (survey?.people ?? []).map((personId) =>
      documents.get(PersonDocument, partitions.person(personId), PERSON_DOCUMENT),
    ),
  );
  return ok({
    survey,
    names: people.flatMap((found) => (found === undefined ? [] : [found.value.name])),
    imported: imports.items.map(({ value }) => value).find(hasEnded),
    running,
  });
}

function askToSurvey({ documents, queues, clock }: Context): Promise<void> {
  return decideAgain(queues, `${PARTITION}#work`, async () => {
    const job = await documents.get(JobDocument, PARTITION, 'job:survey');
    await documents.commit(PARTITION, [jobChange(job, 'survey', { task: 'operators.survey' }, clock.now())]);
  });
}

/** Has everything tried again that gave up. The same press twice asks once. */
export async function askToRetry(
  { documents, queues, clock }: Context,
  actor: Actor,
  opId: string,
): Promise<Result<void, { readonly code: 'forbidden' }>> {
  if (!(await isOperator(documents, actor))) return refuse({ code: 'forbidden' });
  const id = `retry:${hashOf(opId)}`;
  await decideAgain(queues, `${PARTITION}#work`, async () => {
    if (await isAudited(documents, id)) return;
    const now = clock.now();
    const job = await documents.get(JobDocument, PARTITION, 'job:retry');
    await documents.commit(PARTITION, [
      audited(id, {
        at: now,
        actor: actor.aadObjectId,
        action: 'operations.retry',
        subject: '',
        outcome: 'done',
        detail: '',
      }),
      jobChange(job, 'retry', { task: 'operators.retry' }, now),
    ]);
  });
  return ok(undefined);
}

async function isAudited(documents: Context['documents'], id: string): Promise<boolean> {
  return (await documents.get(AuditDocument, PARTITION, `audit:${id}`)) !== undefined;
}
