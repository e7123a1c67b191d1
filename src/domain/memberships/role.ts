import { z } from 'zod';

/** Least first: each role covers those before it. Source: programme membership roles, "functions by role". */
export const ROLES = ['program-member', 'statement-admin', 'program-admin'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const INCENTIVE_ROLES = ['incentive-user', 'incentive-admin'] as const;
export const IncentiveRole = z.enum(INCENTIVE_ROLES);
export type IncentiveRole = z.infer<typeof IncentiveRole>;

/** Points of contact as the programme names them. */
export const POCS = ['primary', 'accounting', 'payment'] as const;
export const Poc = z.enum(POCS);
export type Poc = z.infer<typeof Poc>;

/** Whether a holder of `role` may do what `needed` may do: the roles are strictly nested. */
export function covers(role: Role | null, needed: Role): boolean {
  return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** The highest of several roles; `null` when there is none. Source: only the most privileged role stays. */
export function highestRole(roles: readonly (Role | null)[]): Role | null {
  return roles.reduce<Role | null>(
    (best, role) => (role !== null && (best === null || covers(role, best)) ? role : best),
    null,
  );
}

/** The same for incentive roles: an administrator of incentives may whatever a user may. */
export function highestIncentiveRole(roles: readonly (IncentiveRole | null)[]): IncentiveRole | null {
  return INCENTIVE_ROLES.findLast((role) => roles.includes(role)) ?? null;
}

/** The role that a point of contact brings when none is stated: primary and accounting administer, payment gets none. */
export function defaultRole(poc: Poc | null): Role | null {
  return poc === 'primary' || poc === 'accounting' ? 'program-admin' : null;
}
