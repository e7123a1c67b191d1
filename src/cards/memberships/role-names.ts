import { INCENTIVE_ROLES, ROLES, type IncentiveRole, type Role } from '../../domain/memberships/role.ts';
import type { MemberRoles } from '../../domain/memberships/team.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import type { Choice } from '../kit/choice.ts';

/** What a form sends for no role at all, since a choice of one of several cannot be left empty. */
export const NO_ROLE = 'none';

export const roleName = (role: Role | null, reader: Reads): Text =>
  say(reader, `team.role.${role ?? NO_ROLE}`);
export const incentiveRoleName = (role: IncentiveRole | null, reader: Reads): Text =>
  say(reader, `team.incentive-role.${role ?? NO_ROLE}`);

/** "Statement admin", "Incentive user": what somebody holds; empty for nothing. */
export function heldNames({ role, incentiveRole }: MemberRoles, reader: Reads): Text[] {
  return [
    ...(role === null ? [] : [roleName(role, reader)]),
    ...(incentiveRole === null ? [] : [incentiveRoleName(incentiveRole, reader)]),
  ];
}

/** What a form lets choose, the least first. */
export function roleChoices(reader: Reads): Choice[] {
  return [...ROLES, null].map((role) => ({ title: roleName(role, reader), value: role ?? NO_ROLE }));
}

export function incentiveRoleChoices(reader: Reads): Choice[] {
  return [null, ...INCENTIVE_ROLES].map((role) => ({
    title: incentiveRoleName(role, reader),
    value: role ?? NO_ROLE,
  }));
}
