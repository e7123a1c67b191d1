import { shardOf } from '../domain/instances/shards.ts';
import type { JobBody } from '../usecases/jobs.ts';
import type { Clock, Document } from '../usecases/ports.ts';
import { jobRun, type JobRunOptions } from './run-job.ts';

export interface JobPoolOptions extends JobRunOptions {
  /** Jobs over all partitions that are due by then, oldest first; of some shards alone, if given. */
  readonly due: (dueBy: Date, limit: number, shards?: readonly number[]) => AsyncIterable<Document<JobBody>>;
  /** Jobs at work at once: a free-running pool, so that one that hangs blocks no other. */
  readonly concurrency?: number;
  /** Of those under way, how many wait for an answer from outside, within a bound of their own: they take no place. */
  readonly outside?: Outside;
}

/** Jobs that have left the pool to wait outside, and come back to it. */
export interface Outside {
  count(): number;
  /** Calls this whenever one more has left. */
  onLeave(look: () => void): void;
}

/**
 * What a look for due jobs came to. `crowded`: there is no room for more until one ends. `more`: what was read was more than
 * a look takes, so there may be more. `all`: all that is due is under way; `nextDue` is when the next one comes due, if that
 * is soon, and `found` whether there was any.
 */
export type Filled =
  | { readonly is: 'crowded' }
  | { readonly is: 'more' }
  | { readonly is: 'all'; readonly found: boolean; readonly nextDue?: Date };

/** Which jobs to look for: `shards` when reading, asked again at the moment at which one is taken up. Absent: all. */
export type Scope = (() => readonly number[]) | undefined;

export interface JobPool {
  /** @param aheadMs how far to look for the next one that comes due */
  readonly fill: (scope: Scope, aheadMs: number) => Promise<Filled>;
  readonly isEmpty: () => boolean;
  /** Waits until there is a place again. */
  readonly room: () => Promise<void>;
  readonly allDone: () => Promise<unknown>;
}

/** The jobs under way. @param lost called when one was written since it was read, so that it has to be read again */
export function jobPool(options: JobPoolOptions, lost: () => void): JobPool {
  const { log, concurrency = 16, outside } = options;
  const run = jobRun(options);
  const underWay = new Map<string, Promise<void>>();
  /** Read, and not taken up yet: each is claimed at the etag at which it was read. */
  let waiting: Document<JobBody>[] = [];
  /** Those that ended while a reading was under way, which may still show them as they were. */
  let endedMeanwhile = new Set<string>();
  let madeRoom: () => void = () => undefined;
  const isFull = () => underWay.size - (outside?.count() ?? 0) >= concurrency;
  outside?.onLeave(() => madeRoom());

  function launch(job: Document<JobBody>, scope: Scope): void {
    const key = keyOf(job);
    if (underWay.has(key) || endedMeanwhile.has(key)) return;
    const work = run(job, () => scope?.().includes(shardOf(job.partition)) !== false)
      .then((claimed) => (claimed ? undefined : lost()))
      // What cannot even be settled is taken up again when its lease runs out.
      .catch((error: unknown) => log.warn({ error: nameOf(error) }, 'job not settled'))
      .finally(() => {
        underWay.delete(key);
        endedMeanwhile.add(key);
        madeRoom();
      });
    underWay.set(key, work);
  }

  /** @returns whether there is room for more */
  function launchWaiting(scope: Scope): boolean {
    const held = scope && new Set(scope());
    while (!isFull()) {
      const job = waiting.shift();
      if (job === undefined) return true;
      // A process that was stopped in between may have lost the shard to another one.
      if (held?.has(shardOf(job.partition)) !== false) launch(job, scope);
    }
    return false;
  }

  return {
    async fill(scope, aheadMs) {
      if (!launchWaiting(scope)) return { is: 'crowded' };
      endedMeanwhile = new Set();
      // Those under way that nobody has claimed yet are still due.
      const limit = concurrency * 2 + underWay.size;
      const look = await lookForDue(options, limit, scope?.(), aheadMs);
      waiting = look.due;
      if (!launchWaiting(scope)) return { is: 'crowded' };
      if (look.due.length === limit) return { is: 'more' };
      return { is: 'all', found: look.due.length > 0, ...look.next };
    },
    isEmpty: () => underWay.size === 0,
    room: () => (isFull() ? new Promise<void>((resolve) => (madeRoom = resolve)) : Promise.resolve()),
    allDone: () => Promise.all(underWay.values()),
  };
}

/** What is due now, and when the next one after that is, from one reading. */
async function lookForDue(
  { due, clock }: { readonly due: JobPoolOptions['due']; readonly clock: Clock },
  limit: number,
  shards: readonly number[] | undefined,
  aheadMs: number,
): Promise<{ due: Document<JobBody>[]; next: { nextDue?: Date } }> {
  const now = clock.now();
  const found: Document<JobBody>[] = [];
  for await (const job of due(new Date(now.getTime() + aheadMs), limit, shards)) {
    const { dueAt } = job.value;
    if (dueAt !== undefined && dueAt > now) return { due: found, next: { nextDue: dueAt } };
    found.push(job);
  }
  return { due: found, next: {} };
}

function keyOf({ partition, id }: Document<JobBody>): string {
  return `${partition} ${id}`;
}

export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
