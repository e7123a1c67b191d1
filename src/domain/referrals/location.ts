import { z } from 'zod';
import { Program, Workload } from '../shared/catalogue.ts';
import { AadObjectId, GlobalId, PartnerId, TenantId } from '../shared/ids.ts';
import { Day, Instant, InstantOrNever } from '../shared/time.ts';

/** One workload a location is endorsed for, through a specialization of its global account. */
export const Endorsement = z.object({
  workload: Workload,
  /** Last valid day: endorsed through it, no longer on the day after. */
  expires: Day,
});
export type Endorsement = z.infer<typeof Endorsement>;

/** A location takes no referrals, Benefit or Standard, from `since` up to `until`. */
export const Pause = z.object({
  since: Instant,
  until: Instant,
  by: AadObjectId,
  name: z.string(),
  reason: z.string(),
  /** Somebody ended it early. */
  resumed: z.object({ at: Instant, by: AadObjectId, name: z.string() }).optional(),
});
export type Pause = z.infer<typeof Pause>;

/**
 * A partner location as matching sees it: criteria from imports, counters from what was offered. The arrays `programs` and
 * `endorsed` and the number `order` only make it findable; {@link ../match.ts} decides by the full facts.
 */
export const Location = z.object({
  partnerId: PartnerId,
  globalId: GlobalId,
  name: z.string(),
  tenantId: TenantId,
  /** ISO 3166 alpha-2, upper case. */
  country: z.string(),
  /** Countries served, `country` included. */
  countries: z.array(z.string()),
  /** BCP 47 primary tags, lower case. */
  languages: z.array(z.string()),
  /** Lower case; `*` serves every industry. */
  industries: z.array(z.string()),
  minSeats: z.number().int(),
  /** `null`: no upper bound. */
  maxSeats: z.number().int().nullable(),
  referralReady: z.boolean(),
  /** Addresses of the Benefit and the Standard referral distribution lists, lower case. */
  benefitContact: z.array(z.string()),
  standardContact: z.array(z.string()),
  /** Where Microsoft's DPOR mails arrive. */
  mailboxes: z.array(z.string()),
  memberships: z.array(z.object({ program: Program, anniversary: Day, ends: Day.nullable() })),
  programs: z.array(Program),
  endorsements: z.array(Endorsement),
  endorsed: z.array(Workload),
  /** No offers before this instant; `null`: not paused. The end of {@link Pause}, where the indexes find it. */
  pausedUntil: Instant.nullable(),
  /** The pause under way or, until the next one, the last one. */
  pause: Pause.nullable(),
  /** When the last pause ended, by itself or early; `null`: never paused. */
  lastPauseEndedAt: Instant.nullable(),
  /** Offers assigned that count for the round robin. */
  received: z.number().int().min(0),
  /** Offers assigned since ever. */
  receivedAllTime: z.number().int().min(0),
  /** `null` sorts first: never offered anything. */
  lastOfferedAt: InstantOrNever,
  /** The partnerId as a number, since ties go to the lowest one. */
  order: z.number().int(),
});
export type Location = z.infer<typeof Location>;
