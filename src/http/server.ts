import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import restify from 'restify';
import { faultFields } from '../usecases/fault.ts';
import type { Log } from '../usecases/ports.ts';
import { later, withId, type Answer, type Route } from './answer.ts';
import { discardRest } from './body.ts';
import { trackConnections, type Connections } from './connections.ts';
import { liveRoute, readyRoute, type Readiness, type Trouble } from './health.ts';
import { OPEN_PATH } from './open.ts';
import { stopServer } from './stop.ts';

export interface ServerParts {
  /** Port 0: any that is free. */
  readonly server: { readonly host: string; readonly port: number };
  readonly messages: Route;
  readonly events: Route;
  readonly mail: Route;
  readonly partnerCenter: Route;
  readonly mcp: Route;
  /** Tells agents where tokens for `/mcp` come from. */
  readonly protectedResource: Route;
  /** Leads from Porter's links into Teams. */
  readonly open: Route;
  /** @throws when the store cannot be reached */
  readonly readiness: () => Promise<Readiness | Trouble>;
  readonly log: Log;
  /** How long a caller may take to send its headers, in milliseconds. */
  readonly headersTimeoutMs?: number;
  /** Connections open at once. */
  readonly mostConnections?: number;
}

export interface RunningServer {
  readonly port: number;
  /** Stops accepting, finishes what is under way, and after the budget (milliseconds) closes what is left. */
  close(budgetMs?: number): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;
const KEEP_ALIVE_MS = 60_000;
const MAX_CONNECTIONS = 2_000;
const CLOSE_BUDGET_MS = 8_000;
const LOOK_AT_BODIES_MS = 250;

/** @throws when the address cannot be listened on */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  let stopping = false;
  const underWay = new Set<Promise<void>>();
  const routes: readonly (readonly ['get' | 'post', string, Route])[] = [
    ['post', '/api/messages', parts.messages],
    ['post', '/api/events', parts.events],
    ['post', '/api/mail', parts.mail],
    ['post', '/api/partner-center', parts.partnerCenter],
    ['post', '/mcp', parts.mcp],
    ['get', '/.well-known/oauth-protected-resource', parts.protectedResource],
    ['get', '/.well-known/oauth-protected-resource/mcp', parts.protectedResource],
    ['get', `${OPEN_PATH}*`, parts.open],
    ['get', '/health/live', liveRoute],
    ['get', '/health/ready', readyRoute(parts.readiness, () => stopping)],
  ];
  const connections = trackConnections(parts.mostConnections ?? MAX_CONNECTIONS);
  const isLast = (request: IncomingMessage) => stopping && connections.isNewest(request);
  const rest = restify.createServer();
  for (const [method, path, route] of routes) {
    rest[method](path, async (request: IncomingMessage, response: ServerResponse) => {
      const done = respond(path, route, request, response, isLast, parts.log);
      underWay.add(done);
      await done;
      underWay.delete(done);
    });
  }
  const http = guarded(rest, new Set(routes.map(([, path]) => path)), connections, parts);
  const looking = setInterval(() => connections.limitBodies(), LOOK_AT_BODIES_MS).unref();
  await listening(http, parts.server);
  const address = http.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : parts.server.port,
    async close(budgetMs = CLOSE_BUDGET_MS) {
      stopping = true;
      await stopServer(http, connections, underWay, budgetMs);
      clearInterval(looking);
    },
  };
}

type HttpServer = restify.Server['server'];

/** Runs a route and writes its answer, whatever happens in it. */
async function respond(
  path: string,
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
  isLast: (request: IncomingMessage) => boolean,
  log: Log,
): Promise<void> {
  let answer: Answer;
  try {
    answer = await route(request);
  } catch (error) {
    const id = randomUUID();
    log.error({ id, path, ...faultFields(error) }, 'route failed');
    answer = { status: 500, id };
  }
  const { status, reason, id = randomUUID() } = answer;
  const failed = status >= 500;
  if (reason !== undefined) log.info({ path, status, reason, ...(failed ? { id } : {}) }, 'refused');
  write(response, failed ? withId(answer, id) : answer, isLast(request));
  discardRest(request);
}

function write(
  response: ServerResponse,
  { status, body, text, headers, contentType }: Answer,
  last: boolean,
): void {
  if (response.headersSent || response.destroyed) return;
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-content-type-options', 'nosniff');
  if (last) response.setHeader('connection', 'close');
  if (body === undefined && text === undefined) {
    response.setHeader('content-length', 0);
    response.end();
    return;
  }
  const sent = Buffer.from(text ?? JSON.stringify(body));
  response.setHeader('content-type', `${contentType ?? 'application/json'}; charset=utf-8`);
  response.setHeader('content-length', sent.length);
  response.end(sent);
}

/**
 * Keeps from restify what it would die of, or hang on: a Host header or a target that is no URL (it parses both outside of any
 * handler, and an error there ends the process), and a request for another protocol. Its relay of errors goes too, since an
 * error nobody listens to there would be thrown.
 */
function guarded(
  rest: restify.Server,
  paths: ReadonlySet<string>,
  connections: Connections,
  { log, headersTimeoutMs = HEADERS_TIMEOUT_MS }: ServerParts,
): HttpServer {
  const http = rest.server;
  const handlers = http.listeners('request');
  for (const event of ['request', 'checkContinue', 'upgrade', 'error']) http.removeAllListeners(event);
  http.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const may = connections.began(request, response);
    if (may === 'ended') {
      request.resume();
      return;
    }
    if (may === 'health-only' && !path.startsWith('/health/')) {
      log.warn({ path, status: 503, reason: 'crowded' }, 'refused');
      write(response, later('crowded'), true);
      discardRest(request);
      return;
    }
    if (!paths.has(path) && !path.startsWith(OPEN_PATH)) {
      write(response, { status: 404 }, false);
      discardRest(request);
      return;
    }
    request.url = path;
    request.headers.host = 'localhost';
    try {
      for (const handle of handlers) handle.call(http, request, response);
    } catch (error) {
      log.error({ path, ...faultFields(error) }, 'request failed');
      write(response, { status: 400 }, true);
    }
  });
  http.on('error', (error) => log.error(faultFields(error), 'server error'));
  http.headersTimeout = headersTimeoutMs;
  http.requestTimeout = REQUEST_TIMEOUT_MS;
  http.keepAliveTimeout = KEEP_ALIVE_MS;
  http.on('connection', (socket: Socket) => connections.opened(socket));
  // Read when listening begins: how often the timeouts are looked at. The default is 30 s.
  Object.defineProperty(http, 'connectionsCheckingInterval', { value: 1_000, writable: true });
  return http;
}

function listening(http: HttpServer, { host, port }: ServerParts['server']): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host.replace(/^\[(.*)\]$/, '$1'), () => {
      http.off('error', reject);
      resolve();
    });
  });
}
