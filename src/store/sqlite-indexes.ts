import { createHash } from 'node:crypto';
import type { SQLInputValue } from 'node:sqlite';
import type { Scalar } from '../usecases/ports.ts';
import type { Body } from './document-store.ts';
import type { Searchable } from '../usecases/define-document.ts';
import { INDEXES } from './indexes.ts';

/**
 * An index table of a kind: a row a document and *term*, in the order of its documents. A term is an array's value, a
 * lookup field's value, or the empty term, which every document has; so any term can be walked in order, and whether a
 * document has a further term is one seek at the same place. The rows are written in the commit of their document.
 */
export interface IndexTable {
  /** Ends in a digest of the definition, so that a release that knows another one never takes these rows for its own. */
  readonly name: string;
  readonly kind: string;
  /** Fields in the columns `o0`, `o1`, …; the id comes after them. */
  readonly order: readonly string[];
  readonly arrays: readonly string[];
  readonly lookups: readonly string[];
  /** Fields in the columns `f0`, `f1`, …: compared while a term is walked, before a document is looked at. */
  readonly carried: readonly string[];
  readonly createSql: string;
  /** Takes the partition and an {@link IndexRow}. */
  readonly insertSql: string;
  /** Takes the partition and the row's first {@link IndexTable.keyLength} values. */
  readonly deleteSql: string;
  readonly keyLength: number;
}

/** A row as it is bound: field, value, order columns, id, document row, carried columns. */
export type IndexRow = readonly SQLInputValue[];

export const INDEX_TABLES: readonly IndexTable[] = Object.entries(INDEXES).flatMap(([kind, index]) =>
  tablesOf(kind, index),
);

const BY_KIND = Map.groupBy(INDEX_TABLES, ({ kind }) => kind);

export function tablesOfKind(kind: string): readonly IndexTable[] {
  return BY_KIND.get(kind) ?? [];
}

function tablesOf(kind: string, index: Searchable): IndexTable[] {
  const { fields = [], orders = [], arrays = [], lookups = [] } = index;
  const walks = orders.length > 0 ? orders : arrays.length + lookups.length > 0 ? [[]] : [];
  // where arrays are searched a walk is long, and looking at each document would cost the most
  const carried = arrays.length === 0 ? [] : fields.filter((field) => !lookups.includes(field));
  return walks.map((order) => indexTable({ kind, order, arrays, lookups, carried }));
}

function indexTable(
  definition: Pick<IndexTable, 'kind' | 'order' | 'arrays' | 'lookups' | 'carried'>,
): IndexTable {
  const digest = createHash('sha256').update(JSON.stringify(definition)).digest('hex').slice(0, 8);
  const name = `terms_${definition.kind}_${digest}`;
  const key = ['partition', 'field', 'value', ...definition.order.map((_field, at) => `o${at}`), 'id'];
  const columns = [...key, 'row', ...definition.carried.map((_field, at) => `f${at}`)];
  return {
    name,
    ...definition,
    keyLength: key.length - 1,
    createSql: `CREATE TABLE "${name}" (${columns.join(', ')}, PRIMARY KEY (${key.join(', ')})) WITHOUT ROWID`,
    insertSql: `INSERT INTO "${name}" VALUES (${columns.map(() => '?').join(', ')})`,
    deleteSql: `DELETE FROM "${name}" WHERE ${key.map((column) => `${column} = ?`).join(' AND ')}`,
  };
}

/** The rows of a document, none twice. */
export function indexRows(table: IndexTable, row: number, id: string, body: Body): readonly IndexRow[] {
  const { order, arrays, lookups, carried } = table;
  const rest = [
    ...order.map((field) => bound(body[field])),
    id,
    row,
    ...carried.map((field) => bound(body[field])),
  ];
  const rows: IndexRow[] = order.length > 0 ? [['', '', ...rest]] : [];
  for (const field of lookups) {
    const value = bound(body[field]);
    if (value !== null) rows.push([field, value, ...rest]);
  }
  for (const field of arrays) {
    const values = body[field];
    if (!Array.isArray(values)) continue;
    for (const value of new Set(values.map(bound))) if (value !== null) rows.push([field, value, ...rest]);
  }
  return rows;
}

/** A value as SQLite compares it: JSON's booleans are 1 and 0; what is no scalar is not indexed. */
export function bound(value: Scalar): string | number;
export function bound(value: unknown): string | number | null;
export function bound(value: unknown): string | number | null {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
