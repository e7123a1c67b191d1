import type { Contact } from '../../domain/memberships/contact.ts';
import type { Role } from '../../domain/memberships/role.ts';
import { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { mailKey } from '../../usecases/memberships/person-id.ts';
import { partitions } from '../../usecases/partitions.ts';
import { remove } from '../../usecases/ports.ts';
import type { ContactKey } from './contact-row.ts';
import { dropStanding } from './people.ts';
import { readAll } from './read-all.ts';
import type { ImportContext } from './table.ts';
import { untilSettled } from './until-settled.ts';
import { ContactDocument, PointerDocument } from '../../usecases/memberships/documents.ts';

/** Sees to what hangs on roster entries that go, once they are gone. */
export interface RosterLeavers {
  /** That person may stand nowhere at that location any more. */
  person(personId: PersonId, partnerId: PartnerId): void;
  /** @param role what is left to the contact, `null` for nothing */
  contact(before: Contact, role: Role | null): void;
  /** Removes the pointer from an address at which nobody waits any more. */
  dropPointer(row: ContactKey, context: ImportContext): Promise<void>;
  finish(context: ImportContext): Promise<void>;
}

export function rosterLeavers(): RosterLeavers {
  const people = new Set<string>();
  const memberships = new Set<string>();

  return {
    person: (personId, partnerId) => people.add(`${personId}/${partnerId}`),
    contact(before, role) {
      const { personId, partnerId, program } = before;
      if (personId !== null && role === null) people.add(`${personId}/${partnerId}`);
      if (before.role === 'program-admin' && role !== 'program-admin' && program !== null) {
        memberships.add(`${partnerId}/${program}`);
      }
    },
    async dropPointer({ tenantId, email, partnerId, program }, { documents }) {
      if (email === null) return;
      const partition = partitions.pointer('mail', mailKey(tenantId, email));
      await untilSettled(async () => {
        const pointer = await documents.get(PointerDocument, partition, `${partnerId}:${program ?? 'none'}`);
        if (pointer === undefined) return;
        const waiting = await documents.get(ContactDocument, partitions.partner(partnerId), pointer.value.to);
        if (waiting === undefined) await documents.commit(partition, [remove(pointer)]);
      });
    },
    async finish(context) {
      const { documents } = context;
      for (const one of people) {
        const [personId, partnerId] = one.split('/');
        await dropStanding(documents, PersonId.parse(personId), PartnerId.parse(partnerId));
      }
      for (const one of memberships) {
        const [partnerId, program] = one.split('/');
        const roster = await readAll(
          documents,
          ContactDocument,
          partitions.partner(PartnerId.parse(partnerId)),
          [{ field: 'program', is: '=', value: program ?? '' }],
        );
        if (!roster.some(({ value }) => value.role === 'program-admin')) {
          context.warn(`the ${program} membership of ${partnerId} has no program-admin any more`);
        }
      }
    },
  };
}
