import { PROGRAMS } from '../../../domain/shared/catalogue.ts';
import type { Contact } from '../../../domain/memberships/contact.ts';
import { defaultRole, highestRole, INCENTIVE_ROLES, POCS, ROLES } from '../../../domain/memberships/role.ts';
import { toWrite } from '../../../store/documents.ts';
import { audited } from '../../../usecases/audit.ts';
import { ContactKind } from '../../../usecases/kinds.ts';
import { mailKey, personIdOf } from '../../../usecases/memberships/person-id.ts';
import { partitions } from '../../../usecases/partitions.ts';
import {
  create,
  remove,
  replace,
  type Change,
  type Document,
  type ImportedCells,
} from '../../../usecases/ports.ts';
import { email, list, optional, required, word, type RowOf } from '../columns.ts';
import { contactGroups, type ContactGroup } from '../contact-groups.ts';
import { aadObjectId, partnerId, tenantId } from '../ids.ts';
import { introducing } from '../people.ts';
import { pointing } from '../pointers.ts';
import { entriesOf, entryKey } from '../roster.ts';
import { rosterLeavers, type RosterLeavers } from '../roster-leavers.ts';
import { rowReader } from '../row-check.ts';
import { LEFT, type ImportContext, type Plan, type Table } from '../table.ts';

const columns = {
  tenantId,
  aadObjectId: optional(aadObjectId),
  name: required,
  email: optional(email),
  partnerId,
  program: optional(word(PROGRAMS)),
  role: optional(word(ROLES)),
  poc: list(word(POCS)),
  incentiveRole: optional(word(INCENTIVE_ROLES)),
};
type Row = RowOf<typeof columns>;

const keys = ['tenantId', 'aadObjectId', 'email', 'partnerId', 'program'] as const;
const { name: _name, role: _role, poc: _poc, incentiveRole: _incentiveRole, ...keyColumns } = columns;
type Key = RowOf<typeof keyColumns>;

const reader = rowReader(columns, keys, [
  ({ aadObjectId, email }) =>
    aadObjectId === null && email === null
      ? { column: 'email', message: 'is empty, and so is aadObjectId: one of them must say who this is' }
      : undefined,
]);
const keyReader = rowReader(keyColumns, keys);

/**
 * Who may do what at which location. The rows of one person and membership are one contact with the highest of their roles;
 * what takes the others away is audited.
 */
export const contacts: Table = {
  file: 'contacts.csv',
  columns: Object.keys(columns),
  open() {
    const groups = contactGroups();
    const leavers = rosterLeavers();
    return {
      see(row) {
        const problems = reader.check(row);
        if (problems.length > 0) return problems;
        groups.see(row, row.removed ? NOTHING : saidBy(reader.read(row.cells)));
        return [];
      },
      async plan(row, context) {
        const group = groups.spokenBy(row);
        if (group === undefined) return LEFT;
        if (group.removed) return planRemoval(keyReader.read(row.cells), context, leavers);
        return planUpsert(reader.read(row.cells), group, context, leavers);
      },
      async settle(rows, context) {
        for (const { cells } of rows) await leavers.dropPointer(keyReader.read(cells), context);
      },
      finish: (context) => leavers.finish(context),
    };
  },
};

const NOTHING = { role: null, incentiveRole: null, pocs: [] };

function saidBy({ role, poc, incentiveRole }: Row) {
  return { role: role ?? highestRole(poc.map(defaultRole)), incentiveRole, pocs: poc };
}

function prefixOf({ program }: Pick<Key, 'program'>): string {
  return `contact:${program ?? 'none'}:`;
}

function entries(key: Key, { documents }: ImportContext) {
  const { tenantId, aadObjectId, program } = key;
  const named = { tenantId, aadObjectId, email: key.email ?? '' };
  const within =
    program === null
      ? ({ field: 'program', is: 'null' } as const)
      : ({ field: 'program', is: '=', value: program } as const);
  return entriesOf(documents, ContactKind, partitions.partner(key.partnerId), prefixOf(key), named, [within]);
}

