import { z } from 'zod';
import { ReferralKind } from '../domain/referrals/referral.ts';
import { ClaimId } from '../domain/claims/claim.ts';
import { DraftId } from '../domain/claims/draft.ts';
import { OPERATOR_NEWS, PARTNER_NEWS } from '../domain/claims/news.ts';
import { FileId } from '../domain/files/kept-file.ts';
import { Crossing, Quarter } from '../domain/referrals/acceptance.ts';
import {
  AadObjectId,
  CustomerId,
  PartnerId,
  PersonId,
  ReferralId,
  SubscriptionId,
} from '../domain/shared/ids.ts';
import { Day, Instant } from '../domain/shared/time.ts';
import { create, replace, type Change, type Document, type Kind } from './ports.ts';

/** Everything that happens later, committed with the decision that asks for it. */
export const JobTask = z.discriminatedUnion('task', [
  /** Handle the event that lies in the same partition. */
  z.object({ task: z.literal('event.handle') }),
  /** Read a kept mail, and find what it is about. Lies with the mail, as the next three do. */
  z.object({ task: z.literal('mail.handle'), mailId: z.string() }),
  /** Take in the change that a mail was matched to. */
  z.object({ task: z.literal('mail.take'), mailId: z.string() }),
  /** Tell the operators that mails wait to be matched. */
  z.object({ task: z.literal('mail.tell-operators') }),
  /** Show a pasted mail at its location as told, or no longer, by how it stands. Lies with the mail. */
  z.object({ task: z.literal('dpor.report'), mailId: z.string() }),
  /** What was told by a pasted mail has been said by others since. Lies with the customer. */
  z.object({ task: z.literal('dpor.confirmed'), mailId: z.string() }),
  /** Once: make findable the customers, and handle the mails, that an earlier release kept. */
  z.object({ task: z.literal('mail.pick-up') }),
  /** Tell the contacts of those who lost a subscription's DPOR and of the one that gained it. Lies with the customer. */
  z.object({
    task: z.literal('dpor.tell'),
    customerId: CustomerId,
    subscriptionId: SubscriptionId,
    changedAt: Instant,
    key: z.string(),
    lost: z.array(PartnerId),
    gained: PartnerId.nullable(),
  }),
  /** Tell whoever held an older subscription of that product that a new one started without a DPOR. */
  z.object({
    task: z.literal('dpor.tell-renewal'),
    customerId: CustomerId,
    subscriptionId: SubscriptionId,
  }),
  /** Write how a location stands with a customer. Lies with the customer. */
  z.object({ task: z.literal('association.project'), partnerId: PartnerId, customerId: CustomerId }),
  /** Write the associations of what an earlier release imported. */
  z.object({ task: z.literal('association.build') }),
  /** Take up the events that an earlier release kept without handling them. */
  z.object({ task: z.literal('event.pick-up') }),
  /** Write a customer's new name wherever it is listed. Lies with the customer. */
  z.object({ task: z.literal('association.rename'), customerId: CustomerId }),
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
  /** Remind those who were told of an offer that nobody has decided. */
  z.object({
    task: z.literal('referral.remind'),
    referralId: ReferralId,
    part: z.number().int(),
    round: z.number().int(),
  }),
  /** The day of the next step with an accepted referral has come. */
  z.object({
    task: z.literal('referral.follow-up'),
    referralId: ReferralId,
    part: z.number().int(),
    round: z.number(),
    day: Day,
  }),
  /** Tell both sides that an accepted referral was handed to a colleague. */
  z.object({
    task: z.literal('referral.tell-assigned'),
    referralId: ReferralId,
    part: z.number().int(),
    round: z.number(),
    revision: z.number().int(),
    /** Who is told: the one who has it now, and the one who had it. */
    personIds: z.array(PersonId),
  }),
  /** Tell a location's program admins of its acceptance rate. Lies with the partner. */
  z.object({
    task: z.literal('acceptance.tell'),
    partnerId: PartnerId,
    quarter: Quarter,
    crossing: Crossing,
    time: z.number().int(),
  }),
  /** Write down whom a matching considered, and why it passed them over. */
  z.object({
    task: z.literal('referral.explain'),
    referralId: ReferralId,
    part: z.number().int(),
    round: z.number().int(),
  }),
  /** A file that was sent some days ago goes, if it belongs to nothing. Lies with the file. */
  z.object({ task: z.literal('file.tidy'), fileId: FileId }),
  /** A draft has become a claim. Lies with the customer. */
  z.object({ task: z.literal('claim.forget-draft'), personId: PersonId, draftId: DraftId }),
  /** Tell the operators that a part went to FTC or to nobody. */
  z.object({ task: z.literal('referral.tell-operators'), referralId: ReferralId, part: z.number().int() }),
  /** Tell somebody just known as an operator of the parts that no partner got. */
  z.object({ task: z.literal('operator.catch-up'), personId: PersonId }),
  /** Send or update what a person waits for, in order. Lies with the person. */
  z.object({ task: z.literal('person.lane'), personId: PersonId }),
  /** Show at a person's locations whether Teams reaches them. Lies with the person. */
  z.object({ task: z.literal('person.reachability'), personId: PersonId }),
  /** Tell somebody bound at their first chat of the offers that wait at their locations. */
  z.object({ task: z.literal('person.catch-up'), personId: PersonId, partnerId: PartnerId }),
  /** An offer leaves the round robin's window. */
  z.object({ task: z.literal('directory.forget'), partnerId: PartnerId }),
  /** Tell the program admins that a pause ends in so many days, or has ended (0). One that was ended early is a no-op. */
  z.object({
    task: z.literal('pause.tell'),
    partnerId: PartnerId,
    since: Instant,
    daysLeft: z.number().int().min(0),
  }),
  /** A claim was changed: bring the lists up to date, and tell whom it concerns. Lies with the customer. */
  z.object({
    task: z.literal('claim.follow'),
    customerId: CustomerId,
    claimId: ClaimId,
    /** Of the claim as it was changed; tells one piece of news from the next. */
    revision: z.number().int(),
    partner: z.array(z.enum(PARTNER_NEWS)),
    operators: z.array(z.enum(OPERATOR_NEWS)),
  }),
  /** A step of a claim has come to its end. One that is over already is a no-op. */
  z.object({ task: z.literal('claim.due'), customerId: CustomerId, claimId: ClaimId }),
  /** A step of a claim ends soon: whoever has to act is reminded, once. */
  z.object({
    task: z.literal('claim.remind'),
    customerId: CustomerId,
    claimId: ClaimId,
    until: Instant,
  }),
  /** Write down, page by page, the claims that lost a target. */
  z.object({ task: z.literal('claim.lose'), customerId: CustomerId, target: z.string() }),
  /** Watch the subscription that an approved claim hangs on: remind of its end, and end the claim with it. */
  z.object({ task: z.literal('claim.subscription'), customerId: CustomerId, claimId: ClaimId }),
  /** A subscription was imported with another status or end: what hangs on it is looked at now. */
  z.object({
    task: z.literal('claims.subscription-changed'),
    customerId: CustomerId,
    subscriptionId: SubscriptionId,
  }),
  /** A claim was imported, or removed by an import: its deadline, its target and its place in the lists follow. */
  z.object({
    task: z.literal('claim.adopt'),
    customerId: CustomerId,
    claimId: ClaimId,
    /** Where it stood before: the location that it was in the lists of, and its target. */
    partnerId: PartnerId,
    target: z.string(),
  }),
  /** Adopt, once a database, the claims that an earlier release imported. Lies in the queue. */
  z.object({ task: z.literal('claims.build') }),
  /** Tell the operators what waits in their queue, for everything that came in within some minutes. Lies in the queue. */
  z.object({ task: z.literal('claims.tell-operators'), until: Instant }),
  /** Tell the other program admins that one of them paused a location's referrals, or resumed them. */
  z.object({
    task: z.literal('pause.tell-others'),
    partnerId: PartnerId,
    since: Instant,
    resumed: z.boolean(),
    /** Who did it, and knows. */
    by: PersonId,
  }),
  /** Tell the program admins of a location that a channel gets its offers no longer: whoever set it may not any more. */
  z.object({
    task: z.literal('channel.tell-ended'),
    partnerId: PartnerId,
    kind: ReferralKind,
    setAt: Instant,
    setBy: AadObjectId,
  }),
  /** Tell the operators of a case that a location opened. */
  z.object({ task: z.literal('case.tell-operators'), partnerId: PartnerId, caseId: z.string() }),
  /** Tell a location that what it asked for was carried out. */
  z.object({ task: z.literal('case.tell-closed'), partnerId: PartnerId, caseId: z.string() }),
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
  if (leased || (dueAt !== undefined && dueAt <= now)) return replace(JobKind, stored, stored.value);
  return replace(JobKind, stored, { ...stored.value, dueAt: now, dueSince: now, attempts: 0 });
}

/** A job under way: the document as leased, and the change that ends it. */
export interface JobRun {
  readonly job: Document<JobBody>;
  /** Put into the commit of the effect where both share a partition; then answer `deleted`. */
  readonly done: Change;
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

export type JobHandlers = { readonly [Task in JobTask['task']]: JobHandler<Task> };
