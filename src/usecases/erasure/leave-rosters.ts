import type { Traces } from '../../domain/erasure/erasure.ts';
import type { Contact } from '../../domain/memberships/contact.ts';
import { memberOf, rolesAfter, teamOf } from '../../domain/memberships/team.ts';
import { comparable } from '../../domain/shared/email.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { readAll } from '../imports/read-all.ts';
import { ContactDocument, TeamDocument } from '../memberships/documents.ts';
import type { MembershipRef } from '../memberships/team/read-team.ts';
import { partitions } from '../partitions.ts';
import { create, remove, replace, type Document, type Documents } from '../ports.ts';

type Entry = Document<Contact>;

/** Whether a roster entry is that person's: by who they are, or by an address of theirs that waits for its owner. */
export function isEntryOf({ personId, emails, tenantId }: Traces, contact: Contact): boolean {
  if (contact.personId !== null) return contact.personId === personId;
  return contact.tenantId === tenantId && emails.includes(comparable(contact.email));
}

/**
 * The memberships that would be left without a program admin. Of two admins who go at once the second is found by the `team`
 * document, when they are taken off the roster.
 *
 * @param at locations at which the person stands
 */
export async function lastAdminAt(
  documents: Documents,
  traces: Traces,
  at: Iterable<PartnerId>,
): Promise<readonly MembershipRef[]> {
  const found: MembershipRef[] = [];
  for (const partnerId of new Set(at)) {
    const roster = await readAll(documents, ContactDocument, partitions.partner(partnerId));
    for (const [program, entries] of Map.groupBy(roster, ({ value }) => value.program)) {
      if (program !== null && isLastAdmin(traces, entries)) found.push({ partnerId, program });
    }
  }
  return found;
}

function isLastAdmin(traces: Traces, entries: readonly Entry[]): boolean {
  const contacts = entries.map(({ value }) => value);
  const member = memberOf(contacts.filter((contact) => isEntryOf(traces, contact)));
  const left = rolesAfter(teamOf(contacts), member, { role: null, incentiveRole: null });
  return !left.ok && left.error.code === 'last-admin';
}

/** Where somebody is on a roster, whatever their standings say. Looks at every roster entry. */
export async function rosterPlaces(documents: Documents, traces: Traces): Promise<ReadonlySet<PartnerId>> {
  const places = new Set<PartnerId>();
  for await (const { value } of documents.scan(ContactDocument, 'partners')) {
    if (isEntryOf(traces, value)) places.add(value.partnerId);
  }
  return places;
}

/**
 * Takes a person off the roster of a location, membership by membership, each at the etag of its `team`.
 *
 * @param isForced also where nobody would be left to administer a membership
 * @returns the memberships that they still administer alone: of those nothing was changed
 */
export async function leaveRoster(
  context: Context,
  traces: Traces,
  partnerId: PartnerId,
  pseudonym: string,
  isForced: boolean,
): Promise<readonly MembershipRef[]> {
  const { documents, queues, clock } = context;
  const partition = partitions.partner(partnerId);
  return decideAgain(queues, partition, async () => {
    const roster = await readAll(documents, ContactDocument, partition);
    const stays: MembershipRef[] = [];
    for (const [program, entries] of Map.groupBy(roster, ({ value }) => value.program)) {
      const own = entries.filter(({ value }) => isEntryOf(traces, value));
      if (own.length === 0) continue;
      if (program === null) {
        await documents.commit(partition, own.map(remove));
        continue;
      }
      const team = await documents.get(TeamDocument, partition, `team:${program}`);
      const now = await readAll(documents, ContactDocument, partition, [
        { field: 'program', is: '=', value: program },
      ]);
      if (!isForced && isLastAdmin(traces, now)) {
        stays.push({ partnerId, program });
        continue;
      }
      const revision = (team?.value.revision ?? 0) + 1;
      const counted = { partnerId, program, revision };
      await documents.commit(partition, [
        team === undefined
          ? create(TeamDocument, `team:${program}`, counted)
          : replace(TeamDocument, team, counted),
        ...own.map(remove),
        audited(`roster.leave:${pseudonym}:${program}:${revision}`, {
          at: clock.now(),
          actor: 'job',
          action: 'roster.leave',
          subject: `${partnerId}/${program}`,
          outcome: 'done',
          detail: pseudonym,
        }),
      ]);
    }
    return stays;
  });
}
