import { z } from 'zod';
import { AadObjectId, CustomerId, PartnerId, SubscriptionId } from '../shared/ids.ts';
import { Day, Instant } from '../shared/time.ts';

/**
 * Why a mail waits for a person. Of several reasons the first counts: nothing proves it, it does not tell its time, and only
 * then what keeps it from being matched, which is all the others.
 */
export const MailWhy = z.enum([
  'not-authentic',
  'undated',
  'unreadable',
  'unknown-wording',
  'no-mailbox',
  'several-partners',
  'no-customer',
  'no-subscription',
  'several',
  'csp',
  'other-customer',
  'pasted',
]);
export type MailWhy = z.infer<typeof MailWhy>;

/**
 * `unmatched`: waits for an operator. `matched`: its change is being taken in. `taken`, `refused`: the rules have said.
 * `nothing`: a removal of who held nothing. `repeat`: its Message-ID was known. `set-aside`: an operator found that it is no
 * such mail. `confirmed`: of a pasted one, that an event or an authentic mail has said the same since.
 */
export const MailState = z.enum([
  'unmatched',
  'matched',
  'taken',
  'refused',
  'nothing',
  'repeat',
  'set-aside',
  'confirmed',
]);
export type MailState = z.infer<typeof MailState>;

/** Which change a mail tells of, and who said so. */
export const MailDecision = z.object({
  what: z.enum(['added', 'removed']),
  partnerId: PartnerId,
  customerId: CustomerId,
  subscriptionId: SubscriptionId,
});
export type MailDecision = z.infer<typeof MailDecision>;

/** What was read of a kept mail, and what became of it. The mail itself lies in a partition of its own, as it arrived. */
export const MailReading = z.object({
  mailId: z.string(),
  /** `chat`: somebody with a role handed it over. */
  source: z.enum(['mail', 'chat']),
  receivedAt: Instant,
  /** The time of the change: when the mail was sent. `null`: not known until an operator says; the time of arrival is no fact's. */
  sentAt: Instant.nullable(),
  subject: z.string(),
  /** `null`: of an unknown wording. */
  what: z.enum(['added', 'removed']).nullable(),
  organization: z.string(),
  service: z.string(),
  starts: z.object({ written: z.string(), days: z.array(Day) }),
  ends: z.object({ written: z.string(), days: z.array(Day) }),
  /** Locations whose mailbox it was addressed to; none where there is none, or its addresses could not be read. */
  partnerIds: z.array(PartnerId),
  state: MailState,
  /** Of `unmatched` and `refused`. */
  why: MailWhy.nullable(),
  decision: MailDecision.nullable(),
  /** The operator who matched it or set it aside. */
  decidedBy: z.object({ by: AadObjectId, name: z.string(), at: Instant, opId: z.string() }).nullable(),
  /** Of `chat`: who told it, and the customers of that name that their location has to do with. */
  told: z.object({ by: AadObjectId, name: z.string(), customerIds: z.array(CustomerId) }).optional(),
});
export type MailReading = z.infer<typeof MailReading>;

/** A mail that somebody pasted into their chat: kept a while with them, until they say what to do with it. */
export const PastedMail = z.object({
  pasteId: z.string(),
  text: z.string(),
  pastedAt: Instant,
  /** What was done with it. */
  done: z
    .object({
      /** `recorded`: by an earlier release, which took the change in at once. */
      what: z.enum(['recorded', 'told', 'handed-over']),
      at: Instant,
      /** Of `recorded`. */
      decision: MailDecision.nullable(),
      /** Of `told` and `handed-over`: the reading that waits, or waited, for the operators. */
      mailId: z.string().optional(),
    })
    .nullable(),
});
export type PastedMail = z.infer<typeof PastedMail>;
