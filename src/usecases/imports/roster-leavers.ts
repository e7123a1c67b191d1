import type { Contact } from '../../domain/memberships/contact.ts';
import type { Role } from '../../domain/memberships/role.ts';
import { PartnerId, PersonId, type TenantId } from '../../domain/shared/ids.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import { mailKey } from '../memberships/person-id.ts';
import { partitions } from '../partitions.ts';
import { remove, type Documents } from '../ports.ts';
import { dropStanding } from './people.ts';
import { readAll } from './read-all.ts';
import { untilCommitted } from './until-committed.ts';
import { ContactDocument, PointerDocument } from '../memberships/documents.ts';

/** Sees to what hangs on roster entries that go, once they are gone. */
export interface RosterLeavers {
  /** That person may stand nowhere at that location any more. */
  person(personId: PersonId, partnerId: PartnerId): void;
  /** @param role what is left to the contact, `null` for nothing */
  contact(before: Contact, role: Role | null): void;
  /** Removes the pointer from an address at which nobody waits any more. */
  dropPointer(waiting: Waiting, documents: Documents): Promise<void>;
  /** @returns the memberships that have no program admin any more */
  finish(documents: Documents): Promise<readonly Orphaned[]>;
}

/** Where somebody waits to be bound by the address, for a membership or, with `null`, for none. */
export interface Waiting {
  readonly tenantId: TenantId;
  readonly email: string | null;
  readonly partnerId: PartnerId;
  readonly program: Program | null;
}

export interface Orphaned {
  readonly partnerId: PartnerId;
  readonly program: string;
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
    async dropPointer({ tenantId, email, partnerId, program }, documents) {
      if (email === null) return;
      const partition = partitions.pointer('mail', mailKey(tenantId, email));
      await untilCommitted(async () => {
        const pointer = await documents.get(PointerDocument, partition, `${partnerId}:${program ?? 'none'}`);
        if (pointer === undefined) return;
        const waiting = await documents.get(ContactDocument, partitions.partner(partnerId), pointer.value.to);
        if (waiting === undefined) await documents.commit(partition, [remove(pointer)]);
      });
    },
    async finish(documents) {
      for (const one of people) {
        const [personId, partnerId] = one.split('/');
        await dropStanding(documents, PersonId.parse(personId), PartnerId.parse(partnerId));
      }
      const orphaned: Orphaned[] = [];
      for (const one of memberships) {
        const [at, program = ''] = one.split('/');
        const partnerId = PartnerId.parse(at);
        const roster = await readAll(documents, ContactDocument, partitions.partner(partnerId), [
          { field: 'program', is: '=', value: program },
        ]);
        if (!roster.some(({ value }) => value.role === 'program-admin'))
          orphaned.push({ partnerId, program });
      }
      return orphaned;
    },
  };
}
