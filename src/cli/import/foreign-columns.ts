import { areaNamed } from '../../domain/scores/legacy-names.ts';

/** Headers of other tools, in lower case, and the column that each means. `docs/imports.md` shows this table. */
export interface ForeignColumns {
  readonly [header: string]: string;
}

/** Of every file: the PartnerID was called MPN ID until 2022. */
export const EVERYWHERE: ForeignColumns = {
  'mpn id': 'partnerId',
  mpnid: 'partnerId',
  'partner id': 'partnerId',
  'location mpn id': 'partnerId',
};

/** Partner Center, "Export customers". Source: Microsoft Learn, `see-your-customer-list`, 2023-05. */
export const OF_CUSTOMERS: ForeignColumns = {
  'microsoft id': 'customerId',
  'company name': 'name',
  'primary domain name': 'domain',
};

/**
 * Relationships as Microsoft Graph names their fields, and as tools that list them write those. Source: Microsoft Graph,
 * `delegatedAdminRelationship`, v1.0.
 */
export const OF_DELEGATIONS: ForeignColumns = {
  'microsoft id': 'customerId',
  customertenantid: 'customerId',
  'customer tenant id': 'customerId',
  'customer.tenantid': 'customerId',
  activateddatetime: 'since',
  startdatetime: 'since',
  'start date': 'since',
  enddatetime: 'expires',
  'end date': 'expires',
  'expiration date': 'expires',
};

/**
 * The column that a header means in a file.
 *
 * @returns the header itself where it is no other tool's, or where the file has the column under its own name
 */
export function columnNamed(
  header: string,
  headers: readonly string[],
  foreign: ForeignColumns = {},
): string {
  const key = header.toLowerCase();
  const column = foreign[key] ?? EVERYWHERE[key];
  if (column === undefined || headers.includes(column)) return header;
  // Of several headers for one column the first counts.
  const first = headers.find(
    (other) => (foreign[other.toLowerCase()] ?? EVERYWHERE[other.toLowerCase()]) === column,
  );
  return first === header ? column : header;
}

/** A cell as Porter writes it: an area by whatever name, a kind in lower case. */
export function ownCell(column: string, cell: string): string {
  if (column === 'area') return areaNamed(cell) ?? cell;
  return column === 'kind' ? cell.toLowerCase() : cell;
}
