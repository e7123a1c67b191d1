import { z } from 'zod';
import { ClaimId } from '../claims/claim.ts';
import { Area, Program } from '../shared/catalogue.ts';
import { CustomerId, GlobalId, PartnerId, ReferralId, SubscriptionId } from '../shared/ids.ts';

/**
 * A file that somebody may have, as ids only: it travels through a client and back, so it gives no right, and the bytes
 * are made anew, for the rights of whoever asks, each time they are needed. The kinds of files that there are:
 *
 * - `introduction`: the letter that introduces the parties of an accepted referral, as `.eml`
 * - `dpor-letter`: the letter that asks a customer for the DPOR of a subscription, as `.eml`
 * - `cpor-letter`: the letter that explains CPOR to a customer, as `.eml`
 * - `evidence`: proof of execution of a claim, as it was given
 * - `statement`: a statement of a membership, as it was imported
 * - `export`: all that is stored, as CSV files in a zip, for operators
 * - `renewal-reminder`, `designation-reminder`: the reminders of an anniversary, as `.ics`
 *
 * To add one: a member here (ids only, strict), what makes it in `src/dialogs/files/make.ts`, and a button with
 * the verb `file.get` whose data are the member's fields. Consent, upload and every refusal are there already.
 */
export const OfferedFile = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('introduction'),
    referralId: ReferralId,
    part: z.number().int().min(1),
    /** The round that the card was made for; absent: the location's latest. */
    offer: z.number().int().min(1).optional(),
  }),
  z.strictObject({
    kind: z.literal('dpor-letter'),
    subscriptionId: SubscriptionId,
    partnerId: PartnerId,
  }),
  z.strictObject({
    kind: z.literal('cpor-letter'),
    partnerId: PartnerId,
    customerId: CustomerId,
  }),
  z.strictObject({
    kind: z.literal('evidence'),
    claimId: ClaimId,
    evidenceId: z.string().min(1).max(64),
  }),
  z.strictObject({
    kind: z.literal('statement'),
    statementId: z.string().min(1).max(200),
    /** Absent: whichever location of the reader's has a statement of that number. */
    partnerId: PartnerId.optional(),
  }),
  z.strictObject({ kind: z.literal('export') }),
  z.strictObject({ kind: z.literal('renewal-reminder'), partnerId: PartnerId, program: Program }),
  z.strictObject({ kind: z.literal('designation-reminder'), globalId: GlobalId, area: Area }),
]);
export type OfferedFile = z.infer<typeof OfferedFile>;
export type FileOfKind<K extends OfferedFile['kind']> = Extract<OfferedFile, { readonly kind: K }>;
