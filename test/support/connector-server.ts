import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, stop } from './open-id-server.ts';

/** One call that the connector took in, in order of arrival. */
export interface ConnectorCall {
  readonly method: string;
  readonly path: string;
  readonly conversationId: string | undefined;
  readonly activityId: string | undefined;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
  /** Whether the message was taken over (and a person would see it), whatever was answered. */
  readonly accepted: boolean;
}

/** What becomes of one call. Absent: it is accepted and answered. */
export interface ConnectorFault {
  readonly status?: number;
  readonly code?: string;
  readonly retryAfter?: string;
  readonly headers?: Record<string, string>;
  /** The message is taken over before the fault shows. */
  readonly accept?: boolean;
  /** The connection is reset instead of an answer. */
  readonly reset?: boolean;
  /** No answer at all. */
  readonly hang?: boolean;
  readonly delayMs?: number;
  /** Accepted, but without an id in the answer. */
  readonly withoutId?: boolean;
}

/** A message as it stands in a conversation. */
export interface Message {
  readonly id: string;
  readonly activity: Record<string, unknown>;
  readonly updates: number;
}

/** A Bot Connector on loopback, with a transcript of every conversation. */
export interface ConnectorServer {
  /** Its serviceUrl, with a trailing slash as Teams has it. */
  readonly url: string;
  readonly calls: ConnectorCall[];
  /** Faults for the next calls, in order; when empty, {@link plan} decides. */
  readonly faults: (ConnectorFault | undefined)[];
  plan: (call: ConnectorCall, index: number) => ConnectorFault | undefined;
  /** What is on the screen: messages sent and not deleted. */
  messages(conversationId: string): readonly Message[];
  /** Every conversation created, by its id. */
  readonly created: Map<string, Record<string, unknown>>;
  readonly members: Map<string, Record<string, unknown>>;
  /** The page of people that each conversation's roster answers; absent: 404. */
  readonly rosters: Map<string, Record<string, unknown>>;
  close(): Promise<void>;
}

export async function connectorServer(): Promise<ConnectorServer> {
  const conversations = new Map<string, Map<string, Message>>();
  let ids = 0;
  const server = createServer((request, response) => void handle(request, response));

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const path = (request.url ?? '').replace(/^\//, '');
    const match =
      /^v3\/conversations(?:\/([^/]+)(?:\/(activities|members|pagedmembers)(?:\/([^/]+))?)?)?$/.exec(
        path.split('?')[0] ?? '',
      );
    const seen: ConnectorCall = {
      method: request.method ?? '',
      path,
      conversationId: match?.[1] === undefined ? undefined : decodeURIComponent(match[1]),
      activityId: match?.[3] === undefined ? undefined : decodeURIComponent(match[3]),
      authorization: request.headers.authorization,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
      accepted: true,
    };
    const index = self.calls.length;
    const fault = self.faults.length > 0 ? self.faults.shift() : self.plan(seen, index);
    const failing = fault?.status !== undefined || fault?.reset === true || fault?.hang === true;
    const call = { ...seen, accepted: !failing || fault?.accept === true };
    self.calls.push(call);
    const answer = call.accepted ? apply(call, match?.[2]) : { status: 0, body: {} };
    if (fault?.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    if (fault?.hang === true) return;
    if (fault?.reset === true) {
      request.socket.resetAndDestroy();
      return;
    }
    // One statement each: with restify in the process, `writeHead` returns nothing to go on with.
    response.statusCode = fault?.status ?? answer.status;
    response.setHeader('content-type', 'application/json');
    for (const [name, value] of Object.entries(fault?.headers ?? {})) response.setHeader(name, value);
    if (fault?.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter);
    const error = { code: fault?.code ?? 'Fault', message: 'as planned' };
    const body = fault?.withoutId === true ? {} : answer.body;
    response.end(JSON.stringify(fault?.status === undefined ? body : { error }));
  }

  function apply(call: ConnectorCall, what: string | undefined): { status: number; body: object } {
    const { method, conversationId, activityId, body } = call;
    if (conversationId === undefined) {
      const member = (body['members'] as { id: string }[] | undefined)?.[0]?.id ?? 'nobody';
      const id = `a:${member}`;
      self.created.set(id, body);
      return { status: 201, body: { id } };
    }
    if (what === 'pagedmembers') {
      const roster = self.rosters.get(conversationId);
      return roster === undefined ? { status: 404, body: {} } : { status: 200, body: roster };
    }
    if (what === 'members') {
      const member = self.members.get(activityId ?? '');
      return member === undefined ? { status: 404, body: {} } : { status: 200, body: member };
    }
    // What begins a thread lies in the channel, and is known in its thread too.
    const [channel = ''] = conversationId.split(';messageid=');
    const place =
      activityId !== undefined && conversations.get(channel)?.has(activityId) ? channel : conversationId;
    const messages = conversations.get(place) ?? new Map<string, Message>();
    conversations.set(place, messages);
    if (method === 'POST') {
      const id = `m${++ids}`;
      messages.set(id, { id, activity: body, updates: 0 });
      return { status: 201, body: { id } };
    }
    const message = messages.get(activityId ?? '');
    if (message === undefined) return { status: 404, body: {} };
    if (method === 'DELETE') {
      messages.delete(message.id);
      return { status: 200, body: {} };
    }
    messages.set(message.id, { id: message.id, activity: body, updates: message.updates + 1 });
    return { status: 200, body: { id: message.id } };
  }

  const self: ConnectorServer = {
    url: `http://127.0.0.1:${await listen(server)}/`,
    calls: [],
    faults: [],
    plan: () => undefined,
    messages: (conversationId) => [...(conversations.get(conversationId)?.values() ?? [])],
    created: new Map(),
    members: new Map(),
    rosters: new Map(),
    close: () => stop(server),
  };
  return self;
}
