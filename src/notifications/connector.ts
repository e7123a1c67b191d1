import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { IsServiceUrl } from '../domain/shared/service-url.ts';
import { retryAfterMs } from '../domain/shared/retry-after.ts';
import { ConnectorError } from './connector-error.ts';
import type { TokenSource } from './connector-token.ts';
import { httpExchange, type HttpAnswer } from './http-exchange.ts';

/**
 * The one client of the Bot Connector: everything that Porter says in Teams goes through it. It asks the address list
 * before each call, follows no redirect, waits ten seconds at most and never repeats a call (a 401 apart, which was not
 * accepted and gets one new token, unless it asks to wait): the SDK's own client posts up to four times and waits without end.
 */
export interface Connector {
  sendToConversation(serviceUrl: string, conversationId: string, activity: Outgoing): Promise<Sent>;
  reply(serviceUrl: string, conversationId: string, replyToId: string, activity: Outgoing): Promise<Sent>;
  /** To the recipient alone, amid the others of a channel or group chat. */
  sendTargeted(serviceUrl: string, conversationId: string, activity: Outgoing): Promise<Sent>;
  updateActivity(
    serviceUrl: string,
    conversationId: string,
    activityId: string,
    activity: Outgoing,
  ): Promise<Sent>;
  deleteActivity(serviceUrl: string, conversationId: string, activityId: string): Promise<void>;
  /** Opens, or finds, the chat of the bot and one person. */
  createConversation(serviceUrl: string, chat: NewChat): Promise<{ readonly conversationId: string }>;
  /** @param userId `29:…` or an Entra object id */
  getMember(serviceUrl: string, conversationId: string, userId: string): Promise<Member>;
  /** The first page of a conversation's people, bots left out; `more`: there are others. */
  getMembers(
    serviceUrl: string,
    conversationId: string,
  ): Promise<{ readonly members: readonly Member[]; readonly more: boolean }>;
}

export type Outgoing = Partial<Activity>;

/** Accepted. Without an id (the connector does not always give one) it cannot be updated, and must not be sent again. */
export interface Sent {
  readonly activityId: string | undefined;
}

export interface NewChat {
  readonly botId: string;
  readonly tenantId: string;
  /** `29:…` or an Entra object id. */
  readonly memberId: string;
}

/** A person as Teams' roster has them. Fields that do not hold what they should are left out. */
export interface Member {
  readonly id: string | undefined;
  readonly aadObjectId: string | undefined;
  readonly tenantId: string | undefined;
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly userPrincipalName: string | undefined;
  /** `guest`, `anonymous`, `user`. */
  readonly userRole: string | undefined;
}

