import { z } from 'zod';
import { PartnerId, PersonId, ReferralId } from '../domain/shared/ids.ts';
import { Instant } from '../domain/shared/time.ts';
import { create, type Change, type Document, type Kind } from './ports.ts';

/** Everything that happens later, committed with the decision that asks for it. */
export const JobTask = z.discriminatedUnion('task', [
  /** Handle the event that lies in the same partition. */
  z.object({ task: z.literal('event.handle') }),
  /** Find a location for a part that has no live offer. */
  z.object({ task: z.literal('referral.match'), referralId: ReferralId, part: z.number().int() }),
  /** Tell the contacts of the location that a part was offered to. */
  z.object({
    task: z.literal('referral.tell'),
    referralId: ReferralId,
    part: z.number().int(),
    round: z.number().int(),
  }),
  /** Bring every copy of an offer's card up to date. */
  z.object({
    task: z.literal('referral.refresh'),
    referralId: ReferralId,
    part: z.number().int(),
    round: z.number(),
  }),
  /** The deadline of an offer has come. */
  z.object({
    task: z.literal('referral.time-out'),
    referralId: ReferralId,
    part: z.number().int(),
    round: z.number(),
  }),
  /** Tell the operators that a part went to FTC or to nobody. */
  z.object({ task: z.literal('referral.tell-operators'), referralId: ReferralId, part: z.number().int() }),
  /** Send or update what a person waits for, in order. Lies with the person. */
  z.object({ task: z.literal('person.lane'), personId: PersonId }),
  /** Tell somebody bound at their first chat of the offers that wait at their locations. */
  z.object({ task: z.literal('person.catch-up'), personId: PersonId, partnerId: PartnerId }),
  /** An offer leaves the round robin's window. */
  z.object({ task: z.literal('directory.forget'), partnerId: PartnerId }),
]);
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
});
export type JobBody = z.infer<typeof JobBody>;

export const JobKind: Kind<JobBody> = { name: 'job', version: 1, schema: JobBody };

/** @param id unique in its partition; derived, so that asking twice is one job */
export function newJob(id: string, task: JobTask, dueAt: Date): Change {
  const body: JobBody = { task, dueAt, dueSince: dueAt, attempts: 0, leased: false, lastError: '' };
  return create(JobKind, `job:${id}`, body);
}

/** A job under way: the document as leased, and the change that ends it. */
export interface JobRun {
  readonly job: Document<JobBody>;
  /** Put into the commit of the effect where both share a partition; then answer `deleted`. */
  readonly done: Change;
}

/** `done`: the runner deletes the job. `deleted`: the effect's commit did. `again`: not yet, and no failed attempt. */
export type JobOutcome = 'done' | 'deleted' | { readonly again: Date };

export type JobHandler<Task extends JobTask['task'] = JobTask['task']> = (
  task: Extract<JobTask, { task: Task }>,
  run: JobRun,
) => Promise<JobOutcome>;

export type JobHandlers = { readonly [Task in JobTask['task']]: JobHandler<Task> };
