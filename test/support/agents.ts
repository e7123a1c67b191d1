import { z } from 'zod';
import type { Claims, OpenIdServer, TokenHeader } from './open-id-server.ts';
import { contosoTenant } from './referrals.ts';
import { aad } from './seed.ts';

export const AUDIENCE = '22222222-2222-4333-8444-555555555555';
/** The application that agents sign in with. */
export const CLIENT = '33333333-2222-4333-8444-555555555555';

interface Called {
  readonly url: string;
  readonly openId: OpenIdServer;
}

/** What a process needs for agents whose tokens the local OpenID server signs. */
export function agentEnvironment({ openId }: Pick<Called, 'openId'>): NodeJS.ProcessEnv {
  return {
    PORTER_MCP_AUDIENCE: AUDIENCE,
    PORTER_MCP_ISSUER: `${openId.url}/{tenantid}/v2.0`,
    PORTER_MCP_METADATA_URL: openId.metadataUrl,
    PORTER_PUBLIC_URL: 'https://porter.contoso.test/',
  };
}

/** What a token says of the tenant whose it is. */
export function ofTenant({ url }: OpenIdServer, tid: string): Claims {
  return { tid, iss: `${url}/${tid}/v2.0` };
}

/** As Entra gives it to an agent that the nth person signed in to. */
export function agentToken(
  openId: OpenIdServer,
  number: number,
  claims: Claims = {},
  header: TokenHeader = {},
): Promise<string> {
  return openId.token(
    {
      ...ofTenant(openId, contosoTenant),
      aud: AUDIENCE,
      serviceurl: undefined,
      ver: '2.0',
      oid: aad(number),
      scp: 'Porter.Read Porter.Act',
      azp: CLIENT,
      ...claims,
    },
    header,
  );
}

export async function postAsAgent(
  { url }: Pick<Called, 'url'>,
  body: string,
  token: string | undefined,
  headers: { readonly [name: string]: string } = {},
): Promise<Response> {
  return fetch(`${url}/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'user-agent': 'probe/1.0',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body,
  });
}

const RpcAnswer = z.object({
  result: z
    .looseObject({
      isError: z.boolean().optional(),
      content: z.array(z.looseObject({ text: z.string() })).optional(),
      structuredContent: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
  error: z.looseObject({ code: z.number() }).optional(),
});

/** Asks the server for something in the nth person's name. */
export async function asksAsAgent(
  called: Called,
  number: number,
  method: string,
  params: object = {},
  claims: Claims = {},
) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const response = await postAsAgent(called, body, await agentToken(called.openId, number, claims));
  const text = await response.text();
  const parsed = text === '' ? {} : RpcAnswer.parse(JSON.parse(text));
  return { status: response.status, text, ...parsed };
}

/** Calls a tool in the nth person's name. */
export function callsAsAgent(
  called: Called,
  number: number,
  name: string,
  args: object = {},
  claims: Claims = {},
) {
  return asksAsAgent(called, number, 'tools/call', { name, arguments: args }, claims);
}
