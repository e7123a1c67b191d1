import { hashOf } from '../usecases/hash-of.ts';
import { InstanceDocument, ShardsDocument } from '../usecases/instances/documents.ts';
import { partitions } from '../usecases/partitions.ts';
import { create, replace, type Change, type Document, type Documents } from '../usecases/ports.ts';

/** All that instances agree on. */
export const INSTANCES = partitions.program('instances');
const SHARDS_ID = 'shards';
const MOST_INSTANCES = 1_000;
/** Of those that ended, as many as one commit may take beside its other writes. */
const MOST_ENDED = 90;

/** An instance that has not renewed for so long, as another one has watched, is taken to have ended. */
export const LEASE_MS = 12_000;

export type Instance = Document<{ readonly name: string; readonly run: string; readonly renewedAt: Date }>;
export type StoredShards = Document<{ readonly owners: readonly string[] }>;

/** Who lives, who is over, and who has what. */
export interface View {
  readonly alive: readonly Instance[];
  readonly over: readonly Instance[];
  /** Absent: nobody has written them yet. */
  readonly shards: StoredShards | undefined;
}

export function instanceId(name: string): string {
  return `instance:${hashOf(name)}`;
}

export function findInstance(documents: Documents, name: string): Promise<Instance | undefined> {
  return documents.get(InstanceDocument, INSTANCES, instanceId(name));
}

export function findShards(documents: Documents): Promise<StoredShards | undefined> {
  return documents.get(ShardsDocument, INSTANCES, SHARDS_ID);
}

export function instanceChange(stored: Instance | undefined, value: Instance['value']): Change {
  return stored === undefined
    ? create(InstanceDocument, instanceId(value.name), value)
    : replace(InstanceDocument, stored, value);
}

export function shardsChange(stored: StoredShards | undefined, owners: readonly string[]): Change {
  const value = { owners: [...owners] };
  return stored === undefined
    ? create(ShardsDocument, SHARDS_ID, value)
    : replace(ShardsDocument, stored, value);
}

/**
 * Looks at the other instances. Who has ended is told by watching: one whose document stays the same for the length of a
 * lease. So the clocks of two machines are never compared.
 *
 * @param elapsed milliseconds of no particular beginning, which no setting of a clock moves
 * @returns a look, by the name of whoever looks, who is never over for itself
 */
export function instanceWatch(documents: Documents, elapsed: () => number): (own: string) => Promise<View> {
  let seen = new Map<string, { readonly etag: string; readonly at: number }>();
  return async (own) => {
    // The shards first: every owner has its document for as long as it is one. So who is an owner here and is not there below
    // has left by a commit at which one on these shards conflicts.
    const shards = await findShards(documents);
    const since = elapsed();
    const { items } = await documents.list(InstanceDocument, INSTANCES, { limit: MOST_INSTANCES });
    const at = elapsed();
    const known = seen;
    seen = new Map(
      items.map(({ id, etag }) => {
        const before = known.get(id);
        return [id, before?.etag === etag ? before : { etag, at }];
      }),
    );
    const isOver = ({ id }: Instance) =>
      id !== instanceId(own) && since - (seen.get(id)?.at ?? at) >= LEASE_MS;
    const over = items.filter(isOver).slice(0, MOST_ENDED);
    return { alive: items.filter((one) => !over.includes(one)), over, shards };
  };
}
