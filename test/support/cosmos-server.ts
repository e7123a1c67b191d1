/**
 * A Cosmos-compatible server for real processes: `@vercel/cosmosdb-server` behind a door that adds what it lacks of the
 * service, atomic batches above all. Each instance gets a door of its own, so that what it wrote can be told apart.
 *
 * As a process of its own, `node cosmos-server.ts <delay in ms>` prints its address as JSON and serves until it is killed.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { createHttpServer } from '@vercel/cosmosdb-server';
import { z } from 'zod';
import { cosmosTransport, headersOf, isBatch } from './cosmos-transport.ts';

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

const Operation = z.object({
  operationType: z.enum(['Create', 'Replace', 'Delete']),
  id: z.string().optional(),
  resourceBody: z
    .looseObject({ id: z.string(), kind: z.string(), body: z.record(z.string(), z.unknown()) })
    .optional(),
});
export type Operation = z.infer<typeof Operation>;

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

/** Headers of one connection, which are none of the message. */
const OF_CONNECTION = ['connection', 'content-length', 'host', 'keep-alive', 'transfer-encoding', 'expect'];

export async function startCosmosServer(options: CosmosServerOptions = {}): Promise<CosmosServer> {
  const { doors = 1, delayMs = 0, onBatch = () => undefined } = options;
  const inner = await listening(createHttpServer({ keepAlive: true }));
  const transport = cosmosTransport();

  async function serve(door: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [body] = await Promise.all([text(request), delayMs > 0 ? delay(delayMs) : undefined]);
    const sent = {
      method: request.method ?? 'GET',
      url: `${addressOf(inner)}${request.url ?? '/'}`,
      headers: headersOf(
        Object.entries(request.headers)
          .filter(([name]) => !OF_CONNECTION.includes(name))
          .map(([name, value]) => [name, String(value)]),
      ),
      ...(body === '' ? {} : { body }),
      // What else the SDK's type holds is never looked at.
    } as Parameters<typeof transport.sendRequest>[0];
    const answer = await transport.sendRequest(sent);
    const answered = answer.bodyAsText ?? '';
    if (isBatch(sent)) onBatch(batchOf(door, sent.headers, body, answer.status, answered));
    const headers = Object.entries(answer.headers.toJSON()).filter(([name]) => !OF_CONNECTION.includes(name));
    response.writeHead(answer.status, Object.fromEntries(headers));
    response.end(request.url === '/' ? accountAt(answered, `http://${request.headers.host}/`) : answered);
  }

  const servers = await Promise.all(
    Array.from({ length: doors }, (_none, door) =>
      listening(
        createServer((request, response) => {
          // Whoever was killed hears no answer any more.
          serve(door, request, response).catch(() => response.destroy());
        }),
      ),
    ),
  );
  return {
    endpoints: servers.map(addressOf),
    async close() {
      await Promise.all([...servers, inner].map(stopped));
    },
  };
}

/** An account with one region, this door, and Strong consistency. */
function accountAt(answered: string, databaseAccountEndpoint: string): string {
  const here = [{ name: 'here', databaseAccountEndpoint }];
  const account = z.looseObject({}).parse(JSON.parse(answered));
  return JSON.stringify({
    ...account,
    writableLocations: here,
    readableLocations: here,
    userConsistencyPolicy: { defaultConsistencyLevel: 'Strong' },
  });
}

function batchOf(
  door: number,
  headers: ReturnType<typeof headersOf>,
  body: string,
  status: number,
  answered: string,
): Batch {
  const [partition = ''] = z
    .array(z.string())
    .parse(JSON.parse(headers.get('x-ms-documentdb-partitionkey') ?? '[]'));
  const results = z.array(z.object({ statusCode: z.number() })).safeParse(JSON.parse(answered));
  const done = status < 300 && results.success && results.data.every(({ statusCode }) => statusCode < 300);
  return { door, partition, done, operations: z.array(Operation).parse(JSON.parse(body)) };
}

async function listening(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
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
