import type { CosmosClientOptions } from '@azure/cosmos';
import { z } from 'zod';

type HttpClient = NonNullable<CosmosClientOptions['httpClient']>;
type Request = Parameters<HttpClient['sendRequest']>[0];
type Response = Awaited<ReturnType<HttpClient['sendRequest']>>;
type Headers = Response['headers'];

/**
 * What becomes of a request besides being sent: an HTTP status in its place, a connection that is reset before the server
 * sees it or after it has done it, an answer that never comes, or a request that the SDK sends twice by itself.
 */
export type Fault = number | 'reset-before' | 'reset-after' | 'silence-after' | 'twice';

export interface Transport extends HttpClient {
  /** Faults of the next requests of a method (`POST`, which queries and batches are, or `GET`), the first one first. */
  readonly faults: { readonly POST: Fault[]; readonly GET: Fault[] };
  /** Method and path of every request, faulty ones included. */
  readonly sent: string[];
  /** When each was sent, in milliseconds of no particular beginning. */
  readonly sentAt: number[];
  /** Headers by which a fault asks to wait. */
  asks: { readonly [header: string]: string };
  /** What an account says of itself, put over what the server says. */
  account: { readonly [field: string]: unknown };
}

const Operation = z.object({
  operationType: z.enum(['Create', 'Replace', 'Delete']),
  id: z.string().optional(),
  ifMatch: z.string().optional(),
  resourceBody: z.object({ id: z.string() }).optional(),
});
type Operation = z.infer<typeof Operation>;

const Collection = z.looseObject({
  indexingPolicy: z.looseObject({
    compositeIndexes: z.array(z.array(z.looseObject({ path: z.string() }))).optional(),
  }),
});

/** Without it that server fails with 500 at a document that is missing; with it, it goes by the partition all the same. */
const READ_OF_MISSING = { 'x-ms-documentdb-query-enablecrosspartition': 'true' };

const OK = 200;
const MULTI_STATUS = 207;
const NOT_FOUND = 404;
const CONFLICT = 409;
const PRECONDITION_FAILED = 412;
const FAILED_DEPENDENCY = 424;

/** A client for `@vercel/cosmosdb-server` that adds what that server lacks of the service: atomic batches,
 * composite indexes read backwards, and faults. */
export function cosmosTransport(): Transport {
  const lastBatches = new Map<string, Promise<unknown>>();
  const transport: Transport = {
    faults: { POST: [], GET: [] },
    sent: [],
    sentAt: [],
    asks: { 'x-ms-retry-after-ms': '1' },
    account: {},
    async sendRequest(request) {
      const { method, url } = request;
      transport.sent.push(`${method} ${new URL(url).pathname}`);
      transport.sentAt.push(performance.now());
      const fault = method === 'POST' || method === 'GET' ? transport.faults[method].shift() : undefined;
      if (typeof fault === 'number')
        return answer(request, fault, { message: 'as the test says' }, transport.asks);
      if (fault === 'reset-before') throw reset();
      if (fault === 'twice') await forward(request);
      const response = await forward(request);
      if (fault === 'reset-after') throw reset();
      if (fault === 'silence-after') await aborted(request);
      if (method === 'GET' && new URL(url).pathname === '/') {
        const account = { ...JSON.parse(response.bodyAsText ?? '{}'), ...transport.account } as object;
        return { ...response, bodyAsText: JSON.stringify(account) };
      }
      return response;
    },
  };

  function forward(request: Request): Promise<Response> {
    if (isBatch(request)) return oneAfterTheOther(partitionOf(request), () => atomically(request));
    return send(request.url.endsWith('/colls') ? withReversedIndexes(request) : request);
  }

  /** The batches of one partition. */
  function oneAfterTheOther<T>(partition: string, action: () => Promise<T>): Promise<T> {
    const next = (lastBatches.get(partition) ?? Promise.resolve()).then(action);
    const ended: Promise<unknown> = next
      .catch(() => undefined)
      .then(() => (lastBatches.get(partition) === ended ? lastBatches.delete(partition) : false));
    lastBatches.set(partition, ended);
    return next;
  }

  return transport;
}

export function isBatch(request: Request): boolean {
  return request.headers.get('x-ms-cosmos-batch-atomic')?.toLowerCase() === 'true';
}

