import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CosmosClient } from '@azure/cosmos';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttpServer } from '@vercel/cosmosdb-server';
import { SHARD_OF_EARLIER_JOBS, shardOf } from '../../src/domain/instances/shards.ts';
import { openCosmos, type CosmosOptions } from '../../src/store/cosmos.ts';
import { indexingPolicy } from '../../src/store/cosmos-schema.ts';
import type { DocumentStore, Write } from '../../src/store/document-store.ts';
import { ConflictError, StoreUnavailable } from '../../src/usecases/ports.ts';
import { cosmosTransport, type Transport } from '../support/cosmos-transport.ts';
import { describeStore } from './contract.ts';

let server: Server;
let endpoint: string;

beforeAll(async () => {
  server = createHttpServer({ keepAlive: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const key = 'a2V5';
const connectionPolicy = { enableEndpointDiscovery: false, enableBackgroundEndpointRefreshing: false };

function open(transport: Transport, more: Partial<CosmosOptions> = {}): Promise<DocumentStore> {
  return openCosmos({
    endpoint,
    key,
    database: randomUUID(),
    anyConsistency: true,
    httpClient: transport,
    connectionPolicy,
    ...more,
  });
}

describeStore('Cosmos DB', async (now) => ({ store: await open(cosmosTransport(), { now }) }));

/** The same over a real account, when one is named. A database is made and dropped for each test. */
const account = process.env['COSMOS_ENDPOINT'];
if (account !== undefined) {
  describeStore('a Cosmos DB account', async (now) => {
    const database = `porter-test-${randomUUID()}`;
    const accountKey = process.env['COSMOS_KEY'] ?? '';
    const store = await openCosmos({ endpoint: account, key: accountKey, database, now });
    const clean = async () => {
      const client = new CosmosClient({ endpoint: account, key: accountKey });
      await client.database(database).delete();
      client.dispose();
    };
    return { store, clean };
  });
}

describe('a Cosmos DB account in trouble', () => {
  it.each([
    [404, 'gone'],
    [403, 'read-only'],
    [400, 'unreachable'],
    ['reset-before', 'unreachable'],
  ] as const)('that answers a write with %s is %s', async (fault, trouble) => {
    const transport = cosmosTransport();
    const store = await open(transport);
    transport.faults.POST.push(fault);

    expect(await store.trouble()).toBe(trouble);
    expect(store.isGone()).toBe(trouble === 'gone');
    expect(await store.trouble()).toBe(trouble);
    await store.close();
  });

  it('is in order while it can be written', async () => {
    const store = await open(cosmosTransport());

    expect(await store.trouble()).toBeUndefined();
    expect(store.isGone()).toBe(false);
    await store.close();
  });
});

describe('opening Cosmos DB', () => {
  const strong = {
    userConsistencyPolicy: { defaultConsistencyLevel: 'Strong' },
    enableMultipleWriteLocations: false,
  };

  it.each([
    [
      'Session consistency',
      { userConsistencyPolicy: { defaultConsistencyLevel: 'Session' } },
      'Session consistency',
    ],
    ['several write regions', { ...strong, enableMultipleWriteLocations: true }, 'several write regions'],
  ])('refuses an account with %s', async (_case, says, message) => {
    const transport = cosmosTransport();
    transport.account = says;

    await expect(open(transport, { anyConsistency: false })).rejects.toThrow(message);
  });

  it('takes an account with Strong consistency and one write region', async () => {
    const transport = cosmosTransport();
    transport.account = strong;

    const store = await open(transport, { anyConsistency: false });

    expect(store.engine).toBe('cosmos');
    await store.close();
  });

  it('makes the container with its indexes once, and finds it the next time', async () => {
    const database = randomUUID();
    await (await open(cosmosTransport(), { database })).close();
    const transport = cosmosTransport();
    await (await open(transport, { database })).close();

    const made = await containerOf(database).read();

    expect(transport.sent.filter((request) => !request.startsWith('GET'))).toEqual([]);
    expect(made.resource).toMatchObject({ partitionKey: { paths: ['/pk'] }, defaultTtl: -1 });
    expect(made.resource?.indexingPolicy?.compositeIndexes).toEqual(
      expect.arrayContaining(indexingPolicy().compositeIndexes ?? []),
    );
  });

  it('adds indexes that a container of an earlier release lacks', async () => {
    const database = randomUUID();
    const client = new CosmosClient({ endpoint, key, connectionPolicy });
    await client.databases.create({ id: database });
    await client.database(database).containers.create({ id: 'porter', partitionKey: { paths: ['/pk'] } });
    client.dispose();

    await (await open(cosmosTransport(), { database })).close();

    const { resource } = await containerOf(database).read();
    expect(resource?.defaultTtl).toBe(-1);
    expect(resource?.indexingPolicy?.compositeIndexes).toEqual(indexingPolicy().compositeIndexes);
  });

  it('of a release without shards has its jobs in the first one until they are written again', async () => {
    const database = randomUUID();
    const noon = new Date('2026-11-20T12:00:00.000Z');
    const store = await open(cosmosTransport(), { database, now: () => noon });
    const body = { v: 1, dueAt: noon.toISOString(), dueSince: noon.toISOString() };
    const { dueAt, dueSince } = body;
    const earlier = { id: 'job', pk: 'people/a', kind: 'job', body, op: 'o', dueAt, dueSince };
    await containerOf(database).items.create(earlier);
    const dueIn = async (shard: number) => (await Array.fromAsync(store.due(noon, 9, [shard]))).length;
    const own = shardOf('people/a');
    const before = [await dueIn(SHARD_OF_EARLIER_JOBS), await dueIn(own)];

    const etag = (await store.get('people/a', 'job'))?.etag ?? '';
    await store.commit('people/a', [{ op: 'replace', id: 'job', kind: 'job', etag, body }]);

    expect(before).toEqual([1, 0]);
    expect([await dueIn(SHARD_OF_EARLIER_JOBS), await dueIn(own)]).toEqual([0, 1]);
    await store.close();
  });

  it('refuses a container that is partitioned otherwise', async () => {
    const database = randomUUID();
    const client = new CosmosClient({ endpoint, key, connectionPolicy });
    await client.databases.create({ id: database });
    await client.database(database).containers.create({ id: 'porter', partitionKey: { paths: ['/id'] } });
    client.dispose();

    await expect(open(cosmosTransport(), { database })).rejects.toThrow('not partitioned by /pk');
  });

  it('says what to make by hand when the identity may not make it', async () => {
    const transport = cosmosTransport();
    transport.faults.POST.push(403);

    await expect(open(transport)).rejects.toThrow(
      /may not make .*porter.*partition key \/pk.*compositeIndexes/,
    );
  });

  it('is unavailable where nobody answers', async () => {
    const opening = openCosmos({ endpoint: 'http://127.0.0.1:9', key, database: 'none', connectionPolicy });

    await expect(opening).rejects.toThrow(StoreUnavailable);
  });

  function containerOf(database: string) {
    return new CosmosClient({ endpoint, key, connectionPolicy }).database(database).container('porter');
  }
});

describe('Cosmos DB in trouble', () => {
  const partition = 'customers/a';
  const create = (id: string, by = 'us'): Write => ({
    op: 'create',
    id,
    kind: 'customer',
    body: { v: 1, by },
  });
  let transport: Transport;
  let store: DocumentStore;
  let other: DocumentStore;

  beforeEach(async () => {
    transport = cosmosTransport();
    const database = randomUUID();
    const impatient = { ...connectionPolicy, requestTimeout: 300 };
    store = await open(transport, { database, connectionPolicy: impatient });
    other = await open(cosmosTransport(), { database });
    transport.sent.length = 0;
  });

  afterEach(async () => {
    await store.close();
    await other.close();
  });

  it.each<[string, { readonly [header: string]: string }, number]>([
    ['for some milliseconds', { 'x-ms-retry-after-ms': '180.5' }, 180],
    ['for none at all', { 'x-ms-retry-after-ms': '0' }, 50],
    ['for a part of a second', { 'retry-after': '0.2' }, 200],
    ['for nonsense', { 'retry-after': 'soon' }, 50],
    ['for no time named', {}, 50],
  ])('waits when throttled, never sooner than told nor at once: %s', async (_case, asks, leastMs) => {
    transport.asks = asks;
    transport.sentAt.length = 0;
    transport.faults.POST.push(429, 429);
    transport.faults.GET.push(429);

    await store.commit(partition, [create('a')]);
    await store.get(partition, 'a');

    const [first = 0, second = 0, third = 0, read = 0, readAgain = 0] = transport.sentAt;
    // A timer may ring a millisecond early by another clock.
    for (const waited of [second - first, third - second, readAgain - read]) {
      expect(waited).toBeGreaterThanOrEqual(leastMs - 2);
    }
    expect(transport.sentAt).toHaveLength(5);
    expect(await other.get(partition, 'a')).toBeDefined();
  });

  it('is unavailable at once when it is told to wait longer than anybody does', async () => {
    transport.asks = { 'retry-after': '60' };
    transport.faults.POST.push(429, 503);
    transport.faults.GET.push(429);

    await expect(store.commit(partition, [create('a')])).rejects.toThrow('come back later');
    await expect(store.commit(partition, [create('a')])).rejects.toThrow(StoreUnavailable);
    await expect(store.get(partition, 'a')).rejects.toThrow(StoreUnavailable);
    expect(transport.sent).toHaveLength(3);
  });

  it.each([408, 500, 503])('is unavailable to a write that is answered %d each time', async (status) => {
    transport.faults.POST.push(status, status, status);

    await expect(store.commit(partition, [create('a')])).rejects.toThrow(StoreUnavailable);
    expect(transport.sent).toHaveLength(3);
  });

  it.each([401, 403, 404, 503])(
    'is unavailable to a read and a query that are answered %d',
    async (status) => {
      transport.faults.GET.push(status);
      // a query is two requests: its plan, which may fail, and itself
      transport.faults.POST.push(status, status);

      await expect(store.get(partition, 'a')).rejects.toThrow(StoreUnavailable);
      await expect(store.query(partition, { kind: 'customer', limit: 1 })).rejects.toThrow(StoreUnavailable);
    },
  );

  it('makes a conflict of a write that met another inside the account', async () => {
    transport.faults.POST.push(449);

    await expect(store.commit(partition, [create('a')])).rejects.toThrow(ConflictError);
  });

  it.each(['reset-before', 'reset-after', 'silence-after', 'twice', 503] as const)(
    'commits once when the answer is lost: %s',
    async (fault) => {
      const [before = ''] = await store.commit(partition, [create('a')]);
      const [gone = ''] = await store.commit(partition, [create('gone')]);
      transport.faults.POST.push(fault);

      const etags = await store.commit(partition, [
        { op: 'replace', id: 'a', kind: 'customer', etag: before, body: { v: 1, by: 'again' } },
        { op: 'delete', id: 'gone', etag: gone },
        create('b'),
      ]);

      const stored = await Promise.all(['a', 'gone', 'b'].map((id) => other.get(partition, id)));
      expect(stored.map((one) => one?.body['by'])).toEqual(['again', undefined, 'us']);
      expect(etags).toEqual([stored[0]?.etag, '', stored[2]?.etag]);
    },
  );

  it.each(['reset-before', 'reset-after'] as const)(
    'deletes once when the answer is lost: %s',
    async (fault) => {
      const [etag = ''] = await store.commit(partition, [create('a')]);
      transport.faults.POST.push(fault);

      expect(await store.commit(partition, [{ op: 'delete', id: 'a', etag }])).toEqual(['']);
      expect(await other.get(partition, 'a')).toBeUndefined();
    },
  );

  it('tells a conflict with somebody else from its own success', async () => {
    await other.commit(partition, [create('a', 'them')]);
    transport.faults.POST.push('reset-before');

    await expect(store.commit(partition, [create('a'), create('b')])).rejects.toMatchObject({
      code: 'conflict',
      documentId: 'a',
    });
    expect(await other.get(partition, 'b')).toBeUndefined();
  });

  it('gives an etag that no document has for one that was overwritten since', async () => {
    transport.faults.POST.push('reset-after');
    const overwrite = async () => {
      let found = await other.get(partition, 'a');
      while (found === undefined) found = await other.get(partition, 'a');
      const { etag } = found;
      await other.commit(partition, [
        { op: 'replace', id: 'a', kind: 'customer', etag, body: { v: 1, by: 'them' } },
      ]);
    };

    const [[first = '', second]] = await Promise.all([
      store.commit(partition, [create('a'), create('b')]),
      overwrite(),
    ]);

    expect(first).toBe('overwritten');
    expect(second).toBe((await other.get(partition, 'b'))?.etag);
    await expect(
      store.commit(partition, [{ op: 'replace', id: 'a', kind: 'customer', etag: first, body: { v: 1 } }]),
    ).rejects.toThrow(ConflictError);
  });

  it('answers no more once closed', async () => {
    await store.close();

    await expect(store.get(partition, 'a')).rejects.toThrow(StoreUnavailable);
    await expect(store.commit(partition, [create('a')])).rejects.toThrow(StoreUnavailable);
  });
});
