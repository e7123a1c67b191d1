import type { Condition } from '../usecases/ports.ts';
import { isId } from './document-limits.ts';
import type { Body, QuerySpec, Stored, StoredPage } from './document-store.ts';
import type { Searchable } from '../usecases/define-document.ts';
import { INDEXES } from './indexes.ts';
import { decodeKeyset, encodeKeyset, type Keyset } from './keyset.ts';

/** A query whose every field is declared in `indexes.ts`, so that both engines can answer it. */
export interface DeclaredQuery {
  readonly kind: string;
  readonly where: readonly Condition[];
  /** Fields it is ordered by besides the id, which is always last. */
  readonly order: readonly string[];
  readonly descending: boolean;
  readonly limit: number;
  readonly after: Keyset | undefined;
  /** Ids that are read with it. */
  readonly beside: readonly string[];
}

const MAX_LIMIT = 1_000;

/** @throws RangeError for a field, array or order that is not declared for the kind, or a limit outside 1 to 1,000 */
export function declaredQuery(spec: QuerySpec): DeclaredQuery {
  const { kind, orderBy = [], limit } = spec;
  const index = INDEXES[kind] ?? {};
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new RangeError(`a page holds 1 to ${MAX_LIMIT} documents`);
  }
  const order = orderBy.map(({ field }) => field);
  const descending = orderBy[0]?.descending ?? false;
  if (orderBy.some((by) => (by.descending ?? false) !== descending)) {
    throw new RangeError(`an order of ${kind} goes one way in all its fields`);
  }
  if (order.length > 0 && !index.orders?.some((declared) => same(declared, order))) {
    throw new RangeError(`${kind} has no order by ${order.join(', ')}`);
  }
  const after = placeOf(spec, order.length);
  const beside = (spec.beside ?? []).filter(isId);
  if (beside.length > 0 && (order.length > 0 || after !== undefined)) {
    throw new RangeError('documents come with the first page by id only');
  }
  return { kind, where: declaredConditions(kind, spec.where), order, descending, limit, after, beside };
}

/** @throws RangeError for a place with other fields than those of the order */
function placeOf({ after, behind }: QuerySpec, length: number): Keyset | undefined {
  if (behind !== undefined && behind.values.length !== length) {
    throw new RangeError(`a place in an order of ${length} fields names ${behind.values.length}`);
  }
  return behind ?? (after === undefined ? undefined : decodeKeyset(after, length));
}

/** @throws RangeError for a field or array that is not declared for the kind */
export function declaredConditions(kind: string, where: readonly Condition[] = []): readonly Condition[] {
  const index = INDEXES[kind] ?? {};
  for (const condition of where) {
    if (!isDeclared(condition, index)) throw new RangeError(`${kind} has no index for ${condition.field}`);
  }
  return where;
}

function isDeclared({ field, is }: Condition, index: Searchable): boolean {
  if (is === 'contains' || is === 'contains-any') return index.arrays?.includes(field) ?? false;
  return (index.fields?.includes(field) ?? false) || (index.orders?.flat().includes(field) ?? false);
}

/** Makes a page of what was found when one more than the limit was asked for. */
export function pageOf(found: readonly Stored[], { order, limit }: DeclaredQuery): StoredPage {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  if (found.length <= limit || last === undefined) return { items };
  return { items, next: encodeKeyset({ values: orderValues(last.body, order), id: last.id }) };
}

function orderValues(body: Body, order: readonly string[]): (string | number)[] {
  return order.map((field) => {
    const value = body[field];
    return typeof value === 'number' ? value : String(value);
  });
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((field, place) => field === right[place]);
}