function partitionOf(request: Request): string {
  return request.headers.get('x-ms-documentdb-partitionkey') ?? '[]';
}

/** Sends a batch only if all of its preconditions hold; else answers as the service does. */
async function atomically(request: Request): Promise<Response> {
  const partition = partitionOf(request);
  const operations = z.array(Operation).parse(JSON.parse(bodyOf(request)));
  const statuses = await Promise.all(operations.map((operation) => check(request, operation, partition)));
  const failed = statuses.findIndex((status) => status !== OK);
  if (failed < 0) {
    const body = JSON.stringify(
      z
        .array(z.looseObject({}))
        .parse(JSON.parse(bodyOf(request)))
        .map((one) => ({ ...one, partitionKey: partition })),
    );
    return send({ ...request, body });
  }
  const results = statuses.map((status, place) => ({
    statusCode: place === failed ? status : FAILED_DEPENDENCY,
    requestCharge: 0,
  }));
  return answer(request, MULTI_STATUS, results);
}

async function check(request: Request, operation: Operation, partition: string): Promise<number> {
  const id = operation.id ?? operation.resourceBody?.id ?? '';
  const found = await fetch(`${request.url}/${encodeURIComponent(id)}`, {
    headers: { 'x-ms-documentdb-partitionkey': partition, ...READ_OF_MISSING },
  });
  if (operation.operationType === 'Create') return found.status === NOT_FOUND ? OK : CONFLICT;
  if (found.status === NOT_FOUND) return NOT_FOUND;
  return operation.ifMatch === found.headers.get('etag') ? OK : PRECONDITION_FAILED;
}

/** The service serves an order from an index in the reverse order too; that server wants each declared. */
function withReversedIndexes(request: Request): Request {
  const definition = Collection.parse(JSON.parse(bodyOf(request)));
  const { compositeIndexes = [] } = definition.indexingPolicy;
  const reversed = compositeIndexes.map((index) => index.map(({ path }) => ({ path, order: 'descending' })));
  const indexingPolicy = {
    ...definition.indexingPolicy,
    compositeIndexes: [...compositeIndexes, ...reversed],
  };
  return { ...request, body: JSON.stringify({ ...definition, indexingPolicy }) };
}

function bodyOf({ body }: Request): string {
  if (typeof body !== 'string') throw new Error('the SDK sends text');
  return body;
}

async function send(request: Request): Promise<Response> {
  const response = await fetch(request.url, {
    method: request.method,
    headers: { ...request.headers.toJSON(), ...(request.method === 'GET' ? READ_OF_MISSING : {}) },
    ...(request.body === undefined || request.body === null ? {} : { body: bodyOf(request) }),
    ...(request.abortSignal === undefined ? {} : { signal: request.abortSignal as AbortSignal }),
  });
  const bodyAsText = await response.text();
  return { request, status: response.status, headers: headersOf(response.headers), bodyAsText };
}

function answer(
  request: Request,
  status: number,
  body: unknown,
  asks: { readonly [header: string]: string } = {},
): Response {
  return {
    request,
    status,
    headers: headersOf([
      ...Object.entries(asks),
      // of a 404: not the document is missing but the container
      ['x-ms-substatus', status === NOT_FOUND ? '1003' : '0'],
    ]),
    bodyAsText: JSON.stringify(body),
  };
}

/** Headers as the SDK has them. */
export function headersOf(entries: Iterable<readonly [string, string]>): Headers {
  const map = new Map(entries);
  return {
    get: (name) => map.get(name.toLowerCase()),
    has: (name) => map.has(name.toLowerCase()),
    set: (name, value) => void map.set(name.toLowerCase(), String(value)),
    delete: (name) => void map.delete(name.toLowerCase()),
    toJSON: () => Object.fromEntries(map),
    [Symbol.iterator]: () => map.entries(),
  };
}

function reset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}

/** Waits for whoever sent the request to give up. */
function aborted({ abortSignal }: Request): Promise<never> {
  return new Promise((_resolve, reject) => {
    const giveUp = () => reject(Object.assign(new Error('aborted'), { name: 'AbortError' }));
    if (abortSignal?.aborted === true) giveUp();
    abortSignal?.addEventListener('abort', giveUp);
  });
}
