import { comparable } from '../shared/email.ts';
import type { AadObjectId, PersonId, TenantId } from '../shared/ids.ts';
import { ok, refuse, type Result } from '../shared/result.ts';
import type { Contact, TeamChange } from './contact.ts';
import { highestIncentiveRole, highestRole, POCS, type IncentiveRole, type Poc, type Role } from './role.ts';

/** What somebody holds in one membership. */
export interface MemberRoles {
  readonly role: Role | null;
  readonly incentiveRole: IncentiveRole | null;
}

/** One person of a membership, whatever number of roster entries they have. */
export interface Member extends MemberRoles {
  readonly tenantId: TenantId;
  /** `null`: known by the address alone, until their first chat. */
  readonly aadObjectId: AadObjectId | null;
  readonly personId: PersonId | null;
  /** May be empty. */
  readonly name: string;
  /** Lower case; may be empty. */
  readonly email: string;
  readonly pocs: readonly Poc[];
  /** The last change made in chat. */
  readonly changed: TeamChange | undefined;
}

/** Whom a button or a form names: by object id, by the address, or by both. */
export interface MemberRef {
  readonly tenantId: TenantId;
  readonly aadObjectId: AadObjectId | null;
  /** `''`: not known. */
  readonly email: string;
}

/** A change of what somebody holds; what is undefined stays, `null` is taken away. */
export interface RolesAsked {
  readonly role: Role | null | undefined;
  readonly incentiveRole: IncentiveRole | null | undefined;
}

export type TeamRefused =
  /** Nobody else could administer the membership. */
  | { readonly code: 'last-admin' }
  /** Somebody new must get something. */
  | { readonly code: 'nothing-given' };

/**
 * Whom a press means among the entries of a roster: somebody of it, whatever their tenant, or else a person of the tenant of
 * whoever pressed.
 *
 * @param named by object id or address, as the press says
 */
export function refAmong(
  contacts: readonly Contact[],
  named: Omit<MemberRef, 'tenantId'>,
  own: TenantId,
): MemberRef {
  const meant = contacts.filter((contact) => isNamed(contact, named));
  const found = meant.find(({ tenantId }) => tenantId === own) ?? meant[0];
  return { ...named, tenantId: found?.tenantId ?? own };
}

/**
 * The entries of a person among those of one membership: theirs by object id, and those that wait for the same address. An
 * address finds whoever it is bound to. What is bound comes first.
 *
 * @param entries of one membership, in whatever shape they are stored
 */
export function entriesOfMember<Entry>(
  entries: readonly Entry[],
  contactOf: (entry: Entry) => Contact,
  ref: MemberRef,
): Entry[] {
  const inTenant = entries.filter((entry) => contactOf(entry).tenantId === ref.tenantId);
  const named = inTenant.map(contactOf).filter((contact) => isNamed(contact, ref));
  const bound = ref.aadObjectId ?? named.find(({ aadObjectId }) => aadObjectId !== null)?.aadObjectId;
  const addresses = new Set([...named, ref].map(({ email }) => comparable(email)));
  const isBound = (entry: Entry) => contactOf(entry).aadObjectId !== null;
  return [
    ...inTenant.filter((entry) => isBound(entry) && contactOf(entry).aadObjectId === bound),
    ...inTenant.filter((entry) => !isBound(entry) && addresses.has(comparable(contactOf(entry).email))),
  ];
}

function isNamed({ aadObjectId, email }: Contact, ref: Omit<MemberRef, 'tenantId'>): boolean {
  if (ref.aadObjectId !== null && aadObjectId !== null) return aadObjectId === ref.aadObjectId;
  return email !== '' && comparable(email) === comparable(ref.email);
}

/** What several entries of one person come to: of several roles the highest counts. */
export function memberOf(entries: readonly Contact[]): Member | undefined {
  const [first] = entries;
  const main = entries.find(({ aadObjectId }) => aadObjectId !== null) ?? first;
  if (main === undefined) return undefined;
  return {
    tenantId: main.tenantId,
    aadObjectId: main.aadObjectId,
    personId: main.personId,
    name: entries.find(({ name }) => name !== '')?.name ?? '',
    email: entries.find(({ email }) => email !== '')?.email ?? '',
    role: highestRole(entries.map(({ role }) => role)),
    incentiveRole: highestIncentiveRole(entries.map(({ incentiveRole }) => incentiveRole)),
    pocs: POCS.filter((poc) => entries.some(({ pocs }) => pocs.includes(poc))),
    changed: entries
      .flatMap(({ changed }) => changed ?? [])
      .toSorted((one, two) => two.revision - one.revision)
      .at(0),
  };
}

/** Everybody on the roster of a membership, one entry a person, the highest role first and then by name. */
export function teamOf(contacts: readonly Contact[]): Member[] {
  const members = new Map<string, Member>();
  for (const contact of contacts) {
    const member = memberOf(entriesOfMember(contacts, (one) => one, contact));
    if (member !== undefined) members.set(memberKey(member), member);
  }
  return [...members.values()].toSorted(byRole);
}

/** What tells one member of a team from another. */
export function memberKey({ tenantId, aadObjectId, email }: Member): string {
  return `${tenantId}/${aadObjectId ?? comparable(email)}`;
}

function byRole(one: Member, two: Member): number {
  return (
    rank(two) - rank(one) ||
    (one.name === '' ? one.email : one.name).localeCompare(two.name === '' ? two.email : two.name) ||
    memberKey(one).localeCompare(memberKey(two))
  );
}

function rank({ role, incentiveRole }: MemberRoles): number {
  return (role === null ? 0 : ROLE_RANK[role]) + (incentiveRole === null ? 0 : 1);
}

const ROLE_RANK: { readonly [role in Role]: number } = {
  'program-member': 2,
  'statement-admin': 4,
  'program-admin': 6,
};

/** Whether somebody is shown as of the team: who lost everything in chat has left it, unless they are a point of contact. */
export function isOfTeam({ role, incentiveRole, pocs, changed }: Member): boolean {
  return role !== null || incentiveRole !== null || pocs.length > 0 || changed === undefined;
}

/**
 * Decides what somebody holds in a membership from now on.
 *
 * @param team everybody of the membership
 * @param member whose roles change, if they are of the team
 * @returns the roles; `last-admin` when nobody would be left who could administer the membership. Whoever is known by an
 *   address alone does not count as left: nobody has come by it yet, and it may be mistyped
 */
export function rolesAfter(
  team: readonly Member[],
  member: Member | undefined,
  asked: RolesAsked,
): Result<MemberRoles, TeamRefused> {
  const before: MemberRoles = member ?? { role: null, incentiveRole: null };
  const role = asked.role === undefined ? before.role : asked.role;
  const incentiveRole = asked.incentiveRole === undefined ? before.incentiveRole : asked.incentiveRole;
  if (member === undefined && role === null && incentiveRole === null)
    return refuse({ code: 'nothing-given' });
  const isAdminNoMore = before.role === 'program-admin' && role !== 'program-admin';
  if (isAdminNoMore && !team.some((other) => isOtherAdmin(other, member)))
    return refuse({ code: 'last-admin' });
  return ok({ role, incentiveRole });
}

function isOtherAdmin(other: Member, member: Member | undefined): boolean {
  const isSame = member !== undefined && memberKey(other) === memberKey(member);
  return !isSame && other.role === 'program-admin' && other.aadObjectId !== null;
}

export function isSameRoles(one: MemberRoles, two: MemberRoles): boolean {
  return one.role === two.role && one.incentiveRole === two.incentiveRole;
}
