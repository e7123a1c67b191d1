import type { Container, ContainerDefinition, CosmosClient, IndexingPolicy } from '@azure/cosmos';
import { codeOf, translated } from './cosmos-errors.ts';
import { whileThrottled } from './cosmos-throttled.ts';
import type { Searchable } from '../usecases/define-document.ts';
import { INDEXES } from './indexes.ts';

const CONTAINER = 'porter';
const PARTITION_KEY = '/pk';
/** Documents expire by their own `ttl` only. */
const TTL_PER_DOCUMENT = -1;

const FORBIDDEN = 403;

/** Fields of the envelope around a body; see `cosmos-envelope.ts`. */
const ENVELOPE_FIELDS = ['pk', 'kind', 'expiresAt', 'dueAt', 'dueSince', 'shard'];

/** What queries need and nothing else, since every indexed path is paid for with each write. */
export function indexingPolicy(indexes: { readonly [kind: string]: Searchable } = INDEXES): IndexingPolicy {
  const kinds = Object.values(indexes);
  const orders = kinds.flatMap(({ orders: declared = [] }) => declared);
  const scalars = new Set([...kinds.flatMap(({ fields = [] }) => fields), ...orders.flat()]);
  const arrays = new Set(kinds.flatMap((kind) => kind.arrays ?? []));
  const composites = new Map(orders.map((order) => [String(order), order]));
  return {
    indexingMode: 'consistent',
    automatic: true,
    includedPaths: [
      ...ENVELOPE_FIELDS.map((field) => ({ path: `/${field}/?` })),
      ...[...scalars].toSorted().map((field) => ({ path: `/body/${field}/?` })),
      ...[...arrays].toSorted().map((field) => ({ path: `/body/${field}/[]/?` })),
    ],
    excludedPaths: [{ path: '/*' }],
    compositeIndexes: [
      ['/pk', '/id'],
      ...[...composites]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([, order]) => [...order.map((field) => `/body/${field}`), '/id']),
    ].map((paths) => paths.map((path) => ({ path, order: 'ascending' as const }))),
  };
}

/**
 * Finds the container, and makes what is missing where the key may (a managed identity with data rights may not).
 *
 * @throws Error naming what has to be made by hand, StoreUnavailable
 */
export async function ensureContainer(client: CosmosClient, databaseId: string): Promise<Container> {
  const wanted: ContainerDefinition = {
    id: CONTAINER,
    partitionKey: { paths: [PARTITION_KEY] },
    defaultTtl: TTL_PER_DOCUMENT,
    indexingPolicy: indexingPolicy(),
  };
  try {
    return await whileThrottled(async () => {
      const { database } = await client.databases.createIfNotExists({ id: databaseId });
      const { container, resource } = await database.containers.createIfNotExists(wanted);
      if (resource?.partitionKey?.paths.join(',') !== PARTITION_KEY) {
        throw new Error(`the container ${CONTAINER} is not partitioned by ${PARTITION_KEY}`);
      }
      if (!serves(resource, wanted))
        await container.replace({ ...wanted, partitionKey: resource.partitionKey });
      return container;
    });
  } catch (error) {
    if (codeOf(error) !== FORBIDDEN) throw translated(error);
    throw new Error(
      `this identity may not make or change the container ${CONTAINER} in the database ${databaseId}: ` +
        `make it with partition key ${PARTITION_KEY}, default TTL ${TTL_PER_DOCUMENT} and this indexing policy: ` +
        JSON.stringify(wanted.indexingPolicy),
      { cause: error },
    );
  }
}

/** Whether every index that queries need is there; more do no harm. */
function serves(found: ContainerDefinition, wanted: ContainerDefinition): boolean {
  const has = indexPaths(found.indexingPolicy);
  const all = has.has('/*');
  return (
    found.defaultTtl === wanted.defaultTtl &&
    [...indexPaths(wanted.indexingPolicy)].every((path) => has.has(path) || (all && !path.includes(',')))
  );
}

function indexPaths({ includedPaths = [], compositeIndexes = [] }: IndexingPolicy = {}): Set<string> {
  return new Set([
    ...includedPaths.map(({ path }) => path),
    ...compositeIndexes.map((index) => index.map(({ path, order }) => `${path} ${order}`).join(',')),
  ]);
}
