import { ok, type Result } from '../../src/domain/shared/result.ts';
import type { MailRefused } from '../../src/usecases/events/keep-mail.ts';
import type { TurnContext } from 'botbuilder';
import { createBotEndpoint } from '../../src/bot/endpoint.ts';
import type { ParsedEvent } from '../../src/domain/events/event.ts';
import { serviceUrls } from '../../src/domain/shared/service-url.ts';
import { eventsRoute, mailRoute } from '../../src/http/events.ts';
import type { Readiness, Trouble } from '../../src/http/health.ts';
import { messagesRoute } from '../../src/http/messages.ts';
import { startServer, type RunningServer } from '../../src/http/server.ts';
import { createConnector } from '../../src/notifications/connector.ts';
import { connectorTokens } from '../../src/notifications/connector-token.ts';
import { PUBLIC_CLOUD, type BotIdentity } from '../../src/usecases/bot-framework.ts';
import type { Accepted } from '../../src/usecases/events/accept.ts';
import type { Log } from '../../src/usecases/ports.ts';
import { connectorServer, type ConnectorServer } from './connector-server.ts';
import { openIdServer, type OpenIdOptions, type OpenIdServer } from './open-id-server.ts';

export const APP = '11111111-2222-4333-8444-555555555555';
export const TENANT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** The whole edge on loopback: server, authentication, adapter and connector client, with what lies behind as functions. */
export interface Edge {
  readonly port: number;
  readonly url: string;
  readonly openId: OpenIdServer;
  readonly connector: ConnectorServer;
  readonly server: RunningServer;
  /** Every line logged, as JSON. */
  readonly lines: string[];
  /** Types of the activities whose turn began. */
  readonly turns: string[];
  onTurn: (context: TurnContext) => Promise<void>;
  isServed: (tenantId: string) => Promise<boolean>;
  acceptEvents: (events: readonly ParsedEvent[]) => Promise<Accepted>;
  keepMail: (id: string, raw: Buffer) => Promise<Result<void, MailRefused>>;
  readiness: () => Promise<Readiness | Trouble>;
  now: () => Date;
  activity(overrides?: Record<string, unknown>): Record<string, unknown>;
  close(): Promise<void>;
}

export interface EdgeOptions extends OpenIdOptions {
  /** All tenants, not {@link TENANT} alone. */
  readonly servesAll?: boolean;
  readonly anonymous?: boolean;
  readonly secrets?: readonly string[];
  readonly headersTimeoutMs?: number;
}

export async function startEdge(options: EdgeOptions = {}): Promise<Edge> {
  const connector = await connectorServer();
  const openId = await openIdServer(APP, connector.url, options);
  const lines: string[] = [];
  const turns: string[] = [];
  const line = (fields: object, message: string) => void lines.push(JSON.stringify({ message, ...fields }));
  const log: Log = { debug: line, info: line, warn: line, error: line };
  const clock = { now: () => edge.now() };
  const bot: BotIdentity = {
    anonymous: options.anonymous === true,
    appId: APP,
    credentials: { type: 'SingleTenant', tenantId: TENANT, password: 'canary-password' },
    cloud: {
      ...PUBLIC_CLOUD,
      ToBotFromChannelOpenIdMetadataUrl: openId.metadataUrl,
      ToChannelFromBotLoginUrl: openId.loginUrl,
    },
  };
  const isServiceUrl = serviceUrls(['127.0.0.1'], false);
  const endpoint = createBotEndpoint({
    bot,
    log,
    clock,
    connector: createConnector({ tokens: connectorTokens(bot, clock), allowed: isServiceUrl }),
    isServed: (tenantId) => edge.isServed(tenantId),
    onTurn: async (context) => {
      turns.push(context.activity.type);
      await edge.onTurn(context);
    },
  });
  const parts = {
    secrets: options.secrets ?? [SECRET],
    clock,
    log,
    acceptEvents: (events: readonly ParsedEvent[]) => edge.acceptEvents(events),
    keepMail: (id: string, raw: Buffer) => edge.keepMail(id, raw),
  };
  const server = await startServer({
    server: { host: '127.0.0.1', port: 0 },
    messages: messagesRoute({ bot, isServiceUrl, endpoint, clock }),
    events: eventsRoute(parts),
    mail: mailRoute(parts),
    partnerCenter: () => Promise.resolve({ status: 404 }),
    mcp: () => Promise.resolve({ status: 404 }),
    protectedResource: () => Promise.resolve({ status: 404 }),
    open: () => Promise.resolve({ status: 404 }),
    readiness: () => edge.readiness(),
    log,
    ...(options.headersTimeoutMs === undefined ? {} : { headersTimeoutMs: options.headersTimeoutMs }),
  });

  const edge: Edge = {
    port: server.port,
    url: `http://127.0.0.1:${server.port}`,
    openId,
    connector,
    server,
    lines,
    turns,
    onTurn: async () => undefined,
    isServed: (tenantId) => Promise.resolve(options.servesAll === true || tenantId === TENANT),
    acceptEvents: (events) => Promise.resolve({ accepted: events.length, duplicates: 0 }),
    keepMail: () => Promise.resolve(ok(undefined)),
    readiness: () => Promise.resolve({ store: 'sqlite', pending: 0, oldestPendingSeconds: 0, dead: 0 }),
    now: () => new Date(),
    activity: (overrides = {}) => ({
      type: 'message',
      id: 'f:1',
      channelId: 'msteams',
      serviceUrl: connector.url,
      timestamp: '2026-11-23T12:00:00.000Z',
      from: { id: '29:alex', aadObjectId: '99999999-2222-4333-8444-555555555555', name: 'Alex Wilber' },
      recipient: { id: `28:${APP}`, name: 'Porter' },
      conversation: { id: 'a:chat', conversationType: 'personal', tenantId: TENANT },
      channelData: { tenant: { id: TENANT } },
      text: 'hello',
      ...overrides,
    }),
    async close() {
      await server.close(1_000);
      await openId.close();
      await connector.close();
    },
  };
  return edge;
}
