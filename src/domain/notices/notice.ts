import { z } from 'zod';
import { PersonId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';

/**
 * What a notice is about. The card is made from the truth when it is sent, so a late notice never shows an old state.
 */
export const NoticeSubject = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('referral-offer'),
    referralId: z.string(),
    part: z.number().int(),
    round: z.number().int(),
  }),
  z.object({ kind: z.literal('referral-unplaced'), referralId: z.string(), part: z.number().int() }),
]);
export type NoticeSubject = z.infer<typeof NoticeSubject>;

/** `sending` with an expired lease is `uncertain`: perhaps delivered, never simply sent again at once. */
export const NoticeState = z.enum(['pending', 'sending', 'sent', 'uncertain', 'unreachable', 'dead']);
export type NoticeState = z.infer<typeof NoticeState>;

/** One thing to tell one person, and how far that got. Lies with the person, so that theirs go in order. */
export const Notice = z.object({
  noticeId: z.string(),
  personId: PersonId,
  subject: NoticeSubject,
  /** Orders a person's notices: the instant it was asked for, then the id. */
  createdAt: Instant,
  state: NoticeState,
  /** Version of the card to show and version shown; they differ while an update is due. */
  wanted: z.number().int(),
  shown: z.number().int(),
  /** Whether the lane has work with it: to be sent, or to be updated. */
  open: z.boolean(),
  attempts: z.number().int(),
  /** HTTP status of the last answer, 0 for none. */
  lastStatus: z.number().int(),
  /** Why it rests, in words for an operator of the machine. */
  lastError: z.string(),
  notBefore: Instant.nullable(),
  leaseUntil: Instant.nullable(),
  /** The message in Teams, once known. */
  activityId: z.string().nullable(),
  conversationId: z.string().nullable(),
  sentAt: Instant.nullable(),
});
export type Notice = z.infer<typeof Notice>;
