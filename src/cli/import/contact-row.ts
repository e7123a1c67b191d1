import { PROGRAMS } from '../../domain/shared/catalogue.ts';
import type { Contact } from '../../domain/memberships/contact.ts';
import { INCENTIVE_ROLES, POCS, ROLES } from '../../domain/memberships/role.ts';
import type { Document, ImportedCells } from '../../usecases/ports.ts';
import { email, list, optional, required, word, type RowOf } from './columns.ts';
import type { ContactGroup } from '../../usecases/imports/contact-groups.ts';
import { aadObjectId, partnerId, tenantId } from './ids.ts';
import { rowReader } from './row-check.ts';

export const contactColumns = {
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
/** A row of `contacts.csv`. */
export type ContactRow = RowOf<typeof contactColumns>;

const keys = ['tenantId', 'aadObjectId', 'email', 'partnerId', 'program'] as const;
const { name: _name, role: _role, poc: _poc, incentiveRole: _incentiveRole, ...keyColumns } = contactColumns;
/** What names a contact and the membership. */
export type ContactKey = RowOf<typeof keyColumns>;

export const contactReader = rowReader(contactColumns, keys, [
  ({ aadObjectId, email }) =>
    aadObjectId === null && email === null
      ? { column: 'email', message: 'is empty, and so is aadObjectId: one of them must say who this is' }
      : undefined,
]);
export const contactKeyReader = rowReader(keyColumns, keys);

/** What the rows of a contact say together, as cells: only what differs from the last time is taken over. */
export function contactCells(row: ContactRow, group: ContactGroup): ImportedCells {
  return {
    name: row.name,
    email: row.email ?? '',
    role: group.roles.at(-1) ?? '',
    poc: group.pocs.join(';'),
    incentiveRole: group.incentiveRoles.at(-1) ?? '',
  };
}

export function sameCells(before: ImportedCells | undefined, cells: ImportedCells): boolean {
  return Object.keys(cells).every((column) => before?.[column] === cells[column]);
}

/** The contact as stored with what differs from the last import; a new one as the rows say. Who it is comes from elsewhere. */
export function patchedContact(
  kept: Document<Contact> | undefined,
  row: ContactRow,
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
  // What the file has no column for is not among the cells, or is as it was.
  const differs = (column: string) =>
    cells[column] !== undefined && kept.imported?.[column] !== cells[column];
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