async function planRemoval(key: Key, context: ImportContext, leavers: RosterLeavers): Promise<Plan> {
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
  row: Row,
  group: ContactGroup,
  context: ImportContext,
  leavers: RosterLeavers,
): Promise<Plan> {
  const { documents, now } = context;
  const { kept, surplus } = await entries(row, context);
  const imported = cellsOf(row, group);
  const who = {
    tenantId: row.tenantId,
    aadObjectId: row.aadObjectId ?? kept?.value.aadObjectId ?? null,
    email: row.email ?? '',
  };
  // An entry that was bound in chat stays where it is, until a row comes that knows the object id.
  const id = row.aadObjectId === null && kept !== undefined ? kept.id : `${prefixOf(row)}${entryKey(who)}`;
  if (kept?.id === id && surplus.length === 0 && sameCells(kept.imported, imported)) return LEFT;

  const contact: Contact = {
    ...patched(kept, row, group, imported),
    aadObjectId: who.aadObjectId,
    personId: who.aadObjectId === null ? null : personIdOf(who.tenantId, who.aadObjectId),
  };
  if (kept !== undefined) leavers.contact(kept.value, contact.role);
  const partition = partitions.partner(row.partnerId);
  const changes: Change[] = surplus.map(remove);
  if (kept?.id === id) changes.push(replace(ContactKind, kept, contact, { imported }));
  else {
    if (kept !== undefined) changes.push(remove(kept));
    changes.push(create(ContactKind, id, contact, { imported }));
  }
  const lesser = group.roles.slice(0, -1);
  if (lesser.length > 0) {
    const audit = {
      at: now,
      actor: 'import',
      action: 'import.contact',
      subject: `${row.partnerId}/${row.program ?? 'none'}`,
      outcome: 'done' as const,
      detail: `${id}: kept ${group.roles.at(-1)}, took away ${lesser.join(', ')}`,
    };
    changes.push(audited(`import.contact:${id}:${now.toISOString()}`, audit));
  }
  const before =
    who.aadObjectId === null
      ? await pointing(
          context,
          partitions.pointer('mail', mailKey(row.tenantId, who.email)),
          `${row.partnerId}:${row.program ?? 'none'}`,
          id,
        )
      : await introducing(documents, {
          ...who,
          aadObjectId: who.aadObjectId,
          name: row.name,
          partnerId: row.partnerId,
        });
  return {
    outcome: kept === undefined ? 'created' : 'changed',
    before,
    main: { partition, writes: changes.map(toWrite) },
  };
}

/** What the rows of a contact say together, as cells: only what differs from the last time is taken over. */
function cellsOf(row: Row, group: ContactGroup): ImportedCells {
  return {
    name: row.name,
    email: row.email ?? '',
    role: group.roles.at(-1) ?? '',
    poc: group.pocs.join(';'),
    incentiveRole: group.incentiveRoles.at(-1) ?? '',
  };
}

function sameCells(before: ImportedCells | undefined, cells: ImportedCells): boolean {
  return Object.keys(cells).every((column) => before?.[column] === cells[column]);
}

function patched(
  kept: Document<Contact> | undefined,
  row: Row,
  group: ContactGroup,
  cells: ImportedCells,
): Contact {
  const said: Contact = {
    partnerId: row.partnerId,
    program: row.program,
    tenantId: row.tenantId,
    aadObjectId: row.aadObjectId,
    personId: null,
    name: row.name,
    email: row.email ?? '',
    // Outside the programmes there is no membership that a role could hang on.
    role: row.program === null ? null : (group.roles.at(-1) ?? null),
    incentiveRole: group.incentiveRoles.at(-1) ?? null,
    pocs: [...group.pocs],
  };
  if (kept === undefined) return said;
  const differs = (column: string) => kept.imported?.[column] !== cells[column];
  const { value } = kept;
  return {
    ...value,
    name: differs('name') ? said.name : value.name,
    email: differs('email') ? said.email : value.email,
    role: differs('role') ? said.role : value.role,
    pocs: differs('poc') ? said.pocs : value.pocs,
    incentiveRole: differs('incentiveRole') ? said.incentiveRole : value.incentiveRole,
  };
}
