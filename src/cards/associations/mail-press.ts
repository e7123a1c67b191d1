import { z } from 'zod';
import { PartnerId, SubscriptionId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { Day } from '../../domain/shared/time.ts';

/** A kept mail: the hash that it is stored by. */
export const MailId = z.string().regex(/^[0-9a-f]{32,64}$/);

const typed = z.string().max(2_000).optional();
/** A client may send the inputs of the form beside a button along. */
const inputs = { candidate: typed, subscriptionId: typed, partnerId: typed, what: typed, sentOn: typed };

/** What the cards of mails send back. It comes from the client: no rights follow from it. */
export const MailsPress = z.strictObject({
  verb: z.literal('dpor.mails'),
  data: z.strictObject({ after: z.string().max(400).optional(), mailId: typed }),
});
export const MailShowPress = z.strictObject({
  verb: z.literal('dpor.mail.show'),
  data: z.strictObject({ mailId: typed }),
});
export const DporMatchPress = z.strictObject({
  verb: z.literal('dpor.match'),
  data: z.strictObject({ mailId: MailId, ...inputs }),
});
export const MailDismissPress = z.strictObject({
  verb: z.literal('dpor.mail.dismiss'),
  data: z.strictObject({ mailId: MailId, ...inputs }),
});
export type MatchInput = z.infer<typeof DporMatchPress>['data'];

/**
 * Of the subscription: `no-id`: none is chosen or typed; `not-guid`; `no-subscription`: none has that id; `csp`: it has no
 * partner of record. Of the others: that they are missing, or that the day lies ahead.
 */
export type MatchError = 'no-id' | 'not-guid' | 'no-subscription' | 'csp' | 'which-partner' | 'which-day';

/** What was typed into a match that could not be taken, and what is wrong with it. */
export interface MatchTyped {
  readonly candidate: string;
  readonly subscriptionId: string;
  readonly partnerId: string;
  readonly what: string;
  readonly sentOn: string;
  readonly error?: MatchError;
}

const What = z.enum(['added', 'removed']);

/** The match as it was typed; a subscription's id that was typed goes before one that was chosen. */
export function readMatch(input: MatchInput): Result<
  {
    readonly subscriptionId: SubscriptionId;
    readonly partnerId: PartnerId | undefined;
    readonly what: 'added' | 'removed' | undefined;
    readonly sentOn: Day | undefined;
  },
  MatchTyped
> {
  const id = input.subscriptionId?.trim() || input.candidate?.trim() || '';
  const subscriptionId = SubscriptionId.safeParse(id);
  const partnerId = PartnerId.safeParse(input.partnerId).data;
  const what = What.safeParse(input.what).data;
  const sentOn = Day.safeParse(input.sentOn).data;
  if (subscriptionId.success) return ok({ subscriptionId: subscriptionId.data, partnerId, what, sentOn });
  return refuse({ ...typedOf(input), error: id === '' ? 'no-id' : 'not-guid' });
}

export function typedOf(input: MatchInput): MatchTyped {
  return {
    candidate: input.candidate ?? '',
    subscriptionId: (input.subscriptionId ?? '').slice(0, 60),
    partnerId: input.partnerId ?? '',
    what: input.what ?? '',
    sentOn: (input.sentOn ?? '').slice(0, 10),
  };
}
