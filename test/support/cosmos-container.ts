import { randomUUID } from 'node:crypto';
import { default as engine } from '@zeit/cosmosdb-query';
import { z } from 'zod';

const OK = 200;
const CREATED = 201;
const NO_CONTENT = 204;
const NOT_FOUND = 404;
const CONFLICT = 409;
const PRECONDITION_FAILED = 412;
const FAILED_DEPENDENCY = 424;

export const Operation = z.object({
  operationType: z.enum(['Create', 'Replace', 'Delete']),
  id: z.string().optional(),
  ifMatch: z.string().optional(),
  resourceBody: z
    .looseObject({ id: z.string(), kind: z.string(), body: z.record(z.string(), z.unknown()) })
    .optional(),
});
export type Operation = z.infer<typeof Operation>;

const Definition = z.looseObject({
  indexingPolicy: z.looseObject({
    compositeIndexes: z
      .array(z.array(z.object({ path: z.string(), order: z.enum(['ascending', 'descending']) })))
      .default([]),
  }),
});

const Query = z.object({
  query: z.string(),
  parameters: z.array(z.object({ name: z.string(), value: z.unknown() })),
});

/** A document as the service keeps it. */
export interface Resource {
  readonly id: string;
  readonly ['_etag']: string;
  readonly kind?: unknown;
}

/** One container in memory, as far as Porter uses one of Azure Cosmos DB. */
export interface CosmosContainer {
  readonly definition: object;
  readonly read: (partition: string, id: string) => Resource | undefined;
  readonly upsert: (partition: string, body: { readonly id: string }) => Resource;
  /** All of the operations or none. @returns whether it did them, and what the service answers */
  readonly batch: (
    partition: string,
    operations: readonly Operation[],
  ) => { done: boolean; results: object[] };
  /** @param partition absent: over all */
  readonly query: (body: unknown, partition?: string) => unknown[];
}

/** How many texts of queries are kept parsed. There are as many as there are declared queries, and pages of them. */
const MOST_PARSED = 500;

export function cosmosContainer(wanted: unknown): CosmosContainer {
  const definition = Definition.parse(wanted);
  // The service serves an order from an index in the reverse order too; the engine of queries wants each declared.
  const compositeIndexes = definition.indexingPolicy.compositeIndexes.flatMap((index) => [
    index,
    index.map(({ path }) => ({ path, order: 'descending' as const })),
  ]);
  const byPartition = new Map<string, Map<string, Resource>>();
  const byKind = new Map<unknown, Map<string, Resource>>();
  const parsed = new Map<string, ReturnType<typeof engine.default>>();

  const read = (partition: string, id: string) => byPartition.get(partition)?.get(id);

  function take(partition: string, id: string): void {
    const before = read(partition, id);
    byPartition.get(partition)?.delete(id);
    byKind.get(before?.kind)?.delete(`${partition} ${id}`);
  }

  function put(partition: string, body: { readonly id: string }): Resource {
    take(partition, body.id);
    const resource: Resource = { ...body, _etag: randomUUID() };
    placeOf(byPartition, partition).set(body.id, resource);
    placeOf(byKind, resource.kind).set(`${partition} ${body.id}`, resource);
    return resource;
  }

  function check(partition: string, operation: Operation): number {
    const found = read(partition, idOf(operation));
    if (operation.operationType === 'Create') return found === undefined ? OK : CONFLICT;
    if (found === undefined) return NOT_FOUND;
    return operation.ifMatch === undefined || operation.ifMatch === etagOf(found) ? OK : PRECONDITION_FAILED;
  }

  function apply(partition: string, operation: Operation): object {
    if (operation.operationType === 'Delete' || operation.resourceBody === undefined) {
      take(partition, idOf(operation));
      return { statusCode: NO_CONTENT, requestCharge: 1 };
    }
    const resourceBody = put(partition, operation.resourceBody);
    const statusCode = operation.operationType === 'Create' ? CREATED : OK;
    return { statusCode, requestCharge: 1, eTag: etagOf(resourceBody), resourceBody };
  }

  /** What an index of the service would leave to look at. */
  function candidates(text: string, partition: string | undefined): Resource[] {
    if (partition !== undefined) return [...(byPartition.get(partition)?.values() ?? [])];
    const kind = /\bc\.kind = '(\w+)'/.exec(text)?.[1];
    if (kind !== undefined) return [...(byKind.get(kind)?.values() ?? [])];
    return [...byPartition.values()].flatMap((documents) => [...documents.values()]);
  }

  return {
    definition,
    read,
    upsert: put,
    batch(partition, operations) {
      const statuses = operations.map((operation) => check(partition, operation));
      const failed = statuses.findIndex((status) => status !== OK);
      if (failed < 0) return { done: true, results: operations.map((one) => apply(partition, one)) };
      const results = statuses.map((status, place) => ({
        statusCode: place === failed ? status : FAILED_DEPENDENCY,
        requestCharge: 0,
      }));
      return { done: false, results };
    },
    query(body, partition) {
      const { query: text, parameters } = Query.parse(body);
      const query = parsed.get(text) ?? engine.default(text);
      if (parsed.size < MOST_PARSED) parsed.set(text, query);
      const answer: { result: unknown[] } = query.exec(candidates(text, partition), {
        parameters,
        compositeIndexes,
      });
      return answer.result;
    },
  };
}

export function etagOf({ ['_etag']: etag }: Resource): string {
  return etag;
}

export function idOf({ id, resourceBody }: Operation): string {
  return id ?? resourceBody?.id ?? '';
}

function placeOf<K>(places: Map<K, Map<string, Resource>>, key: K): Map<string, Resource> {
  const place = places.get(key) ?? new Map<string, Resource>();
  places.set(key, place);
  return place;
}
