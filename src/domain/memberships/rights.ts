import { PROGRAMS, type Program } from '../shared/catalogue.ts';
import { dayOf } from '../shared/time.ts';
import type { Location } from '../referrals/location.ts';
import type { ReferralKind } from '../referrals/referral.ts';
import type { Contact } from './contact.ts';
import { may, type Held } from './policy.ts';
import { highestIncentiveRole, highestRole, type Role } from './role.ts';

/** What one person may do at one location. Never empty: without a role and an incentive role there are no rights. */
export interface Rights extends Held {
  readonly location: Location;
  /** Programmes in which the person has a role and whose membership is in force. */
  readonly programs: readonly Program[];
}

/**
 * @param contacts the person's entries on that location's roster
 * @returns undefined when they give no right; entries of a membership that has ended give none
 */
export function rightsOf(contacts: readonly Contact[], location: Location, now: Date): Rights | undefined {
  const inForce = contacts.filter((contact) => isInForce(contact.program, location, now));
  const role = highestRole(inForce.map((contact) => contact.role));
  const incentiveRole = highestIncentiveRole(inForce.map((contact) => contact.incentiveRole));
  if (role === null && incentiveRole === null) return undefined;
  const roles = rolesIn(inForce);
  return { location, role, roles, incentiveRole, programs: PROGRAMS.filter((program) => program in roles) };
}

/** The highest role in each programme. */
function rolesIn(contacts: readonly Contact[]): Rights['roles'] {
  const held = PROGRAMS.map((program) => {
    const role = highestRole(
      contacts.flatMap((contact) => (contact.program === program ? contact.role : [])),
    );
    return [program, role] as const;
  });
  return Object.fromEntries(held.filter((entry): entry is [Program, Role] => entry[1] !== null));
}

/** A Benefit referral needs a role in the FastTrack Ready Partner membership; a Standard one any right there. */
export function mayActOn(kind: ReferralKind, rights: Rights): boolean {
  return may(kind === 'standard' ? 'referrals' : 'benefit-referrals', rights);
}

export function isProgramAdmin(rights: Rights): boolean {
  return may('program-admin', rights);
}

/**
 * Whether an entry of a roster counts: its membership holds through its last day; one never imported is not known to have
 * ended, and an entry without a programme always counts.
 */
export function isInForce(program: Program | null, location: Location, now: Date): boolean {
  if (program === null) return true;
  const membership = location.memberships.find((candidate) => candidate.program === program);
  return membership === undefined || membership.ends === null || dayOf(now) <= membership.ends;
}
