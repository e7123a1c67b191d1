import type { Contact } from '../../../domain/memberships/contact.ts';
import type { PartnerId } from '../../../domain/shared/ids.ts';
import { defaultRole, highestRole } from '../../../domain/memberships/role.ts';
import type { Batch } from '../../../store/document-store.ts';
import { toWrite } from '../../../store/documents.ts';
import { audited } from '../../../usecases/audit.ts';
import { mailKey, personIdOf } from '../../../usecases/memberships/person-id.ts';
import { partitions } from '../../../usecases/partitions.ts';
import { create, remove, replace, type Change } from '../../../usecases/ports.ts';
import {
  contactGroups,
  type ContactGroup,
  type GroupedRow,
} from '../../../usecases/imports/contact-groups.ts';
import {
  contactCells,
  contactColumns,
  contactKeyReader,
  contactReader,
  patchedContact,
  sameCells,
  type ContactKey,
  type ContactRow,
} from '../contact-row.ts';
import { onlyCells } from '../kept-rows.ts';
import { introducing } from '../../../usecases/imports/people.ts';
import { batchesOf, pointing } from '../pointers.ts';
import { entriesOf, entryKey } from '../../../usecases/imports/roster.ts';
import { rosterLeavers, type RosterLeavers } from '../../../usecases/imports/roster-leavers.ts';
import { LEFT, type CsvRow, type ImportContext, type Plan, type Table } from '../table.ts';
import { remindAtLocation } from '../../../usecases/renewals/look-again.ts';
import { keyOf } from '../unique-rows.ts';
import { ContactDocument } from '../../../usecases/memberships/documents.ts';

/**
 * Who may do what at which location. The rows of one person and membership are one contact with the highest of their roles;
 * what takes the others away is audited.
 */
export const contacts: Table = {
  file: 'contacts.csv',
  columns: contactColumns,
  open() {
    const groups = contactGroups();
    const leavers = rosterLeavers();
    const joined = new Set<PartnerId>();
    return {
      see(row) {
        const problems = contactReader.check(row);
        if (problems.length > 0) return problems;
        groups.see(grouped(row), row.removed ? NOTHING : saidBy(contactReader.read(row.cells)));
        return [];
      },
      async plan(row, context) {
        const group = groups.spokenBy(grouped(row));
        if (group === undefined) return LEFT;
        if (group.removed) return planRemoval(contactKeyReader.read(row.cells), context, leavers);
        const read = contactReader.read(row.cells);
        const plan = await planUpsert(read, row.absent, group, context, leavers);
        if (plan.outcome !== 'left') joined.add(read.partnerId);
        return plan;
      },
      async written(rows, context) {
        for (const { cells } of rows)
          await leavers.dropPointer(contactKeyReader.read(cells), context.documents);
      },
      async finish(context) {
        for (const partnerId of joined) await remindAtLocation(context.documents, { partnerId }, context.now);
        for (const { program, partnerId } of await leavers.finish(context.documents)) {
          context.warn(`the ${program} membership of ${partnerId} has no program-admin any more`);
        }
      },
    };
  },
};

const MEMBERSHIP = ['partnerId', 'program', 'tenantId'];

function grouped({ line, removed, cells }: CsvRow): GroupedRow {
  const { aadObjectId = '', email = '' } = cells;
  return { line, removed, membership: keyOf(cells, MEMBERSHIP), aadObjectId, email };
}

const NOTHING = { role: null, incentiveRole: null, pocs: [] };

function saidBy({ role, poc, incentiveRole }: ContactRow) {
  return { role: role ?? highestRole(poc.map(defaultRole)), incentiveRole, pocs: poc };
}

function prefixOf({ program }: Pick<ContactKey, 'program'>): string {
  return `contact:${program ?? 'none'}:`;
}

