import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, stop } from '../support/open-id-server.ts';

/** One call, as small as it can be: there are a hundred thousand of them. */
export interface Call {
  /** Milliseconds since the epoch, at arrival. */
  readonly at: number;
  readonly method: 'create' | 'send' | 'update' | 'delete';
  /** Conversation, or whom a chat was opened with. */
  readonly to: string;
  readonly tenantId: string;
  readonly noticeId: string;
  /** What was answered; 0: nothing. */
  status: number;
  /** What a 429 asked to wait. */
  retryAfterMs?: number;
}

/** What becomes of a call. */
export interface Fate {
  readonly status?: number;
  readonly retryAfter?: string;
  /** The connection is reset instead of an answer. */
  readonly reset?: boolean;
  readonly delayMs?: number;
  /** The message is taken over before the fault shows. */
  readonly accept?: boolean;
}

/** A Bot Connector on loopback that remembers who was sent what and when, and no cards. */
export interface RecordingConnector {
  readonly url: string;
  readonly calls: Call[];
  /** Messages that stand in a chat: id → the notice each shows. */
  readonly chats: Map<string, Map<string, string>>;
  plan: (call: Call) => Fate | undefined;
  close(): Promise<void>;
}

/** @param keepCalls absent: every call is remembered */
export async function recordingConnector(keepCalls = true): Promise<RecordingConnector> {
  let ids = 0;
  const tenants = new Map<string, string>();
  const server = createServer((request, response) => void handle(request, response));
  server.keepAliveTimeout = 60_000;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = Date.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const [, , , conversation = '', , activity = ''] = (request.url ?? '').split('/').map(decodeURIComponent);
    const member = conversation === '' ? (/"members":\[\{"id":"([^"]+)"/.exec(text)?.[1] ?? '') : '';
    const tenantId =
      conversation === ''
        ? (/"tenantId":"([^"]+)"/.exec(text)?.[1] ?? '')
        : (tenants.get(conversation) ?? '');
    const call: Call = {
      at,
      method: conversation === '' ? 'create' : methodOf(request.method),
      to: conversation === '' ? member : conversation,
      tenantId,
      noticeId: /"noticeId":"([^"]+)"/.exec(text)?.[1] ?? '',
      status: 0,
    };
    if (keepCalls) self.calls.push(call);
    const fate = self.plan(call);
    const fails = fate?.status !== undefined || fate?.reset === true;
    const id = !fails || fate.accept === true ? apply(call, activity) : '';
    if (fate?.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, fate.delayMs));
    if (fate?.reset === true) {
      request.socket.resetAndDestroy();
      return;
    }
    call.status = fate?.status ?? (id === '' ? 404 : 201);
    response.statusCode = call.status;
    response.setHeader('content-type', 'application/json');
    if (fate?.retryAfter !== undefined) {
      response.setHeader('retry-after', fate.retryAfter);
      call.retryAfterMs = Number(fate.retryAfter) * 1_000;
    }
    response.end(JSON.stringify(call.status < 300 ? { id } : { error: { code: `planned-${call.status}` } }));
  }

  /** @returns the id that is answered; empty: there is no such message */
  function apply(call: Call, activity: string): string {
    if (call.method === 'create') {
      const chat = `a:${call.to}`;
      tenants.set(chat, call.tenantId);
      return chat;
    }
    const messages = self.chats.get(call.to) ?? new Map<string, string>();
    self.chats.set(call.to, messages);
    switch (call.method) {
      case 'send': {
        const id = `m${++ids}`;
        messages.set(id, call.noticeId);
        return id;
      }
      case 'update':
        return messages.has(activity) ? activity : '';
      case 'delete':
        return messages.delete(activity) ? activity : '';
    }
  }

  const self: RecordingConnector = {
    url: `http://127.0.0.1:${await listen(server)}/`,
    calls: [],
    chats: new Map(),
    plan: () => undefined,
    close: () => stop(server),
  };
  return self;
}

function methodOf(method: string | undefined): 'send' | 'update' | 'delete' {
  return method === 'PUT' ? 'update' : method === 'DELETE' ? 'delete' : 'send';
}
