import type { PersonId, TenantId } from '../../../domain/shared/ids.ts';
import type { Operator } from '../../../domain/memberships/person.ts';
import { toWrite } from '../../../store/documents.ts';
import { mailKey, personIdOf } from '../../../usecases/memberships/person-id.ts';
import { partitions } from '../../../usecases/partitions.ts';
import { create, remove, replace, type Change } from '../../../usecases/ports.ts';
import { email, optional, required, type RowOf } from '../columns.ts';
import { aadObjectId, tenantId } from '../ids.ts';
import { changePerson, introducing } from '../../../usecases/imports/people.ts';
import { batchesOf, leaveTenant, pointing, servingTenant } from '../pointers.ts';
import { entriesOf, entryKey } from '../../../usecases/imports/roster.ts';
import { rowReader } from '../row-check.ts';
import { LEFT, type ImportContext, type Plan, type Table } from '../table.ts';
import { uniqueRows } from '../unique-rows.ts';
import { untilCommitted } from '../../../usecases/imports/until-committed.ts';
import { OperatorDocument, PointerDocument } from '../../../usecases/memberships/documents.ts';

const columns = { tenantId, aadObjectId: optional(aadObjectId), name: required, email: optional(email) };
type Row = RowOf<typeof columns>;
const keys = ['tenantId', 'aadObjectId', 'email'] as const;
const { name: _name, ...keyColumns } = columns;
type Key = RowOf<typeof keyColumns>;

const reader = rowReader(columns, keys, [
  ({ aadObjectId, email }) =>
    aadObjectId === null && email === null
      ? { column: 'email', message: 'is empty, and so is aadObjectId: one of them must say who this is' }
      : undefined,
]);
const keyReader = rowReader(keyColumns, keys);
const PREFIX = 'operator:';
const POINTER = 'operator';

/** Programme staff. */
export const operators: Table = {
  file: 'operators.csv',
  columns,
  open() {
    const rows = uniqueRows(keys);
    const people = new Set<PersonId>();
    const tenants = new Set<TenantId>();
    const leaving = ({ personId, tenantId }: Operator) => {
      if (personId !== null) people.add(personId);
      tenants.add(tenantId);
    };
    return {
      see(row) {
        const problems = reader.check(row);
        return problems.length > 0 ? problems : rows.see(row);
      },
      async plan(row, context) {
        if (rows.isRepeat(row)) return LEFT;
        if (!row.removed) return planUpsert(reader.read(row.cells), row.absent.has('email'), context);
        const key = keyReader.read(row.cells);
        // Also when nothing is stored: an earlier import may have died before it came to the rest.
        tenants.add(key.tenantId);
        if (key.aadObjectId !== null) people.add(personIdOf(key.tenantId, key.aadObjectId));
        return planRemoval(key, context, leaving);
      },
      async written(rows, context) {
        for (const { cells } of rows) await dropPointer(keyReader.read(cells), context);
      },
      async finish(context) {
        for (const personId of people) await retire(personId, context);
        for (const tenant of tenants) await leaveTenant(context, tenant);
      },
    };
  },
};

function entries({ tenantId, aadObjectId, email }: Key, { documents }: ImportContext) {
  const named = { tenantId, aadObjectId, email: email ?? '' };
  return entriesOf(documents, OperatorDocument, partitions.program('operators'), PREFIX, named);
}

async function planRemoval(
  key: Key,
  context: ImportContext,
  leaving: (operator: Operator) => void,
): Promise<Plan> {
  const { kept, surplus } = await entries(key, context);
  if (kept === undefined) return LEFT;
  const going = [kept, ...surplus];
  for (const { value } of going) leaving(value);
  return {
    outcome: 'removed',
    main: { partition: kept.partition, writes: going.map(remove).map(toWrite) },
  };
}

async function planUpsert(row: Row, hasNoEmails: boolean, context: ImportContext): Promise<Plan> {
  const { kept, surplus } = await entries(row, context);
  const email = hasNoEmails ? (kept?.value.email ?? '') : (row.email ?? '');
  const imported = { name: row.name, email };
  const who = {
    tenantId: row.tenantId,
    aadObjectId: row.aadObjectId ?? kept?.value.aadObjectId ?? null,
    email,
  };
  const id = row.aadObjectId === null && kept !== undefined ? kept.id : `${PREFIX}${entryKey(who)}`;
  const same = kept?.imported?.['name'] === imported.name && kept.imported['email'] === imported.email;
  if (kept?.id === id && surplus.length === 0 && same) return LEFT;

  const operator: Operator = {
    ...who,
    personId: who.aadObjectId === null ? null : personIdOf(who.tenantId, who.aadObjectId),
    name: row.name,
  };
  const changes: Change[] = surplus.map(remove);
  if (kept?.id === id) changes.push(replace(OperatorDocument, kept, operator, { imported }));
  else {
    if (kept !== undefined) changes.push(remove(kept));
    changes.push(create(OperatorDocument, id, operator, { imported }));
  }
  const { aadObjectId } = who;
  const known =
    aadObjectId === null
      ? await pointing(context, partitions.pointer('mail', mailKey(who.tenantId, who.email)), POINTER, id)
      : batchesOf(await introducing(context.documents, { ...who, aadObjectId, name: row.name }));
  return {
    outcome: kept === undefined ? 'created' : 'changed',
    before: [...(await servingTenant(context, row.tenantId)), ...known],
    main: { partition: partitions.program('operators'), writes: changes.map(toWrite) },
  };
}

/** Ends the operator's rights' trace at the person, unless another entry still gives them. */
async function retire(personId: PersonId, { documents }: ImportContext): Promise<void> {
  const entries = await documents.count(OperatorDocument, partitions.program('operators'), [
    { field: 'personId', is: '=', value: personId },
  ]);
  if (entries > 0) return;
  await changePerson(documents, personId, (person) =>
    person.operator ? { ...person, operator: false } : undefined,
  );
}

async function dropPointer({ tenantId, email }: Key, { documents }: ImportContext): Promise<void> {
  if (email === null) return;
  const partition = partitions.pointer('mail', mailKey(tenantId, email));
  await untilCommitted(async () => {
    const pointer = await documents.get(PointerDocument, partition, POINTER);
    if (pointer === undefined) return;
    const list = partitions.program('operators');
    const waiting = await documents.get(OperatorDocument, list, pointer.value.to);
    if (waiting === undefined) await documents.commit(partition, [remove(pointer)]);
  });
}
