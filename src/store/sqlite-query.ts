import type { SQLInputValue } from 'node:sqlite';
import type { Condition, Scalar } from '../usecases/ports.ts';
import type { DeclaredQuery } from './declared-query.ts';
import { INDEXES } from './indexes.ts';
import { bound, tablesOfKind, type IndexTable } from './sqlite-indexes.ts';

export interface Statement {
  readonly sql: string;
  readonly params: readonly SQLInputValue[];
}

/** A term of an index table; see {@link IndexTable}. */
export interface Term {
  readonly table: IndexTable;
  readonly field: string;
  readonly value: SQLInputValue;
}

/** How many documents of a partition have a term, counted up to {@link COUNTED_AT_MOST}. */
export type Estimate = (partition: string, term: Term) => number;

/** Enough to tell a rare term from a common one, and under a millisecond to count. */
export const COUNTED_AT_MOST = 20_000;

/** Up to so many documents are sorted by id on each page; more are walked by id instead. */
const SORTED_AT_MOST = 1_000;

type Asked = Pick<DeclaredQuery, 'kind' | 'where'>;

/** One more document than the limit, so that the caller sees whether there is a next page. */
export function pageStatement(
  partition: string,
  query: DeclaredQuery,
  now: number,
  estimate: Estimate,
): Statement {
  const { order, after, descending, limit } = query;
  const lead = order.length > 0 ? inOrder(partition, query, estimate) : byId(partition, query, estimate);
  const from =
    lead === undefined ? walkDocuments(partition, query, now) : walkTerm(partition, lead, query, now);
  const keys = lead === undefined ? ['d.id'] : [...order.map((_field, place) => `t.o${place}`), 't.id'];
  const paged =
    after === undefined
      ? from
      : and(
          from,
          `(${keys.join(', ')}) ${descending ? '<' : '>'} (${keys.map(() => '?').join(', ')})`,
          ...after.values,
          after.id,
        );
  const direction = descending ? ' DESC' : '';
  return {
    sql: `SELECT d.partition, d.id, d.kind, d.etag, d.body, d.expires_at ${paged.sql}
      ORDER BY ${keys.map((key) => key + direction).join(', ')} LIMIT ?`,
    params: [...paged.params, limit + 1],
  };
}

export function countStatement(partition: string, asked: Asked, now: number, estimate: Estimate): Statement {
  const table = tablesOfKind(asked.kind)[0];
  const lead = table && rarest(partition, termsOf(table, asked.where), estimate);
  const from =
    lead === undefined ? walkDocuments(partition, asked, now) : walkTerm(partition, lead, asked, now);
  return { sql: `SELECT count(*) AS n ${from.sql}`, params: from.params };
}

/** Counts the documents that have a term, up to a bound. */
export function estimateStatement(partition: string, { table, field, value }: Term): Statement {
  return {
    sql: `SELECT count(*) AS n FROM (SELECT 1 FROM "${table.name}"
      WHERE partition = ? AND field = ? AND value = ? LIMIT ${COUNTED_AT_MOST})`,
    params: [partition, field, value],
  };
}

/** The term to walk so that the documents come in the query's order: the rarest one asked for, else the one all have. */
function inOrder(partition: string, { kind, order, where }: DeclaredQuery, estimate: Estimate): Term {
  const table = tablesOfKind(kind).find((one) => String(one.order) === String(order));
  if (table === undefined) throw new RangeError(`${kind} has no order by ${order.join(', ')}`);
  return rarest(partition, termsOf(table, where), estimate) ?? { table, field: '', value: '' };
}

/** A term whose documents are few enough to be sorted by id, if one is asked for. */
function byId(partition: string, { kind, where }: Asked, estimate: Estimate): Term | undefined {
  const table = tablesOfKind(kind)[0];
  if (table === undefined) return undefined;
  const lead = rarest(partition, termsOf(table, where), estimate);
  if (lead === undefined) return undefined;
  return table.order.length === 0 || estimate(partition, lead) <= SORTED_AT_MOST ? lead : undefined;
}

function termsOf(table: IndexTable, where: readonly Condition[]): Term[] {
  return where.flatMap((condition) => {
    const { field } = condition;
    if (condition.is === 'contains') return [{ table, field, value: bound(condition.value) }];
    if (condition.is === '=' && table.lookups.includes(field)) {
      return [{ table, field, value: bound(condition.value) }];
    }
    return [];
  });
}

