import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { agentToken } from './agents.ts';
import { listen, stop, type OpenIdServer } from './open-id-server.ts';

/** Where a person signs in to an agent, as Entra has it: OAuth 2.1 with PKCE, and tokens signed by the OpenID server. */
export interface SignInServer {
  /** Of the tokens; `{tenantid}` stands for the person's tenant. */
  readonly issuer: string;
  /** What clients asked for, in order. */
  readonly scopes: readonly string[];
  close(): Promise<void>;
}

interface Granted {
  readonly challenge: string;
  readonly clientId: string;
}

/** Consents at once, in the name of one person. */
export async function signInServer(
  openId: OpenIdServer,
  person: { readonly tenantId: string; readonly aadObjectId: string },
): Promise<SignInServer> {
  const granted = new Map<string, Granted>();
  const scopes: string[] = [];
  let url = '';
  const server = createServer((request, response) => {
    const { pathname, searchParams: asked } = new URL(request.url ?? '/', url);
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (pathname === '/organizations/v2.0/.well-known/openid-configuration') {
      answer(200, metadata(url));
    } else if (pathname === '/authorize') {
      const code = randomUUID();
      granted.set(code, {
        challenge: asked.get('code_challenge') ?? '',
        clientId: asked.get('client_id') ?? '',
      });
      scopes.push(asked.get('scope') ?? '');
      const back = new URL(asked.get('redirect_uri') ?? '');
      back.searchParams.set('code', code);
      response.writeHead(302, { location: back.href });
      response.end();
    } else if (pathname === '/token') {
      void tokenFor(request).then((token) =>
        token === undefined ? answer(400, { error: 'invalid_grant' }) : answer(200, token),
      );
    } else {
      answer(404, {});
    }
  });
  async function tokenFor(request: IncomingMessage): Promise<object | undefined> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const code = form.get('code') ?? '';
    const grant = granted.get(code);
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (grant?.challenge !== proof) return undefined;
    granted.delete(code);
    const { tenantId, aadObjectId } = person;
    const access_token = await agentToken(openId, 0, {
      iss: `${url}/${tenantId}/v2.0`,
      tid: tenantId,
      oid: aadObjectId,
      azp: grant.clientId,
    });
    return { access_token, token_type: 'Bearer', expires_in: 600 };
  }
  url = `http://127.0.0.1:${await listen(server)}`;
  return { issuer: `${url}/{tenantid}/v2.0`, scopes, close: () => stop(server) };
}

function metadata(url: string): object {
  return {
    issuer: `${url}/organizations/v2.0`,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/keys`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}
