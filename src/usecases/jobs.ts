import { Instant } from '../domain/shared/time.ts';
import { TraceParent } from '../domain/shared/trace.ts';
import { ALL_JOBS } from './all.ts';
import { defineDocument } from './define-document.ts';
import { create, replace, type Change, type Document, type Etag } from './ports.ts';
import { z } from 'zod';

/** Everything that happens later, committed with the decision that asks for it. */
export const JobTask = z.discriminatedUnion('task', ALL_JOBS);
export type JobTask = z.infer<typeof JobTask>;

export const JobBody = z.object({
  task: JobTask,
  /** Absent: dead, rests until re-driven. */
  dueAt: Instant.optional(),
  /** When it first came due; what the backlog's age counts from. */
  dueSince: Instant,
  attempts: z.number().int(),
  /** A lease is held until `dueAt`. */
  leased: z.boolean(),
  lastError: z.string(),
  /** What asked for it; absent where nobody looks on. */
  trace: TraceParent.optional(),
});
export type JobBody = z.infer<typeof JobBody>;

export const JobDocument = defineDocument({
  name: 'job',
  schema: JobBody,
  partition: 'beside what asked for it',
  id: 'job:<id>',
  about: 'what is to happen later, committed with the decision that asks for it',
  many: 'one a thing to be done: each planned notice, deadline and watch',
  lives: 'until it is done',
});

/** @param id unique in its partition; derived, so that asking twice is one job */
export function newJob(id: string, task: JobTask, dueAt: Date): Change {
  const body: JobBody = { task, dueAt, dueSince: dueAt, attempts: 0, leased: false, lastError: '' };
  return create(JobDocument, `job:${id}`, body);
}

/**
 * Makes a job run that may be there already. One under way is touched, so that it cannot end without having looked again;
 * one that waits is due at once.
 */
export function jobChange(
  stored: Document<JobBody> | undefined,
  id: string,
  task: JobTask,
  now: Date,
): Change {
  if (stored === undefined) return newJob(id, task, now);
  const { dueAt, leased } = stored.value;
  if (leased || (dueAt !== undefined && dueAt <= now)) return replace(JobDocument, stored, stored.value);
  return replace(JobDocument, stored, { ...stored.value, dueAt: now, dueSince: now, attempts: 0 });
}

/** A job under way: the document as leased, and the change that ends it. */
export interface JobRun {
  /** Of a job that its handler claims: as it was found, until then. */
  readonly job: Document<JobBody>;
  /** Put into the commit of the effect where both share a partition; then answer `deleted`. */
  readonly done: Change;
  /** Absent: the job is claimed. */
  readonly claim?: JobClaim;
}

/**
 * How a handler claims its job itself, in the commit of the first thing that it does: until then it has done nothing that
 * anybody else could not do as well, so that a claim of its own would be a commit for nothing.
 */
export interface JobClaim {
  /** What each commit beside the job has to hold; undefined once one went through. */
  readonly change: Change | undefined;
  /** Whether its shard has gone to another instance since it was found: that one takes it up, so nothing is to be begun here. */
  isLost(): boolean;
  /** One went through, and this is the job’s etag now. */
  held(etag: Etag): void;
  /** One met a conflict. @returns false where somebody else has the job by now, or it is gone */
  lookAgain(): Promise<boolean>;
}

/**
 * `done`: the runner deletes the job. `deleted`: the effect's commit did. `again`: not yet, and no failed attempt. Whoever
 * puts a job off says what for, since health tells late work by it: `late` is due and not done yet (it goes on, or waits
 * for a further attempt or for its pace), `planned` waits for a date, and nobody waits for it until then.
 */
export type JobOutcome = 'done' | 'deleted' | { readonly again: Date; readonly is: 'late' | 'planned' };

export type JobHandler<Task extends JobTask['task'] = JobTask['task']> = (
  task: Extract<JobTask, { task: Task }>,
  run: JobRun,
) => Promise<JobOutcome>;

/** The handlers of some jobs: of those of a capability, or of all. */
export type HandlersOf<Jobs extends readonly { readonly shape: { readonly task: z.ZodLiteral<string> } }[]> =
  {
    readonly [Task in z.infer<Jobs[number]['shape']['task']> & JobTask['task']]: JobHandler<Task>;
  };

export type JobHandlers = { readonly [Task in JobTask['task']]: JobHandler<Task> };
