import { CosmosClient, type Container, type CosmosClientOptions } from '@azure/cosmos';
import { StoreUnavailable } from '../usecases/ports.ts';
import { cosmosHealth } from './cosmos-health.ts';
import { cachedBacklog } from './cached-backlog.ts';
import { commitBatch, type CosmosAccess } from './cosmos-commit.ts';
import { isExpired, toStored } from './cosmos-envelope.ts';
import { translated } from './cosmos-errors.ts';
import { whileThrottled } from './cosmos-throttled.ts';
import { countQuery, dueQuery, pageQuery } from './cosmos-query.ts';
import { cosmosReads, readBacklog, scanPages } from './cosmos-reads.ts';
import { ensureContainer } from './cosmos-schema.ts';
import { commitSideBySide } from './cosmos-side-by-side.ts';
import { declaredConditions, declaredQuery, pageOf, type DeclaredQuery } from './declared-query.ts';
import { checkWrites, isId } from './document-limits.ts';
import type { DocumentStore, Stored, StoredPage } from './document-store.ts';

export interface CosmosOptions {
  /** `https://….documents.azure.com/` */
  readonly endpoint: string;
  /** The account's key. Absent: the process's managed identity, or whatever else DefaultAzureCredential finds. */
  readonly key?: string;
  readonly database: string;
  /** Takes any consistency of the account. Only for servers that know none. */
  readonly anyConsistency?: boolean;
  readonly httpClient?: NonNullable<CosmosClientOptions['httpClient']>;
  readonly connectionPolicy?: NonNullable<CosmosClientOptions['connectionPolicy']>;
  /** For what expires. */
  readonly now?: () => Date;
}

/**
 * A partition takes 10,000 RU a second (Microsoft Learn, "Service quotas"), and a query of the smallest one some 5 with strong
 * consistency. What is asked in all of them costs that in each, so they are as few as carry a thousand matches a second
 * (`docs/performance.md`, "Cost on paper"). Where documents lie hangs on it.
 */
export const SPREAD = 16;

/** How long one request may take, and one operation with the SDK's retries in it. */
const REQUEST_MS = 3_000;
const OPERATION_MS = 5_000;

/**
 * The engine for more than one machine: one container, partitioned by the port's partitions.
 *
 * @throws StoreUnavailable when the account cannot be reached
 * @throws Error when the account cannot serve Porter: not Strong consistency, several write regions, a container of another
 *   shape, missing rights
 */
export async function openCosmos(options: CosmosOptions): Promise<DocumentStore> {
  const { endpoint, key, database, httpClient, connectionPolicy, now = () => new Date() } = options;
  const client = new CosmosClient({
    endpoint,
    ...(key === undefined ? { aadCredentials: await managedIdentity() } : { key }),
    ...(httpClient === undefined ? {} : { httpClient }),
    connectionPolicy: {
      requestTimeout: REQUEST_MS,
      // Done by `whileThrottled`.
      retryOptions: { maxRetryAttemptCount: 0, fixedRetryIntervalInMilliseconds: 0, maxWaitTimeInSeconds: 0 },
      ...connectionPolicy,
    },
  });
  try {
    if (options.anyConsistency !== true) await requireStrong(client);
    return storeOn(client, await ensureContainer(client, database), () => now().getTime());
  } catch (error) {
    client.dispose();
    throw error;
  }
}

/** Loaded only where it is used, since it is large. */
async function managedIdentity() {
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new DefaultAzureCredential();
}

/** With Session consistency, the default, one instance may not see for a while that another has revoked a right. */
async function requireStrong(client: CosmosClient): Promise<void> {
  const { resource } = await readAccount(client);
  const level = String(resource?.consistencyPolicy);
  if (level !== 'Strong') {
    throw new Error(`the Azure Cosmos DB account has ${level} consistency; Porter needs Strong`);
  }
  if (resource?.enableMultipleWritableLocations === true) {
    throw new Error('the Azure Cosmos DB account has several write regions; Porter needs exactly one');
  }
}

async function readAccount(client: CosmosClient) {
  try {
    return await whileThrottled(() =>
      client.getDatabaseAccount({ abortSignal: AbortSignal.timeout(OPERATION_MS) }),
    );
  } catch (error) {
    throw translated(error);
  }
}

/** Parts a page from what was read beside it. @param get reads what a full page left no room for */
async function pageBeside(
  found: readonly Stored[],
  query: DeclaredQuery,
  get: (id: string) => Promise<Stored | undefined>,
): Promise<StoredPage> {
  const asked = new Set(query.beside);
  const page = pageOf(
    found.filter(({ id }) => !asked.has(id)),
    query,
  );
  const beside = found.filter(({ id }) => asked.delete(id));
  if (page.next === undefined) return { ...page, beside };
  const left = await Promise.all([...asked].map(get));
  return { ...page, beside: [...beside, ...left.filter((stored) => stored !== undefined)] };
}

function storeOn(client: CosmosClient, container: Container, nowMs: () => number): DocumentStore {
  let closed = false;
  const deadline = () => {
    if (closed) throw new StoreUnavailable('the store is closed');
    return AbortSignal.timeout(OPERATION_MS);
  };
  const { read, ask, askForDocuments } = cosmosReads(container, deadline);
  const health = cosmosHealth(container, deadline);
  const access: CosmosAccess = { container, read, deadline, nowMs };

  const get: DocumentStore['get'] = async (partition, id) => {
    if (!isId(id)) return undefined;
    const found = await read(partition, id);
    return found === undefined || isExpired(found, nowMs()) ? undefined : toStored(found);
  };

  return {
    engine: 'cosmos',
    spread: SPREAD,
    get,
    async query(partition, spec) {
      const query = declaredQuery(spec);
      const found = await askForDocuments(pageQuery(partition, query, nowMs()), partition);
      return query.beside.length === 0
        ? pageOf(found, query)
        : pageBeside(found, query, (id) => get(partition, id));
    },
    async count(partition, { kind, where }) {
      const query = countQuery(partition, kind, declaredConditions(kind, where), nowMs());
      return Number((await ask(query, partition))[0]);
    },
    async commit(partition, writes) {
      return commitBatch(access, partition, checkWrites(partition, writes));
    },
    commitMany: (batches) =>
      commitSideBySide(batches, async ({ partition, writes }) =>
        commitBatch(access, partition, checkWrites(partition, writes)),
      ),
    async *due(dueBy, limit, shards) {
      if (shards?.length === 0) return;
      yield* await askForDocuments(dueQuery(dueBy, limit, nowMs(), shards));
    },
    backlog: cachedBacklog((now) => readBacklog(ask, now)),
    trouble: () => health.trouble(),
    isGone: () => health.isGone(),
    check: () => undefined,
    scan: (collection, kind) => scanPages(askForDocuments, collection, kind, nowMs),
    // The service drops what is deleted by itself; its backups end with their retention.
    forget: () => Promise.resolve(true),
    close() {
      closed = true;
      client.dispose();
      return Promise.resolve();
    },
  };
}
