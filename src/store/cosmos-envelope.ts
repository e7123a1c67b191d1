import type { JSONObject, OperationInput } from '@azure/cosmos';
import { z } from 'zod';
import { shardOf } from '../domain/instances/shards.ts';
import type { Etag } from '../usecases/ports.ts';
import type { CheckedWrite } from './document-limits.ts';
import type { Stored } from './document-store.ts';

/** A document as it lies in the container: the body, and around it what the store itself needs. */
const Envelope = z
  .object({
    id: z.string(),
    /** The partition. */
    pk: z.string(),
    kind: z.string(),
    body: z.record(z.string(), z.unknown()),
    /** The commit that wrote it, so that one whose answer got lost is known again. */
    op: z.string(),
    /** Milliseconds since 1970. The account removes what expired some time later, by `ttl`; reads go by this. */
    expiresAt: z.number().optional(),
    _etag: z.string(),
  })
  .transform(({ pk: partition, _etag: etag, ...rest }) => ({ ...rest, partition, etag }));
export type Envelope = z.infer<typeof Envelope>;

export function parseEnvelope(resource: unknown): Envelope {
  return Envelope.parse(resource);
}

export function toStored({ partition, id, kind, etag, body, expiresAt }: Envelope): Stored {
  const stored = { partition, id, kind, etag, body };
  return expiresAt === undefined ? stored : { ...stored, expiresAt: new Date(expiresAt) };
}

export function isExpired({ expiresAt = Number.POSITIVE_INFINITY }: Envelope, now: number): boolean {
  return expiresAt <= now;
}

/**
 * One write as an operation of a transactional batch.
 *
 * @param op the commit's own id
 * @param now milliseconds since 1970, from which a TTL counts
 * @param expired etag of an expired document that still holds the id of the one to create, if there is one
 */
export function toOperation(
  partition: string,
  { write }: CheckedWrite,
  op: string,
  now: number,
  expired: Etag | undefined,
): OperationInput {
  const { id } = write;
  if (write.op === 'delete') {
    // the service takes `ifMatch` with every operation, the SDK's type of a delete leaves it out
    return { operationType: 'Delete', id, ifMatch: write.etag } as OperationInput;
  }
  const { kind, body, ttlSeconds } = write;
  const resourceBody = {
    id,
    pk: partition,
    kind,
    body,
    op,
    ...(ttlSeconds === undefined ? {} : { ttl: ttlSeconds, expiresAt: now + ttlSeconds * 1_000 }),
    ...(kind === 'job' ? { ...textFields(body, ['dueAt', 'dueSince']), shard: shardOf(partition) } : {}),
    // JSON by the port's own rule, which the SDK's type says in other words
  } as unknown as JSONObject & { id: string };
  const etag = write.op === 'replace' ? write.etag : expired;
  if (etag === undefined) return { operationType: 'Create', resourceBody };
  return { operationType: 'Replace', id, ifMatch: etag, resourceBody };
}

function textFields(body: { readonly [field: string]: unknown }, fields: readonly string[]) {
  return Object.fromEntries(
    fields.map((field) => [field, body[field]]).filter(([, value]) => typeof value === 'string'),
  );
}
