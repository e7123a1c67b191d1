import type { Contact } from '../../../domain/memberships/contact.ts';
import type { Person } from '../../../domain/memberships/person.ts';
import { refAmong, type MemberRef } from '../../../domain/memberships/team.ts';
import { committed } from '../../committed.ts';
import { introducing } from '../../imports/people.ts';
import { entryKey } from '../../imports/roster.ts';
import { untilCommitted } from '../../imports/until-committed.ts';
import type { Context } from '../../context.ts';
import { partitions } from '../../partitions.ts';
import { create, type Document, type Documents } from '../../ports.ts';
import { ContactDocument, PointerDocument } from '../documents.ts';
import { findPerson } from '../find-person.ts';
import { mailKey, personIdOf } from '../person-id.ts';
import type { MembershipRef } from './read-team.ts';

/** Somebody as far as Porter knows them. */
export interface Identified extends MemberRef {
  readonly name: string;
}

const MAX_ENTRIES = 20;

/**
 * Who is meant: whoever named an object id may be known with an address, and an address may be bound to a person at the same
 * location already, in whatever programme. One read.
 */
export async function identified(
  documents: Documents,
  actor: Pick<Person, 'tenantId'>,
  { at, who }: { readonly at: Pick<MembershipRef, 'partnerId'>; readonly who: Omit<MemberRef, 'tenantId'> },
  entries: readonly Document<Contact>[],
): Promise<Identified> {
  const ref = refAmong(
    entries.map(({ value }) => value),
    who,
    actor.tenantId,
  );
  if (ref.aadObjectId !== null) {
    const { tenantId, aadObjectId } = ref;
    const person = await findPerson(documents, { tenantId, aadObjectId });
    return { ...ref, email: person?.value.email ?? '', name: person?.value.name ?? '' };
  }
  const known = await documents.list(ContactDocument, partitions.partner(at.partnerId), {
    where: [
      { field: 'email', is: '=', value: ref.email },
      { field: 'tenantId', is: '=', value: ref.tenantId },
    ],
    limit: MAX_ENTRIES,
  });
  const bound = known.items.map(({ value }) => value).find(({ aadObjectId }) => aadObjectId !== null);
  return { ...ref, aadObjectId: bound?.aadObjectId ?? null, name: bound?.name ?? '' };
}

/**
 * The entry that somebody's roles are written to, as it is or as it begins. Written before it, as whatever says where to look:
 * that the person stands at the location, or that their address waits there.
 *
 * @param main their entry, if they have one
 */
export async function introduced(
  { documents }: Context,
  { partnerId, program }: MembershipRef,
  who: Identified,
  main: Document<Contact> | undefined,
): Promise<{ readonly id: string; readonly contact: Contact }> {
  const { tenantId, aadObjectId, email, name } = who;
  const id = main?.id ?? `contact:${program}:${entryKey(who)}`;
  const personId = aadObjectId === null ? null : personIdOf(tenantId, aadObjectId);
  if (aadObjectId !== null) {
    await untilCommitted(async () => {
      const known = await introducing(documents, { tenantId, aadObjectId, email, name, partnerId });
      if (known !== undefined) await documents.commit(known.partition, [known.change]);
    });
  } else if (main === undefined) {
    const waiting = create(PointerDocument, `${partnerId}:${program}`, { to: id });
    await committed(() => documents.commit(partitions.pointer('mail', mailKey(tenantId, email)), [waiting]));
  }
  const contact: Contact = main?.value ?? {
    partnerId,
    program,
    tenantId,
    aadObjectId,
    personId,
    name,
    email,
    role: null,
    incentiveRole: null,
    pocs: [],
  };
  return { id, contact: { ...contact, aadObjectId, personId } };
}