export interface ConnectorParts {
  /** Absent: calls carry no token (anonymous mode). */
  readonly tokens: TokenSource | undefined;
  readonly allowed: IsServiceUrl;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

const text = z.string().min(1).optional().catch(undefined);
const ResourceResponse = z.looseObject({ id: text }).catch({ id: undefined });
const ErrorBody = z.object({ error: z.object({ code: z.string().max(100) }) });
const MemberBody = z.looseObject({
  id: text,
  aadObjectId: text,
  objectId: text,
  tenantId: text,
  name: text,
  email: text,
  userPrincipalName: text,
  userRole: text,
});

/** Pages of rosters hold 50 at least. Source: Microsoft Learn, "Get conversation members", paged. */
const MembersBody = z.object({ members: z.array(MemberBody), continuationToken: text });

/** @throws ConnectorError from every method, and nothing else */
export function createConnector(parts: ConnectorParts): Connector {
  const call = caller(parts);
  const send = async (
    method: string,
    serviceUrl: string,
    path: string,
    activity: Outgoing,
  ): Promise<Sent> => {
    const { id } = ResourceResponse.parse(await call(method, serviceUrl, path, activity));
    return { activityId: id };
  };

  return {
    sendToConversation: (serviceUrl, conversationId, activity) =>
      send('POST', serviceUrl, path`v3/conversations/${conversationId}/activities`, activity),
    reply: (serviceUrl, conversationId, replyToId, activity) =>
      send('POST', serviceUrl, path`v3/conversations/${conversationId}/activities/${replyToId}`, activity),
    sendTargeted: (serviceUrl, conversationId, activity) =>
      send(
        'POST',
        serviceUrl,
        path`v3/conversations/${conversationId}/activities?isTargetedActivity=true`,
        activity,
      ),
    updateActivity: (serviceUrl, conversationId, activityId, activity) =>
      send('PUT', serviceUrl, path`v3/conversations/${conversationId}/activities/${activityId}`, activity),
    async deleteActivity(serviceUrl, conversationId, activityId) {
      await call('DELETE', serviceUrl, path`v3/conversations/${conversationId}/activities/${activityId}`);
    },
    async createConversation(serviceUrl, chat) {
      const body = chatBody(chat);
      const { id } = ResourceResponse.parse(await call('POST', serviceUrl, 'v3/conversations', body));
      if (id === undefined) throw new ConnectorError({ status: 200, code: 'no-id', phase: 'answered' });
      return { conversationId: id };
    },
    async getMember(serviceUrl, conversationId, userId) {
      const answer = await call(
        'GET',
        serviceUrl,
        path`v3/conversations/${conversationId}/members/${userId}`,
      );
      const member = MemberBody.safeParse(answer);
      if (!member.success) throw new ConnectorError({ status: 200, code: 'no-member', phase: 'answered' });
      return memberOf(member.data);
    },
    async getMembers(serviceUrl, conversationId) {
      const answer = await call('GET', serviceUrl, path`v3/conversations/${conversationId}/pagedmembers`);
      const page = MembersBody.safeParse(answer);
      if (!page.success) throw new ConnectorError({ status: 200, code: 'no-members', phase: 'answered' });
      const { members, continuationToken } = page.data;
      return { members: members.map(memberOf), more: continuationToken !== undefined };
    },
  };
}

function chatBody({ botId, tenantId, memberId }: NewChat): object {
  return {
    isGroup: false,
    bot: { id: botId },
    members: [{ id: memberId }],
    tenantId,
    channelData: { tenant: { id: tenantId } },
  };
}

function memberOf(body: z.infer<typeof MemberBody>): Member {
  const { id, aadObjectId, objectId, tenantId, name, email, userPrincipalName, userRole } = body;
  return { id, aadObjectId: aadObjectId ?? objectId, tenantId, name, email, userPrincipalName, userRole };
}

type Call = (method: string, serviceUrl: string, path: string, body?: object) => Promise<unknown>;

function caller({ tokens, allowed, timeoutMs = TIMEOUT_MS }: ConnectorParts): Call {
  const exchange = httpExchange();
  const once = async (method: string, url: string, body: string | undefined, token: string | undefined) => {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json; charset=utf-8';
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    try {
      return await exchange({ method, url, headers, body, timeoutMs });
    } catch (error) {
      throw unanswered(error);
    }
  };

  return async (method, serviceUrl, path, body) => {
    if (!allowed(serviceUrl)) throw new ConnectorError({ code: 'address-refused', phase: 'before-body' });
    const url = `${serviceUrl.replace(/\/+$/, '')}/${path}`;
    const json = body === undefined ? undefined : JSON.stringify(body);
    let token = await tokens?.token();
    let answer = await once(method, url, json, token);
    if (answer.status === 401 && tokens !== undefined && token !== undefined) {
      const refused = answered(answer);
      if (refused.code === 'BotNotRegistered' || refused.retryAfterMs !== undefined) throw refused;
      token = await tokens.token(token);
      answer = await once(method, url, json, token);
    }
    if (answer.status < 200 || answer.status > 299) throw answered(answer);
    // Accepted, whatever the rest of the answer says.
    return parsed(answer.text) ?? {};
  };
}

function path(strings: TemplateStringsArray, ...ids: readonly string[]): string {
  return String.raw({ raw: strings }, ...ids.map(encodeURIComponent));
}

function answered(answer: HttpAnswer): ConnectorError {
  return new ConnectorError({
    status: answer.status,
    code: codeOf(answer),
    retryAfterMs: retryAfterMs(answer.headers, new Date()),
    phase: 'answered',
  });
}

/** The connector's own code. */
function codeOf({ status, text }: HttpAnswer): string {
  const body = ErrorBody.safeParse(parsed(text));
  return body.success ? body.data.error.code : `http-${status}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What certainly failed before a byte of the body left: name look-up, connection, TLS. */
const BEFORE_BODY =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/;

function unanswered(error: unknown): ConnectorError {
  const { name, code } = reasonOf(error);
  if (name === 'TimeoutError') {
    return new ConnectorError({ code: 'timeout', phase: 'after-body' });
  }
  return new ConnectorError({ code, phase: BEFORE_BODY.test(code) ? 'before-body' : 'after-body' });
}

const Reason = z.object({
  name: z.string().catch(''),
  code: z
    .string()
    .regex(/^\w{1,60}$/)
    .optional()
    .catch(undefined),
  cause: z.unknown().optional(),
});

/** `fetch` says "fetch failed" and puts the reason in its cause. */
function reasonOf(error: unknown): { readonly name: string; readonly code: string } {
  let name = '';
  for (let at = Reason.safeParse(error); at.success; at = Reason.safeParse(at.data.cause)) {
    name ||= at.data.name;
    if (at.data.code !== undefined) return { name, code: at.data.code };
  }
  return { name, code: 'no-answer' };
}
