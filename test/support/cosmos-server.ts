/**
 * A Cosmos-compatible server for real processes: one container's worth of the service, in memory, light enough that it is
 * never what a test waits for or a bench measures. Each instance gets a door of its own, so that what it wrote can be told
 * apart.
 *
 * As a process of its own, `node cosmos-server.ts <delay in ms>` prints its address as JSON and serves until it is killed.
 */
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import {
  cosmosContainer,
  etagOf,
  Operation,
  type CosmosContainer,
  type Resource,
} from './cosmos-container.ts';

/** Any key does. */
export const COSMOS_KEY = 'a2V5';

/** A batch that was answered, as it was sent. */
export interface Batch {
  /** Which door it came by, from 0. */
  readonly door: number;
  readonly partition: string;
  /** Whether all of it was done, or nothing. */
  readonly done: boolean;
  readonly operations: readonly Operation[];
}

export interface CosmosServerOptions {
  readonly doors?: number;
  /** How long each answer takes more than it does. */
  readonly delayMs?: number;
  readonly onBatch?: (batch: Batch) => void;
}

export interface CosmosServer {
  /** The address of each door. */
  readonly endpoints: readonly string[];
  close(): Promise<void>;
}

interface Asked {
  readonly method: string;
  /** Of the path, decoded: `dbs`, a database, `colls`, a container, `docs`, a document. */
  readonly path: readonly string[];
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: { readonly [name: string]: string };
}

const OK = 200;
const CREATED = 201;
const MULTI_STATUS = 207;
const BAD_REQUEST = 400;
const NOT_FOUND = 404;
/** Of a 404: not a document is missing but the container. */
const NO_CONTAINER = '1003';

const Named = z.looseObject({ id: z.string() });

export async function startCosmosServer(options: CosmosServerOptions = {}): Promise<CosmosServer> {
  const { doors = 1, delayMs = 0, onBatch = () => undefined } = options;
  const databases = new Map<string, Map<string, CosmosContainer>>();

  async function serve(door: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Whoever was killed in the midst of asking hears no answer any more.
    const body = await text(request).catch(() => undefined);
    if (body === undefined) return;
    if (delayMs > 0) await delay(delayMs);
    const { method = 'GET', url = '/', headers } = request;
    const path = url.split('/').filter(Boolean).map(decodeURIComponent);
    const answer = answerTo(databases, { method, path, headers, body }, door, onBatch);
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'x-ms-request-charge': '1',
      ...answer.headers,
    });
    response.end(JSON.stringify(answer.body));
  }

  const servers = await Promise.all(
    Array.from({ length: doors }, (_none, door) =>
      listening(createServer((request, response) => void serve(door, request, response))),
    ),
  );
  return {
    endpoints: servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    async close() {
      await Promise.all(servers.map(stopped));
    },
  };
}

/** An account with one region, this door, and Strong consistency. */
function account({ headers }: Asked): Answer {
  const here = [{ name: 'here', databaseAccountEndpoint: `http://${headers.host}/` }];
  return {
    status: OK,
    body: {
      id: 'here',
      writableLocations: here,
      readableLocations: here,
      enableMultipleWriteLocations: false,
      userConsistencyPolicy: { defaultConsistencyLevel: 'Strong' },
    },
  };
}

function answerTo(
  databases: Map<string, Map<string, CosmosContainer>>,
  asked: Asked,
  door: number,
  onBatch: (batch: Batch) => void,
): Answer {
  if (asked.path.length === 0) return account(asked);
  const [, name, , containerName, , id] = asked.path;
  if (name === undefined) {
    const made = Named.parse(JSON.parse(asked.body));
    databases.set(made.id, new Map());
    return { status: CREATED, body: made };
  }
  const containers = databases.get(name);
  if (containers === undefined) return missing();
  if (asked.path.length === 2) return { status: OK, body: { id: name } };
  if (containerName === undefined) {
    const made = Named.parse(JSON.parse(asked.body));
    containers.set(made.id, cosmosContainer(made));
    return { status: CREATED, body: made };
  }
  const container = containers.get(containerName);
  if (container === undefined) return missing(NO_CONTAINER);
  if (asked.path.length === 4 && asked.method === 'GET') return { status: OK, body: container.definition };
  return id === undefined
    ? answerOfDocuments(container, asked, door, onBatch)
    : answerOf(container.read(partitionOf(asked) ?? '', id));
}

function answerOf(document: Resource | undefined): Answer {
  return document === undefined
    ? missing()
    : { status: OK, body: document, headers: { etag: etagOf(document) } };
}

/** A query, a batch, or a document that is written whatever stands there. */
function answerOfDocuments(
  container: CosmosContainer,
  asked: Asked,
  door: number,
  onBatch: (batch: Batch) => void,
): Answer {
  const { headers, body } = asked;
  const partition = partitionOf(asked);
  // Without a plan the SDK asks the very query, which is all that this server's one partition range needs.
  if (headers['x-ms-cosmos-is-query-plan-request'] !== undefined) return documents([]);
  if (headers['x-ms-documentdb-isquery'] !== undefined) {
    return documents(container.query(JSON.parse(body), partition));
  }
  if (partition === undefined) return { status: BAD_REQUEST, body: { message: 'no partition' } };
  if (headers['x-ms-cosmos-is-batch-request'] !== undefined) {
    const sent: unknown[] = JSON.parse(body) as unknown[];
    const operations = z.array(Operation).parse(sent);
    const { done, results } = container.batch(partition, operations);
    onBatch({ door, partition, done, operations });
    return { status: done ? OK : MULTI_STATUS, body: results };
  }
  if (headers['x-ms-documentdb-is-upsert'] !== undefined) {
    return answerOf(container.upsert(partition, Named.parse(JSON.parse(body))));
  }
  return { status: BAD_REQUEST, body: { message: 'nothing that this server does' } };
}

function documents(found: readonly unknown[]): Answer {
  return {
    status: OK,
    body: { Documents: found, _count: found.length },
    headers: { 'x-ms-item-count': String(found.length) },
  };
}

function missing(substatus = '0'): Answer {
  return { status: NOT_FOUND, body: { code: 'NotFound' }, headers: { 'x-ms-substatus': substatus } };
}

function partitionOf({ headers }: Asked): string | undefined {
  const sent = headers['x-ms-documentdb-partitionkey'];
  return sent === undefined ? undefined : z.tuple([z.string()]).parse(JSON.parse(String(sent)))[0];
}

async function listening(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function stopped(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

if (process.argv[1] === import.meta.filename) {
  const { endpoints } = await startCosmosServer({ delayMs: Number(process.argv[2] ?? 0) });
  process.stdout.write(`${JSON.stringify(endpoints)}\n`);
}
