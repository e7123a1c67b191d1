import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey } from 'jose';

/** An OpenID provider on loopback: metadata, keys, tokens good and bad, and a login for the bot's own tokens. */
export interface OpenIdServer {
  readonly url: string;
  readonly metadataUrl: string;
  readonly loginUrl: string;
  /** How often the keys, and the bot's tokens, were asked for. */
  readonly counts: { keys: number; metadata: number; tokens: number };
  /** What goes wrong from now on: a status for every answer, or no answer at all. */
  fault: number | 'hang' | undefined;
  token(claims?: Claims, header?: TokenHeader): Promise<string>;
  /** HS256 with the public key as the secret. */
  confusedToken(claims: Claims): Promise<string>;
  /** Another key from now on, under the `kid` given. */
  rotate(kid: string): Promise<void>;
  close(): Promise<void>;
}

/** Of a token; `undefined` leaves one out. */
export type Claims = Record<string, unknown>;

export interface TokenHeader {
  readonly alg?: 'RS256' | 'RS384' | 'none';
  readonly kid?: unknown;
  /** Signed by a key that is not published. */
  readonly stranger?: boolean;
}

export const ISSUER = 'https://api.botframework.com';

export interface OpenIdOptions {
  readonly endorsements?: readonly string[];
}

/** Claims default to what the Bot Framework sends to `audience` for `serviceUrl`, good for ten minutes. */
export async function openIdServer(
  audience: string,
  serviceUrl: string,
  { endorsements = ['msteams'] }: OpenIdOptions = {},
): Promise<OpenIdServer> {
  let { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  let kid = 'k1';
  const stranger = await generateKeyPair('RS256');
  const counts = { keys: 0, metadata: 0, tokens: 0 };

  const server = createServer((request, response) => {
    request.resume();
    if (self.fault === 'hang') return;
    if (self.fault !== undefined) {
      response.statusCode = self.fault;
      response.end();
      return;
    }
    const answer = (body: unknown) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body));
    };
    if (request.url === '/openid') {
      counts.metadata += 1;
      answer({ issuer: ISSUER, jwks_uri: `${self.url}/keys` });
    } else if (request.url === '/keys') {
      counts.keys += 1;
      void exportJWK(publicKey).then((jwk) => answer({ keys: [{ ...jwk, kid, endorsements }] }));
    } else if (request.url === '/tenant/oauth2/v2.0/token') {
      counts.tokens += 1;
      answer({ token_type: 'Bearer', expires_in: 3_600, access_token: `outgoing-${counts.tokens}` });
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  const url = `http://127.0.0.1:${await listen(server)}`;

  const self: OpenIdServer = {
    url,
    metadataUrl: `${url}/openid`,
    loginUrl: `${url}/tenant`,
    counts,
    fault: undefined,
    async token(claims = {}, header = {}) {
      const now = Math.floor(Date.now() / 1000);
      const standard = { iss: ISSUER, aud: audience, serviceurl: serviceUrl, nbf: now, exp: now + 600 };
      const payload = withoutUndefined({ ...standard, ...claims });
      const { alg = 'RS256' } = header;
      const protectedHeader = withoutUndefined({ typ: 'JWT', kid, ...header, stranger: undefined, alg });
      if (alg === 'none') return `${part(protectedHeader)}.${part(payload)}.AAAA`;
      const key: CryptoKey =
        header.stranger === true
          ? stranger.privateKey
          : alg === 'RS256'
            ? privateKey
            : await reimport(privateKey);
      return new SignJWT(payload).setProtectedHeader({ ...protectedHeader, alg }).sign(key);
    },
    async confusedToken(claims) {
      const secret = new TextEncoder().encode(await exportSPKI(publicKey));
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ iss: ISSUER, aud: audience, serviceurl: serviceUrl, exp: now + 600, ...claims })
        .setProtectedHeader({ alg: 'HS256', kid })
        .sign(secret);
    },
    async rotate(next) {
      ({ privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true }));
      kid = next;
    },
    close: () => stop(server),
  };
  return self;
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function withoutUndefined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}

/** The same key for RS384, which the Web Crypto API binds to one hash. */
async function reimport(key: CryptoKey): Promise<CryptoKey> {
  const jwk = await crypto.subtle.exportKey('jwk', key);
  const { alg: _alg, ...rest } = jwk;
  return crypto.subtle.importKey('jwk', rest, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' }, false, [
    'sign',
  ]);
}

/** Listens on any free port of loopback. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

export async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
}
