import { z } from 'zod';
import { AadObjectId, PartnerId, PersonId, TenantId } from '../shared/ids.ts';
import { Program } from '../shared/catalogue.ts';
import { Day, Instant } from '../shared/time.ts';
import { IncentiveRole, Poc, Role } from './role.ts';

/** A PartnerID in a programme, the unit that roles, statements and referrals hang on. */
export const Membership = z.object({
  partnerId: PartnerId,
  program: Program,
  anniversary: Day,
  /** No offers and no rights after this day; `null`: open. */
  ends: Day.nullable(),
});
export type Membership = z.infer<typeof Membership>;

/** What a program admin last made of an entry in chat. */
export const TeamChange = z.object({
  /** Of the membership's team, which counts its changes. */
  revision: z.number().int().min(1),
  at: Instant,
  by: AadObjectId,
  /** What was held before. */
  before: z.object({ role: Role.nullable(), incentiveRole: IncentiveRole.nullable() }),
});
export type TeamChange = z.infer<typeof TeamChange>;

/**
 * A person on the roster of a location: what they may do there. `program` is `null` for a partner outside the programmes,
 * where only an incentive role can count. An address alone is bound to a person at their first chat.
 */
export const Contact = z.object({
  partnerId: PartnerId,
  program: Program.nullable(),
  tenantId: TenantId,
  aadObjectId: AadObjectId.nullable(),
  personId: PersonId.nullable(),
  name: z.string(),
  /** Lower case; empty when only the object id is known. */
  email: z.string(),
  role: Role.nullable(),
  incentiveRole: IncentiveRole.nullable(),
  pocs: z.array(Poc),
  /** Absent: as imported. */
  changed: TeamChange.optional(),
});
export type Contact = z.infer<typeof Contact>;