function rarest(partition: string, terms: readonly Term[], estimate: Estimate): Term | undefined {
  if (terms.length < 2) return terms[0];
  const counted = terms.map((term) => ({ term, documents: estimate(partition, term) }));
  return counted.sort((left, right) => left.documents - right.documents)[0]?.term;
}

function walkDocuments(partition: string, { kind, where }: Asked, now: number): Statement {
  let from: Statement = {
    sql: `FROM documents d WHERE d.partition = ? AND d.kind = ? AND (d.expires_at IS NULL OR d.expires_at > ?)`,
    params: [partition, kind, now],
  };
  const prefix = INDEXES[kind]?.prefix;
  // A semicolon comes right behind a colon.
  if (prefix !== undefined) from = and(from, 'd.id >= ? AND d.id < ?', prefix, `${prefix.slice(0, -1)};`);
  for (const condition of where) from = onBody(from, condition);
  return from;
}

/** Walks one term; further ones are checked in the index table before the document is looked at. */
function walkTerm(partition: string, lead: Term, { kind, where }: Asked, now: number): Statement {
  const { table } = lead;
  let from: Statement = {
    // CROSS JOIN: SQLite keeps to the order of the tables
    sql: `FROM "${table.name}" t CROSS JOIN documents d ON d.row = t.row
      WHERE t.partition = ? AND t.field = ? AND t.value = ? AND d.kind = ? AND (d.expires_at IS NULL OR d.expires_at > ?)`,
    params: [partition, lead.field, lead.value, kind, now],
  };
  for (const condition of where) {
    const { field } = condition;
    if (condition.is === 'contains') {
      const isLead = field === lead.field && condition.value === lead.value;
      if (!isLead) from = hasTerm(from, table, field, [condition.value]);
    } else if (condition.is === 'contains-any') from = hasTerm(from, table, field, condition.values);
    else from = compared(from, column(table, field), condition);
  }
  return from;
}

/** Where a field's value is while a term is walked. */
function column({ order, carried }: IndexTable, field: string): string {
  if (order.includes(field)) return `t.o${order.indexOf(field)}`;
  return carried.includes(field) ? `t.f${carried.indexOf(field)}` : `d.body ->> '${field}'`;
}

/**
 * The plus keeps SQLite (from 3.51) from making a join of the EXISTS: a join loses the order of the walk, so that all of the
 * term's documents are read and sorted before the first is given.
 */
function hasTerm(from: Statement, table: IndexTable, field: string, values: readonly Scalar[]): Statement {
  const place = table.order.map((_field, at) => `AND x.o${at} = t.o${at}`).join(' ');
  return and(
    from,
    `+EXISTS (SELECT 1 FROM "${table.name}" x WHERE x.partition = t.partition AND x.field = ?
      AND x.value IN (${values.map(() => '?').join(', ')}) ${place} AND x.id = t.id)`,
    field,
    ...values.map((value) => bound(value)),
  );
}

function onBody(from: Statement, condition: Condition): Statement {
  const { field } = condition;
  if (condition.is !== 'contains' && condition.is !== 'contains-any') {
    return compared(from, `d.body ->> '${field}'`, condition);
  }
  const values = condition.is === 'contains' ? [condition.value] : condition.values;
  return and(
    from,
    `EXISTS (SELECT 1 FROM json_each(d.body, '$.${field}') WHERE atom IN (${values.map(() => '?').join(', ')}))`,
    ...values.map((value) => bound(value)),
  );
}

type Comparison = Exclude<Condition, { readonly is: 'contains' | 'contains-any' }>;

function compared(from: Statement, expression: string, condition: Comparison): Statement {
  if (condition.is === 'null') return and(from, `${expression} IS NULL`);
  if (condition.is === 'in') {
    return and(
      from,
      `${expression} IN (${condition.values.map(() => '?').join(', ')})`,
      ...condition.values.map((value) => bound(value)),
    );
  }
  return and(from, `${expression} ${condition.is} ?`, bound(condition.value));
}

function and(from: Statement, sql: string, ...params: readonly SQLInputValue[]): Statement {
  return { sql: `${from.sql} AND ${sql}`, params: [...from.params, ...params] };
}
