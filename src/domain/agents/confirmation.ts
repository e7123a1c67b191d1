import { z } from 'zod';
import { ActVerb } from './act.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import { Instant } from '../shared/time.ts';

/** How long a person has to confirm what an agent asked for, in minutes. */
export const CONFIRM_MINUTES = 15;
/** So many may wait for one person; further ones are refused until some are answered or over. */
export const MAX_WAITING = 10;

export const ConfirmationId = z.uuid().brand<'ConfirmationId'>();
export type ConfirmationId = z.infer<typeof ConfirmationId>;

/** The program that an agent runs in: the application that its token was issued to, and how it calls itself. */
export const AgentClient = z.object({ id: z.string(), name: z.string() });
export type AgentClient = z.infer<typeof AgentClient>;

/** What was typed and chosen, by field. */
export const AskedData = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type AskedData = z.infer<typeof AskedData>;

export const Outcome = z.enum(['done', 'refused', 'unchanged']);
export type Outcome = z.infer<typeof Outcome>;

/** Something that an agent asked for in a person's name. Nothing is done before that person confirms it. */
export const Confirmation = z.object({
  confirmationId: ConfirmationId,
  verb: ActVerb,
  data: AskedData,
  /** One sentence on what it is about, as the person reads it, from when it was asked. */
  about: z.string(),
  client: AgentClient,
  askedAt: Instant,
  until: Instant,
  answer: z.enum(['confirmed', 'refused']).nullable(),
  answeredAt: Instant.nullable(),
  /**
   * What became of it once confirmed: `unchanged` where there was nothing to change any more, as when somebody else had
   * decided. `null` while it is under way, and for ever if the process ended in it.
   */
  outcome: Outcome.nullable(),
  /** What the person was told then, in one sentence. */
  said: z.string(),
});
export type Confirmation = z.infer<typeof Confirmation>;

export type Asked = Pick<Confirmation, 'verb' | 'data' | 'about' | 'client'>;

export type ConfirmationState = 'waiting' | 'confirmed' | 'refused' | 'expired';

export function newConfirmation(confirmationId: ConfirmationId, asked: Asked, now: Date): Confirmation {
  return {
    ...asked,
    confirmationId,
    askedAt: now,
    until: new Date(now.getTime() + CONFIRM_MINUTES * 60_000),
    answer: null,
    answeredAt: null,
    outcome: null,
    said: '',
  };
}

/** At {@link Confirmation.until} itself it is over. */
export function confirmationState({ answer, until }: Confirmation, now: Date): ConfirmationState {
  return answer ?? (now < until ? 'waiting' : 'expired');
}

/** @returns `stale` for what has been answered, or is over */
export function answerConfirmation(
  confirmation: Confirmation,
  answer: 'confirmed' | 'refused',
  now: Date,
): Result<Confirmation, { readonly code: 'stale' }> {
  if (confirmationState(confirmation, now) !== 'waiting') return refuse({ code: 'stale' });
  return ok({ ...confirmation, answer, answeredAt: now });
}

/**
 * What an agent's asking comes to beside what it asked before.
 *
 * @param before what was asked of the same person lately
 * @returns the one that waits already where the same client asks for the same; `too-many` when {@link MAX_WAITING} wait
 */
export function askBeside(
  before: readonly Confirmation[],
  asked: Asked,
  now: Date,
): Result<Confirmation | 'new', { readonly code: 'too-many' }> {
  const waiting = before.filter((one) => confirmationState(one, now) === 'waiting');
  const same = waiting.find((one) => sameness(one) === sameness(asked));
  if (same !== undefined) return ok(same);
  return waiting.length >= MAX_WAITING ? refuse({ code: 'too-many' }) : ok('new');
}

function sameness({ verb, data, client }: Asked): string {
  const fields = Object.entries(data).sort(([one], [two]) => (one < two ? -1 : 1));
  return JSON.stringify([client.id, verb, fields]);
}
