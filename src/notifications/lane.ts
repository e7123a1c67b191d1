import type { Notice } from '../domain/notices/notice.ts';
import type { PersonId } from '../domain/shared/ids.ts';
import type { Context } from '../usecases/context.ts';
import { decideAgain } from '../usecases/decide-again.ts';
import type { JobOutcome, JobRun } from '../usecases/jobs.ts';
import { partitions } from '../usecases/partitions.ts';
import { replace, type Change, type Document } from '../usecases/ports.ts';
import { findAddressee, isChannel, type Addressee } from './addressee.ts';
import { claiming, LaneLost } from './claiming.ts';
import { deliver } from './deliver.ts';
import { NEVER, type DeliverParts, type Lane } from './lane-step.ts';
import { gather } from './gather.ts';
import { LEAST_LINE_MS } from './tenant-line.ts';
import type { SharedReads } from './shared-reads.ts';
import { showDelivery } from './record.ts';
import { readPace, type LanePace } from './lane-pace.ts';
import { settleTold } from './told-before.ts';
import { NoticeDocument } from '../usecases/notices/documents.ts';

const PAGE = 100;
/** A lane gives way before its lease runs out, so that no second one ever sends beside it. */
const BUSY_MS = 15_000;
/** A lane due for as long has been put off already. */
const WAITED_MS = LEAST_LINE_MS;

/** What all lanes of a process share. */
export type LaneParts = Omit<DeliverParts, 'telling'> & { readonly reads: SharedReads };

/**
 * Sends or updates what a person or channel waits for, in the order it was asked for, one at a time. It ends when nothing is open;
 * whoever asks for more meanwhile has touched the job, so that its end is noticed and it runs again.
 */
export async function runLane(
  parts: LaneParts,
  task: { readonly personId: PersonId },
  run: JobRun,
): Promise<JobOutcome> {
  const documents = claiming(parts.context.documents, run);
  const context = { ...parts.context, documents };
  const telling = { ...context, documents: { ...documents, ...parts.reads } };
  try {
    return await walk({ ...parts, context, telling }, task.personId, run);
  } catch (error) {
    if (!(error instanceof LaneLost)) throw error;
    // Whoever has it now sees to it.
    return 'deleted';
  }
}

async function walk(parts: DeliverParts, personId: PersonId, job: JobRun): Promise<JobOutcome> {
  const { context, isStopping } = parts;
  const started = performance.now();
  const isBusy = () => isStopping?.() === true || performance.now() - started >= BUSY_MS;
  const waited = context.clock.now().getTime() - job.job.value.dueSince.getTime() >= WAITED_MS;
  let pace: LanePace | undefined;
  while (!isBusy()) {
    const [to, open, read] = await Promise.all([
      findAddressee(context.documents, personId),
      firstOpen(context, personId),
      pace ?? readPace(context, personId),
    ]);
    pace = read;
    if (to === undefined || open.length === 0) return 'done';
    if (to.value.unreachable !== null) return restAll(context, to.value);
    if (await settleTold(parts, open)) continue;
    const run = { to: to.value, toEtag: to.etag, pace, waited, done: () => job.done };
    const ran = await runThrough(parts, run, open, isBusy);
    if (ran !== 'look-again') return ran;
  }
  return { again: context.clock.now(), is: 'late' };
}

/** One walk over all that is open, as far as it goes. */
async function runThrough(
  parts: DeliverParts,
  run: Pick<Lane, 'to' | 'toEtag' | 'pace' | 'waited'> & { readonly done: () => Change },
  first: readonly Document<Notice>[],
  isBusy: () => boolean,
): Promise<JobOutcome | 'look-again'> {
  const { context } = parts;
  const gathered = isChannel(run.to)
    ? undefined
    : await gather(context, run.to, run.pace, first, parts.gatherMs);
  if (gathered?.is === 'changed') return 'look-again';
  const gathersUntil = gathered?.is === 'gathering' ? gathered.until : undefined;
  let later: Date | undefined;
  let holds = false;
  let planned = true;
  const last = first.length < PAGE ? first.at(-1)?.id : undefined;
  for await (const notice of allOpen(context, run.to.personId, first)) {
    if (await settleTold(parts, [notice])) continue;
    const ends = notice.id === last && later === undefined ? run.done : undefined;
    const lane: Lane = { ...run, gathersUntil, holds, ends };
    const { around = (_notice, does) => does() } = parts;
    const step = await around(notice.value, () => deliver(parts, lane, notice));
    switch (step.do) {
      case 'end':
        return 'deleted';
      case 'look-again':
        return 'look-again';
      case 'wait':
        return { again: earlier(later, step.until), is: 'late' };
      case 'step-aside':
        later = earlier(later, step.until);
        planned = false;
        break;
      case 'hold':
        later = earlier(later, step.until);
        planned &&= step.asked || step.until === NEVER;
        holds = true;
        break;
      case 'go-on':
        break;
    }
    if (isBusy()) return { again: context.clock.now(), is: 'late' };
  }
  if (later !== undefined) return { again: later, is: planned ? 'planned' : 'late' };
  return first.length < PAGE ? 'done' : 'look-again';
}

function earlier(a: Date | undefined, b: Date): Date {
  return a === undefined || b < a ? b : a;
}

async function firstOpen({ documents }: Context, personId: PersonId): Promise<readonly Document<Notice>[]> {
  return (await documents.list(NoticeDocument, partitions.person(personId), openAfter(undefined))).items;
}

/** What is open, in order; more is read only where the first page is held back, or sent through, as a whole. */
async function* allOpen(
  { documents }: Context,
  personId: PersonId,
  first: readonly Document<Notice>[],
): AsyncGenerator<Document<Notice>> {
  yield* first;
  if (first.length < PAGE) return;
  let page = await documents.list(NoticeDocument, partitions.person(personId), openAfter(undefined));
  const seen = new Set(first.map(({ id }) => id));
  for (;;) {
    for (const notice of page.items) if (!seen.has(notice.id)) yield notice;
    if (page.next === undefined) return;
    page = await documents.list(NoticeDocument, partitions.person(personId), openAfter(page.next));
  }
}

function openAfter(after: string | undefined) {
  return {
    where: [{ field: 'open', is: '=', value: true }],
    orderBy: [{ field: 'createdAt' }],
    limit: PAGE,
    ...(after === undefined ? {} : { after }),
  } as const;
}

/** Nothing gets through: what is open says so and stays open, for the day they are heard of again. */
async function restAll(context: Context, to: Addressee): Promise<JobOutcome> {
  const { documents, queues } = context;
  for (let after: string | undefined; ;) {
    const page = await documents.list(NoticeDocument, partitions.person(to.personId), openAfter(after));
    for (const { partition, id, value } of page.items) {
      if (value.state === 'unreachable' || value.state === 'sent') continue;
      const rests = await decideAgain(queues, partition, async () => {
        const notice = await documents.get(NoticeDocument, partition, id);
        if (notice === undefined || notice.value.state === 'unreachable' || notice.value.state === 'sent') {
          return undefined;
        }
        const lastStatus = to.unreachable?.status ?? notice.value.lastStatus;
        const next: Notice = { ...notice.value, state: 'unreachable', lastStatus, lastError: 'unreachable' };
        await documents.commit(partition, [replace(NoticeDocument, notice, next)]);
        return next;
      });
      if (rests !== undefined) await showDelivery(context, rests);
    }
    after = page.next;
    if (after === undefined) return 'done';
  }
}
