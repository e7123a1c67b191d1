import type { Contact } from '../../../domain/memberships/contact.ts';
import type { Person } from '../../../domain/memberships/person.ts';
import type { Rights } from '../../../domain/memberships/rights.ts';
import {
  entriesOfMember,
  isOfTeam,
  memberKey,
  memberOf,
  refAmong,
  teamOf,
  type Member,
  type MemberRef,
} from '../../../domain/memberships/team.ts';
import type { Program } from '../../../domain/shared/catalogue.ts';
import type { PersonId } from '../../../domain/shared/ids.ts';
import { ok, type Result } from '../../../domain/shared/result.ts';
import type { Context } from '../../context.ts';
import { partitions } from '../../partitions.ts';
import type { Documents } from '../../ports.ts';
import { PersonDocument } from '../documents.ts';
import { PERSON_DOCUMENT } from '../find-person.ts';
import { readTeam, type MembershipRef, type TeamForbidden } from './read-team.ts';

/** How far Porter has come with somebody in Teams. */
export type Reach =
  | { readonly is: 'heard' }
  /** They have never written, pressed or installed anything. */
  | { readonly is: 'waiting' }
  | { readonly is: 'unreachable'; readonly since: Date };

export interface MemberShown {
  readonly member: Member;
  /** From the roster, or as Teams gave it; may be empty. */
  readonly name: string;
  readonly reach: Reach;
}

export interface TeamView {
  readonly rights: Rights;
  readonly program: Program;
  /** How many are of the team. */
  readonly count: number;
  readonly page: readonly MemberShown[];
  /** Cursor of what follows; undefined at the end. */
  readonly after: string | undefined;
}

/** One person of a team; undefined when they are not on its roster. */
export interface MemberView {
  readonly rights: Rights;
  readonly program: Program;
  readonly shown: MemberShown | undefined;
  /** Who changed it last, by name; `''` for somebody who has left, or when it is as imported. */
  readonly changedBy: string;
}

/** People on one page. */
const PAGE = 10;

/** Everybody of a membership, a page at a time. A read a person of the page besides those of the roster. */
export async function showTeam(
  { documents, clock }: Pick<Context, 'documents' | 'clock'>,
  actor: { readonly personId: PersonId },
  at: MembershipRef,
  after?: string,
): Promise<Result<TeamView, TeamForbidden>> {
  const read = await readTeam(documents, actor, at, clock.now());
  if (!read.ok) return read;
  const { rights, entries } = read.value;
  const team = teamOf(entries.map(({ value }) => value)).filter(isOfTeam);
  const begin = team.findIndex((member) => memberKey(member) === after) + 1;
  const members = team.slice(begin, begin + PAGE);
  const page = await Promise.all(members.map((member) => shownOf(documents, member)));
  const last = members.at(-1);
  const goesOn = begin + PAGE < team.length && last !== undefined;
  return ok({
    rights,
    program: at.program,
    count: team.length,
    page,
    after: goesOn ? memberKey(last) : undefined,
  });
}

/** One person of a membership, for its program admins. */
export async function showMember(
  { documents, clock }: Pick<Context, 'documents' | 'clock'>,
  actor: Pick<Person, 'personId' | 'tenantId'>,
  at: MembershipRef,
  who: Omit<MemberRef, 'tenantId'>,
): Promise<Result<MemberView, TeamForbidden>> {
  const read = await readTeam(documents, actor, at, clock.now());
  if (!read.ok) return read;
  const contacts = read.value.entries.map(({ value }) => value);
  const ref = refAmong(contacts, who, actor.tenantId);
  return ok(await memberView(documents, read.value.rights, contacts, at.program, ref));
}

async function memberView(
  documents: Documents,
  rights: Rights,
  contacts: readonly Contact[],
  program: Program,
  ref: MemberRef,
): Promise<MemberView> {
  const member = memberOf(entriesOfMember(contacts, (one) => one, ref));
  const by = contacts.find(({ aadObjectId }) => aadObjectId !== null && aadObjectId === member?.changed?.by);
  return {
    rights,
    program,
    shown: member && (await shownOf(documents, member)),
    changedBy: by?.name ?? '',
  };
}

async function shownOf(documents: Documents, member: Member): Promise<MemberShown> {
  const { personId, name } = member;
  const person =
    personId === null
      ? undefined
      : (await documents.get(PersonDocument, partitions.person(personId), PERSON_DOCUMENT))?.value;
  return { member, name: name === '' ? (person?.name ?? '') : name, reach: reachOf(person) };
}

function reachOf(person: Person | undefined): Reach {
  if (person === undefined) return { is: 'waiting' };
  if (person.unreachable !== null) return { is: 'unreachable', since: person.unreachable.since };
  const { conversation, welcomedAt, wroteAt, aadObjectId } = person;
  // A chat that the bot opened itself knows its reader by the object id, until they are heard of.
  const answered = conversation !== null && conversation.userId !== aadObjectId;
  return { is: answered || welcomedAt !== null || wroteAt !== undefined ? 'heard' : 'waiting' };
}
