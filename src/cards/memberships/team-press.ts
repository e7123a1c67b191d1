import { z } from 'zod';
import { INCENTIVE_ROLES, ROLES, type IncentiveRole, type Role } from '../../domain/memberships/role.ts';
import type { MemberRef, RolesAsked } from '../../domain/memberships/team.ts';
import { Program } from '../../domain/shared/catalogue.ts';
import { comparable, Email } from '../../domain/shared/email.ts';
import { AadObjectId, PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { MEMBERSHIP_INPUTS } from '../kit/membership-input.ts';
import { NO_ROLE } from './role-names.ts';

const MEMBERSHIP = { partnerId: PartnerId, program: Program };
const typed = z.string().max(20_000).optional();

/** What the cards of a team send. It comes from the client: no rights follow from it. */
export const TeamListPress = z.strictObject({
  verb: z.literal('team.list'),
  data: z.strictObject({ ...MEMBERSHIP_INPUTS, after: z.string().max(400).optional() }),
});
export const TeamShowPress = z.strictObject({
  verb: z.literal('team.show'),
  data: z.strictObject({ ...MEMBERSHIP, aadObjectId: typed, email: typed }),
});
/** A client may send the choices of the form beside it along. */
export const TeamRevokePress = z.strictObject({
  verb: z.literal('team.revoke'),
  data: z.strictObject({
    ...MEMBERSHIP,
    aadObjectId: typed,
    email: typed,
    role: typed,
    incentiveRole: typed,
  }),
});
export const TeamGrantPress = z.strictObject({
  verb: z.literal('team.grant'),
  data: z.strictObject({
    ...MEMBERSHIP,
    aadObjectId: typed,
    email: typed,
    role: z.enum([...ROLES, NO_ROLE, '']).optional(),
    incentiveRole: z.enum([...INCENTIVE_ROLES, NO_ROLE, '']).optional(),
  }),
});
type Grant = z.infer<typeof TeamGrantPress>['data'];

/** Whom a press names; the tenant is that of whoever they are on the roster, or else of whoever pressed. */
export type Named = Omit<MemberRef, 'tenantId'>;

/** What is wrong with whom a form names, and beside which input; `team.error.…` words it. */
export interface NamedError {
  readonly field: 'aadObjectId' | 'email';
  readonly error: 'one-of' | 'both' | 'person' | 'email';
}

/** Whom a press names: by one of the two. */
export function readNamed(sent: {
  readonly aadObjectId?: string | undefined;
  readonly email?: string | undefined;
}): Result<Named, NamedError> {
  const [id, address] = [sent.aadObjectId?.trim() ?? '', sent.email?.trim() ?? ''];
  if (id === '' && address === '') return refuse({ field: 'aadObjectId', error: 'one-of' });
  if (id !== '' && address !== '') return refuse({ field: 'email', error: 'both' });
  if (id === '') {
    const email = Email.safeParse(address);
    return email.success
      ? ok({ aadObjectId: null, email: comparable(email.data) })
      : refuse({ field: 'email', error: 'email' });
  }
  const aadObjectId = AadObjectId.safeParse(id);
  return aadObjectId.success
    ? ok({ aadObjectId: aadObjectId.data, email: '' })
    : refuse({ field: 'aadObjectId', error: 'person' });
}

/** What a form asks for: what it leaves empty stays as it is. */
export function readRoles({ role, incentiveRole }: Pick<Grant, 'role' | 'incentiveRole'>): RolesAsked {
  return { role: chosen<Role>(role), incentiveRole: chosen<IncentiveRole>(incentiveRole) };
}

function chosen<Held extends string>(sent: Held | typeof NO_ROLE | '' | undefined): Held | null | undefined {
  if (sent === undefined || sent === '') return undefined;
  return sent === NO_ROLE ? null : sent;
}