function entries(key: ContactKey, { documents }: ImportContext) {
  const { tenantId, aadObjectId, program } = key;
  const named = { tenantId, aadObjectId, email: key.email ?? '' };
  const within =
    program === null
      ? ({ field: 'program', is: 'null' } as const)
      : ({ field: 'program', is: '=', value: program } as const);
  return entriesOf(documents, ContactDocument, partitions.partner(key.partnerId), prefixOf(key), named, [
    within,
  ]);
}

async function planRemoval(key: ContactKey, context: ImportContext, leavers: RosterLeavers): Promise<Plan> {
  const { kept, surplus } = await entries(key, context);
  if (key.aadObjectId !== null) leavers.person(personIdOf(key.tenantId, key.aadObjectId), key.partnerId);
  if (kept === undefined) return LEFT;
  const going = [kept, ...surplus];
  for (const { value } of going) leavers.contact(value, null);
  return {
    outcome: 'removed',
    main: { partition: kept.partition, writes: going.map(remove).map(toWrite) },
  };
}

async function planUpsert(
  row: ContactRow,
  absent: ReadonlySet<string>,
  group: ContactGroup,
  context: ImportContext,
  leavers: RosterLeavers,
): Promise<Plan> {
  const { kept, surplus } = await entries(row, context);
  const said = contactCells(row, group);
  const present = Object.keys(said).filter((column) => !absent.has(column));
  const imported =
    kept === undefined ? said : { ...onlyCells(said, present), ...onlyCells(kept.imported, absent) };
  const who = {
    tenantId: row.tenantId,
    aadObjectId: row.aadObjectId ?? kept?.value.aadObjectId ?? null,
    email: row.email ?? '',
  };
  // An entry that was bound in chat stays where it is, until a row comes that knows the object id.
  const id = row.aadObjectId === null && kept !== undefined ? kept.id : `${prefixOf(row)}${entryKey(who)}`;
  if (kept?.id === id && surplus.length === 0 && sameCells(kept.imported, imported)) return LEFT;

  const contact: Contact = {
    ...patchedContact(kept, row, group, imported),
    aadObjectId: who.aadObjectId,
    personId: who.aadObjectId === null ? null : personIdOf(who.tenantId, who.aadObjectId),
  };
  if (kept !== undefined) leavers.contact(kept.value, contact.role);
  const changes = [
    ...surplus.map(remove),
    ...(kept !== undefined && kept.id !== id ? [remove(kept)] : []),
    kept?.id === id
      ? replace(ContactDocument, kept, contact, { imported })
      : create(ContactDocument, id, contact, { imported }),
    ...rolesLost(row, group, id, context.now),
  ];
  return {
    outcome: kept === undefined ? 'created' : 'changed',
    before: await findable(row, who, id, context),
    main: { partition: partitions.partner(row.partnerId), writes: changes.map(toWrite) },
  };
}

/** Of several roles one is kept; what takes the others away is audited. */
function rolesLost(row: ContactRow, { roles }: ContactGroup, id: string, now: Date): Change[] {
  const lesser = roles.slice(0, -1);
  if (lesser.length === 0) return [];
  const audit = {
    at: now,
    actor: 'import',
    action: 'import.contact',
    subject: `${row.partnerId}/${row.program ?? 'none'}`,
    outcome: 'done' as const,
    detail: `${id}: kept ${roles.at(-1)}, took away ${lesser.join(', ')}`,
  };
  return [audited(`import.contact:${id}:${now.toISOString()}`, audit)];
}

/** How the entry is found: by the person's object id, or else by the address, until they are bound at their first chat. */
async function findable(
  row: ContactRow,
  who: Pick<Contact, 'tenantId' | 'aadObjectId' | 'email'>,
  id: string,
  context: ImportContext,
): Promise<readonly Batch[]> {
  const { tenantId, aadObjectId, email } = who;
  const { partnerId, name } = row;
  if (aadObjectId !== null) {
    return batchesOf(await introducing(context.documents, { tenantId, aadObjectId, email, name, partnerId }));
  }
  const address = partitions.pointer('mail', mailKey(tenantId, email));
  return pointing(context, address, `${partnerId}:${row.program ?? 'none'}`, id);
}
