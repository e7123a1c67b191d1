import { z } from 'zod';
import { PersonId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';

/** Of these a card has room for. */
export const MOST_SHOWN = 5;

/** Something that gave up: what it is, how often it was tried, and why, by the name of a fault or a code. */
export const GaveUp = z.object({ what: z.string(), tries: z.number().int().min(0), why: z.string() });
export type GaveUp = z.infer<typeof GaveUp>;

/** What waits and what gave up, over all partitions, as it was at an instant. */
export const WorkSurvey = z.object({
  at: Instant,
  pending: z.number().int().min(0),
  /** Since when the oldest of them is due. */
  oldest: Instant.nullable(),
  deadJobs: z.number().int().min(0),
  deadNotices: z.number().int().min(0),
  /** The first of both. */
  dead: z.array(GaveUp),
  /** How many people cannot be reached in Teams, and some of them. */
  unreachable: z.number().int().min(0),
  people: z.array(PersonId),
});
export type WorkSurvey = z.infer<typeof WorkSurvey>;

/** The kind of a fault, of what a job or notice keeps as its reason: what follows may hold an address. */
export function faultName(lastError: string): string {
  return /^[\w-]{1,60}/.exec(lastError)?.[0] ?? '';
}
