import type { IncomingMessage } from 'node:http';
import { ErrorCode, JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { z } from 'zod';
import { KeysUnavailable, type SigningKeys } from '../bot/signing-keys.ts';
import type { Person } from '../domain/memberships/person.ts';
import { ok, refuse, type Result } from '../domain/shared/result.ts';
import { later, refused, type Answer, type Route } from '../http/answer.ts';
import { readBody, refuseType } from '../http/body.ts';
import { parseJson } from '../http/json.ts';
import { agentsAllowed } from '../usecases/agents/allowed.ts';
import { countAgentCall } from '../usecases/agents/calls.ts';
import type { Context } from '../usecases/context.ts';
import { findPerson } from '../usecases/memberships/find-person.ts';
import { callerOf } from './caller.ts';
import type { Caller } from './call.ts';
import { sessionHeaders } from './elicitation.ts';
import { refuseOrigin } from './origin.ts';
import { malformedRequest } from './malformed.ts';
import { METADATA_PATH, scopesOf, type AgentAccess } from './protected-resource.ts';
import { BUSY_CODE, FORBIDDEN_CODE, rpcError } from './refusals.ts';
import { mcpServer, type McpParts } from './server.ts';
import { ACT_SCOPE, READ_SCOPE } from './scopes.ts';
import { readAgentToken, type AgentToken } from './token.ts';

export interface McpRouteParts extends McpParts {
  readonly access: AgentAccess;
  readonly publicUrl: string | undefined;
  readonly context: Context;
  readonly keys: SigningKeys;
}

const LIMIT_BYTES = 262_144;
/** Of an answer. Facts are cut far below it; what goes over it all the same is not sent. */
const MAX_ANSWER_BYTES = 262_144;

/** `POST /mcp`: Model Context Protocol over Streamable HTTP, a request and its JSON answer, nothing kept in between. */
export function mcpRoute(parts: McpRouteParts): Route {
  const { access } = parts;
  return async (request) => {
    const foreign = refuseOrigin(request, parts.publicUrl);
    if (foreign !== undefined) return foreign;
    const wrongType = refuseType(request, ['application/json']);
    if (wrongType !== undefined) return wrongType;
    const token = await tokenOf(parts, access, request);
    if (!token.ok) return token.error;
    const body = await readBody(request, LIMIT_BYTES);
    if (!body.ok) return body.error;
    const person = await personOf(parts, token.value);
    if (!person.ok) return person.error;
    const json = parseJson(body.value);
    if (!json.ok) return rpcError(400, ErrorCode.ParseError, 'Parse error', json.error);
    if (!JSONRPCMessageSchema.safeParse(json.value).success) {
      return rpcError(400, ErrorCode.InvalidRequest, 'Not one JSON-RPC message', 'no-message');
    }
    const malformed = malformedRequest(json.value);
    if (malformed !== undefined) return malformed;
    const lacking = lackingScope(parts, token.value, json.value);
    if (lacking !== undefined) return outOfScope(parts, access, lacking);
    const caller = callerOf(parts.context, person.value, token.value, request);
    return answered(parts, caller, request, json.value);
  };
}

async function tokenOf(
  { keys, context, publicUrl }: McpRouteParts,
  access: AgentAccess,
  request: IncomingMessage,
): Promise<Result<AgentToken, Answer>> {
  const { authorization } = request.headers;
  try {
    const token = await readAgentToken(authorization, access, keys, context.clock.now());
    if (token.ok) return token;
    const error = authorization === undefined ? undefined : 'invalid_token';
    return refuse({
      ...refused(401, token.error),
      headers: { 'www-authenticate': challenge(access, publicUrl, error) },
    });
  } catch (error) {
    if (error instanceof KeysUnavailable) return refuse(later('keys-unavailable'));
    throw error;
  }
}

/** Source: RFC 6750, section 3, and RFC 9728, section 5.1. */
function challenge(
  access: AgentAccess,
  publicUrl: string | undefined,
  error?: 'invalid_token' | 'insufficient_scope',
): string {
  const told = {
    ...(error === undefined ? {} : { error }),
    scope: scopesOf(access).join(' '),
    ...(publicUrl === undefined ? {} : { resource_metadata: `${publicUrl}${METADATA_PATH}` }),
  };
  return `Bearer ${Object.entries(told)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}

/**
 * The person of a token, on a roster or an operator, who takes agents and has calls left. Whom Porter does not know and whom
 * it does not serve are answered alike.
 */
async function personOf({ context }: McpRouteParts, token: AgentToken): Promise<Result<Person, Answer>> {
  const found = await findPerson(context.documents, token);
  if (found === undefined || (found.value.standings.length === 0 && !found.value.operator)) {
    return refuse(refused(403, 'not-served'));
  }
  if (!(await agentsAllowed(context.documents, found.value))) {
    return refuse(rpcError(403, FORBIDDEN_CODE, 'Assistants are switched off for this person', 'agents-off'));
  }
  const counted = await countAgentCall(context, found.value.personId);
  if (counted.ok) return ok(found.value);
  const answer = rpcError(429, BUSY_CODE, 'Too many calls', 'rate');
  return refuse({ ...answer, headers: { 'retry-after': String(counted.error.retryAfterSeconds) } });
}

const ToolCall = z.looseObject({
  method: z.literal('tools/call'),
  params: z.looseObject({ name: z.string() }),
});

/** @returns the scope that the token lacks for what is called */
function lackingScope(
  { tools }: McpRouteParts,
  { scopes }: AgentToken,
  message: unknown,
): string | undefined {
  if (!scopes.includes(READ_SCOPE)) return READ_SCOPE;
  return actsIn({ tools }, message) && !scopes.includes(ACT_SCOPE) ? ACT_SCOPE : undefined;
}

/** Whether a tool is called that acts. */
function actsIn({ tools }: Pick<McpRouteParts, 'tools'>, message: unknown): boolean {
  const called = ToolCall.safeParse(message);
  return called.success && tools.get(called.data.params.name)?.look !== undefined;
}

function outOfScope({ publicUrl }: McpRouteParts, access: AgentAccess, scope: string): Answer {
  const answer = rpcError(403, FORBIDDEN_CODE, `The token lacks the scope ${scope}`, 'scope');
  return { ...answer, headers: { 'www-authenticate': challenge(access, publicUrl, 'insufficient_scope') } };
}

async function answered(
  parts: McpRouteParts,
  caller: Caller,
  request: IncomingMessage,
  message: unknown,
): Promise<Answer> {
  const events = caller.opensLinks && actsIn(parts, message) && takesEvents(request);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: !events });
  const server = mcpServer(parts, caller);
  await server.connect(transport);
  try {
    const response = await transport.handleRequest(asWebRequest(request), { parsedBody: message });
    const text = await response.text();
    if (Buffer.byteLength(text) > MAX_ANSWER_BYTES) {
      return rpcError(200, ErrorCode.InternalError, 'The answer is too long', 'too-long');
    }
    const { status } = response;
    if (text === '') return { status };
    if (response.headers.get('content-type') === EVENTS) return { status, text, contentType: EVENTS };
    return { status, body: JSON.parse(text) as unknown, headers: sessionHeaders(message) };
  } finally {
    await server.close();
  }
}

const EVENTS = 'text/event-stream';

function takesEvents({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes(EVENTS) ?? false;
}

/** The answer is JSON, so whoever takes JSON, or says nothing of it, takes it; the SDK asks for both types by name. */
function asWebRequest({ headers }: IncomingMessage): Request {
  const { accept = '*/*' } = headers;
  const takesJson = /application\/(json|\*)|\*\/\*/i.test(accept);
  const version = headers['mcp-protocol-version'];
  return new Request('http://localhost/mcp', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: takesJson ? 'application/json, text/event-stream' : 'text/event-stream',
      ...(typeof version === 'string' ? { 'mcp-protocol-version': version } : {}),
    },
  });
}
