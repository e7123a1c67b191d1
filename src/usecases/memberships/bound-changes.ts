import type { Contact } from '../../domain/memberships/contact.ts';
import type { Person } from '../../domain/memberships/person.ts';
import { isSameRoles, memberOf } from '../../domain/memberships/team.ts';
import { audited } from '../audit.ts';
import { newJob } from '../jobs.ts';
import { replace, type Change, type Document } from '../ports.ts';
import { ContactDocument } from './documents.ts';

type Entry = Document<Contact>;

/**
 * What binds roster entries to a person who has come by their address. Of several entries in one membership one keeps the
 * highest roles, and the others none: an import of the same rows leaves that so. Source: programme membership roles, "the
 * least privileged roles will be automatically removed".
 *
 * @param unbound those that waited for the address
 * @param own the person's others at that location
 */
export function boundChanges(
  { personId, aadObjectId }: Pick<Person, 'personId' | 'aadObjectId'>,
  unbound: readonly Entry[],
  own: readonly Entry[],
  now: Date,
): readonly Change[] {
  return unbound.flatMap((entry) => {
    const bound: Contact = { ...entry.value, personId, aadObjectId };
    const main = own.find(({ value }) => value.program === bound.program);
    const changes =
      main === undefined
        ? [replace(ContactDocument, entry, bound)]
        : merged(main, { ...entry, value: bound }, now);
    return [...changes, ...toldOf(bound, now)];
  });
}

function merged(main: Entry, entry: Entry, now: Date): readonly Change[] {
  const { partnerId, program } = entry.value;
  const both = memberOf([main.value, entry.value]) ?? main.value;
  const { role, incentiveRole } = both;
  const raised = isSameRoles(main.value, both)
    ? []
    : [replace(ContactDocument, main, { ...main.value, role, incentiveRole })];
  return [
    ...raised,
    replace(ContactDocument, entry, { ...entry.value, role: null, incentiveRole: null }),
    audited(`contact.merge:${entry.id}:${now.toISOString()}`, {
      at: now,
      actor: 'job',
      action: 'contact.merge',
      subject: `${partnerId}/${program ?? 'none'}`,
      outcome: 'done',
      detail: `${main.id}: kept ${role ?? 'none'} of ${main.value.role ?? 'none'} and ${entry.value.role ?? 'none'}`,
    }),
  ];
}

/** What was given to somebody while only their address was known has been told to nobody. */
function toldOf(
  { changed, role, incentiveRole, partnerId, program, personId }: Contact,
  now: Date,
): readonly Change[] {
  if (changed === undefined || personId === null || program === null) return [];
  if (role === null && incentiveRole === null) return [];
  const { revision } = changed;
  const task = { task: 'team.tell', partnerId, program, revision, personId } as const;
  return [newJob(`team:${program}:${revision}`, task, now)];
}
