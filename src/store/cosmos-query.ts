import type { SqlQuerySpec } from '@azure/cosmos';
import { SHARD_OF_EARLIER_JOBS, SHARDS } from '../domain/instances/shards.ts';
import type { Condition, Scalar } from '../usecases/ports.ts';
import type { DeclaredQuery } from './declared-query.ts';

/** The text of a query and its parameters, grown together: values never become part of the text. */
interface Query {
  readonly parameter: (value: Scalar) => string;
  readonly spec: (text: string) => SqlQuerySpec;
}

function newQuery(): Query {
  const parameters: { name: string; value: Scalar }[] = [];
  return {
    parameter(value) {
      const name = `@p${parameters.length}`;
      parameters.push({ name, value });
      return name;
    },
    spec: (query) => ({ query, parameters }),
  };
}

/** A page and one more, so that the caller sees whether there is a next one. */
export function pageQuery(partition: string, declared: DeclaredQuery, now: number): SqlQuerySpec {
  const query = newQuery();
  const { kind, where, order, descending, limit, after, beside } = declared;
  const keys = [...order.map(path), 'c.id'];
  const conditions =
    beside.length === 0
      ? inPartition(query, partition, kind, where, now)
      : [
          `c.pk = ${query.parameter(partition)}`,
          notExpired(query, now),
          `((${ofKind(query, kind, where).join(' AND ')}) OR c.id IN (${beside.map((id) => query.parameter(id)).join(', ')}))`,
        ];
  if (after !== undefined) conditions.push(behind(query, keys, [...after.values, after.id], descending));
  const direction = descending ? 'DESC' : 'ASC';
  const top = query.parameter(limit + 1 + beside.length);
  return query.spec(
    `SELECT TOP ${top} * FROM c WHERE ${conditions.join(' AND ')} ORDER BY ${keys.map((key) => `${key} ${direction}`).join(', ')}`,
  );
}

export function countQuery(
  partition: string,
  kind: string,
  where: readonly Condition[],
  now: number,
): SqlQuerySpec {
  const query = newQuery();
  return query.spec(
    `SELECT VALUE COUNT(1) FROM c WHERE ${inPartition(query, partition, kind, where, now).join(' AND ')}`,
  );
}

/** Over all partitions: jobs due by an instant, oldest first, of some shards or of all. */
export function dueQuery(
  dueBy: Date,
  limit: number,
  now: number,
  shards: readonly number[] | undefined,
): SqlQuerySpec {
  const query = newQuery();
  const top = query.parameter(limit);
  return query.spec(
    `SELECT TOP ${top} * FROM c WHERE c.kind = 'job' AND c.dueAt <= ${query.parameter(dueBy.toISOString())}
      AND ${notExpired(query, now)}${inShards(query, shards)} ORDER BY c.dueAt ASC`,
  );
}

/** A job that an earlier release wrote has no shard, and counts as of the first. */
function inShards(query: Query, shards: readonly number[] | undefined): string {
  if (shards === undefined || shards.length === SHARDS) return '';
  const among = `c.shard IN (${shards.map((shard) => query.parameter(shard)).join(', ')})`;
  return shards.includes(SHARD_OF_EARLIER_JOBS)
    ? ` AND (${among} OR NOT IS_DEFINED(c.shard))`
    : ` AND ${among}`;
}

/** Over all partitions: how many jobs are pending, when the oldest of them first came due, how many rest. */
export function backlogQueries(now: Date) {
  const pending = `c.kind = 'job' AND IS_DEFINED(c.dueAt) AND c.dueSince <= @now`;
  const parameters = [{ name: '@now', value: now.toISOString() }];
  return {
    pending: { query: `SELECT VALUE COUNT(1) FROM c WHERE ${pending}`, parameters },
    oldest: {
      query: `SELECT TOP 1 VALUE c.dueSince FROM c WHERE ${pending} ORDER BY c.dueSince ASC`,
      parameters,
    },
    dead: {
      query: `SELECT VALUE COUNT(1) FROM c WHERE c.kind = 'job' AND NOT IS_DEFINED(c.dueAt)`,
      parameters: [],
    },
  };
}

/** Over all partitions of a collection, behind a place in it. */
export function scanQuery(
  collection: string,
  kind: string | undefined,
  after: { readonly partition: string; readonly id: string },
  limit: number,
  now: number,
): SqlQuerySpec {
  const query = newQuery();
  const conditions = [
    behind(query, ['c.pk', 'c.id'], [after.partition, after.id], false),
    // '0' is what follows '/'
    `c.pk < ${query.parameter(`${collection}0`)}`,
    notExpired(query, now),
    ...(kind === undefined ? [] : [`c.kind = ${query.parameter(kind)}`]),
  ];
  const top = query.parameter(limit);
  return query.spec(
    `SELECT TOP ${top} * FROM c WHERE ${conditions.join(' AND ')} ORDER BY c.pk ASC, c.id ASC`,
  );
}

function inPartition(
  query: Query,
  partition: string,
  kind: string,
  where: readonly Condition[],
  now: number,
): string[] {
  return [`c.pk = ${query.parameter(partition)}`, notExpired(query, now), ...ofKind(query, kind, where)];
}

function ofKind(query: Query, kind: string, where: readonly Condition[]): string[] {
  return [`c.kind = ${query.parameter(kind)}`, ...where.map((condition) => toSql(query, condition))];
}

function toSql(query: Query, condition: Condition): string {
  const field = path(condition.field);
  const anyOf = (values: readonly Scalar[], one: (value: Scalar) => string) =>
    values.length === 0 ? 'false' : `(${values.map(one).join(' OR ')})`;
  switch (condition.is) {
    case 'null':
      return `(NOT IS_DEFINED(${field}) OR IS_NULL(${field}))`;
    case 'in':
      return anyOf(condition.values, (value) => `${field} = ${query.parameter(value)}`);
    case 'contains':
      return `ARRAY_CONTAINS(${field}, ${query.parameter(condition.value)})`;
    case 'contains-any':
      return anyOf(condition.values, (value) => `ARRAY_CONTAINS(${field}, ${query.parameter(value)})`);
    default:
      return `${field} ${condition.is} ${query.parameter(condition.value)}`;
  }
}

function notExpired(query: Query, now: number): string {
  return `(NOT IS_DEFINED(c.expiresAt) OR c.expiresAt > ${query.parameter(now)})`;
}

/** What comes after a place in an order: greater in one key, equal in those before it. */
function behind(
  query: Query,
  keys: readonly string[],
  place: readonly Scalar[],
  descending: boolean,
): string {
  const values = place.map((value) => query.parameter(value));
  const steps = keys.map((key, at) =>
    [
      ...keys.slice(0, at).map((equal, before) => `${equal} = ${values[before]}`),
      `${key} ${descending ? '<' : '>'} ${values[at]}`,
    ].join(' AND '),
  );
  return `(${steps.map((step) => `(${step})`).join(' OR ')})`;
}

/** Only fields that `indexes.ts` declares come here, so the text of a query is ours alone. */
function path(field: string): string {
  return `c["body"]["${field}"]`;
}
