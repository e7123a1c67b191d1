import type { Contact, TeamChange } from '../../../domain/memberships/contact.ts';
import type { Actor } from '../../../domain/memberships/person.ts';
import {
  entriesOfMember,
  isSameRoles,
  memberOf,
  rolesAfter,
  teamOf,
  type MemberRef,
  type MemberRoles,
  type RolesAsked,
  type TeamRefused,
} from '../../../domain/memberships/team.ts';
import { ok, refuse, type Result } from '../../../domain/shared/result.ts';
import { AuditDocument, audited, type AuditRow } from '../../audit.ts';
import type { Context } from '../../context.ts';
import { decideAgain } from '../../decide-again.ts';
import { liftTombstones } from '../../erasure/tombstones.ts';
import { hashOf } from '../../hash-of.ts';
import { newJob } from '../../jobs.ts';
import { partitions } from '../../partitions.ts';
import { create, replace, type Change, type Document } from '../../ports.ts';
import { ContactDocument, TeamDocument } from '../documents.ts';
import { identified, introduced } from './introduce.ts';
import { readTeam, type MembershipRef, type TeamForbidden } from './read-team.ts';

export interface TeamAsked {
  readonly verb: 'team.grant' | 'team.revoke';
  readonly at: MembershipRef;
  /** By object id, or by the address. */
  readonly who: Omit<MemberRef, 'tenantId'>;
  readonly roles: RolesAsked;
}

/** `stale`: it was so already, or there is nobody to take it from. */
export type TeamOutcome = 'done' | 'stale' | TeamRefused['code'];

/**
 * Gives somebody roles in a membership, changes them or takes them away. The person is told, and holds what they were given
 * from the next press on; an import that says of them what it said before leaves it so.
 *
 * All changes of a membership's team write its `team` document at the etag at which it was read before anything else. So
 * none is decided on a roster, or for an admin, that another has changed meanwhile: of two admins who remove each other the
 * second finds that they are none any more.
 *
 * @param opId the activity that carries the press; delivered twice it is one change and one audit row
 * @returns how it ended; refused are those without the right
 */
export function changeTeam(
  context: Context,
  actor: Actor,
  asked: TeamAsked,
  opId: string,
): Promise<Result<TeamOutcome, TeamForbidden>> {
  const { documents, clock, queues } = context;
  const { partnerId, program } = asked.at;
  const partition = partitions.partner(partnerId);
  const auditId = `press:${actor.personId}:${hashOf(opId)}`;
  return decideAgain(queues, partition, async () => {
    const now = clock.now();
    const team = await documents.get(TeamDocument, partition, `team:${program}`);
    const read = await readTeam(documents, actor, asked.at, now);
    if (!read.ok && read.error.admins === undefined) return read;
    if ((await documents.get(AuditDocument, partition, `audit:${auditId}`)) !== undefined) {
      return read.ok ? ok('stale') : read;
    }
    const audit = (outcome: AuditRow['outcome'], detail: string) =>
      audited(auditId, {
        at: now,
        actor: actor.aadObjectId,
        action: asked.verb,
        subject: `${partnerId}/${program}`,
        outcome,
        detail,
      });
    if (!read.ok) {
      await documents.commit(partition, [audit('refused', read.error.code)]);
      return refuse(read.error);
    }
    const { entries } = read.value;
    const who = await identified(documents, actor, asked, entries);
    const decided = decide(entries, who, asked);
    if (decided.outcome !== 'done') {
      const outcome = decided.outcome === 'stale' ? 'stale' : 'refused';
      await documents.commit(partition, [audit(outcome, decided.outcome)]);
      return ok(decided.outcome);
    }
    const { before, after } = decided;
    if (asked.verb === 'team.grant') await liftTombstones(documents, who, now);
    const base = await introduced(context, asked.at, who, decided.entries[0]);
    const revision = (team?.value.revision ?? 0) + 1;
    const counted = { partnerId, program, revision };
    const changed = { revision, at: now, by: actor.aadObjectId, before };
    await documents.commit(partition, [
      team === undefined
        ? create(TeamDocument, `team:${program}`, counted)
        : replace(TeamDocument, team, counted),
      ...written(base, decided.entries, after, changed),
      audit('done', `${base.id}: ${rolesText(before)} to ${rolesText(after)}`),
      ...jobsOf(actor, base.contact, before, revision, now),
    ]);
    return ok('done');
  });
}

type Decided =
  | { readonly outcome: Exclude<TeamOutcome, 'done'> }
  | {
      readonly outcome: 'done';
      readonly before: MemberRoles;
      readonly after: MemberRoles;
      /** The person's, the one to go on with first; empty for somebody new. */
      readonly entries: readonly Document<Contact>[];
    };

function decide(entries: readonly Document<Contact>[], who: MemberRef, { verb, roles }: TeamAsked): Decided {
  const theirs = entriesOfMember(entries, ({ value }) => value, who);
  const member = memberOf(theirs.map(({ value }) => value));
  if (member === undefined && verb === 'team.revoke') return { outcome: 'stale' };
  const after = rolesAfter(teamOf(entries.map(({ value }) => value)), member, roles);
  if (!after.ok) return { outcome: after.error.code };
  const { role, incentiveRole } = member ?? NO_ROLES;
  const before = { role, incentiveRole };
  return isSameRoles(before, after.value)
    ? { outcome: 'stale' }
    : { outcome: 'done', before, after: after.value, entries: theirs };
}

const NO_ROLES: MemberRoles = { role: null, incentiveRole: null };

/** The person's one entry with their roles; others of theirs, from the time before they were known, hold none any more. */
function written(
  base: { readonly id: string; readonly contact: Contact },
  [main, ...surplus]: readonly Document<Contact>[],
  after: MemberRoles,
  changed: TeamChange,
): readonly Change[] {
  const contact: Contact = { ...base.contact, ...after, changed };
  return [
    main === undefined ? create(ContactDocument, base.id, contact) : replace(ContactDocument, main, contact),
    ...surplus
      .filter(({ value }) => !isSameRoles(value, NO_ROLES))
      .map((entry) => replace(ContactDocument, entry, { ...entry.value, ...NO_ROLES })),
  ];
}

/** The person is told, unless it was they who did it; who had nothing at all there hears of what waits. */
function jobsOf(
  actor: Actor,
  { partnerId, program, personId }: Pick<Contact, 'partnerId' | 'program' | 'personId'>,
  before: MemberRoles,
  revision: number,
  now: Date,
): readonly Change[] {
  if (personId === null || personId === actor.personId || program === null) return [];
  const id = `${program}:${revision}`;
  return [
    newJob(`team:${id}`, { task: 'team.tell', partnerId, program, revision, personId }, now),
    ...(isSameRoles(before, NO_ROLES)
      ? [newJob(`team-catch-up:${id}`, { task: 'person.catch-up', personId, partnerId }, now)]
      : []),
  ];
}

function rolesText({ role, incentiveRole }: MemberRoles): string {
  return [role, incentiveRole].filter((held) => held !== null).join('+') || 'none';
}
