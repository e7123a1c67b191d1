import { decodeProtectedHeader } from 'jose/decode/protected_header';
import { decodeJwt } from 'jose/jwt/decode';
import { jwtVerify } from 'jose/jwt/verify';
import { z } from 'zod';
import type { SigningKeys } from '../bot/signing-keys.ts';
import { AadObjectId, TenantId } from '../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../domain/shared/result.ts';

/** What an agent's token must say. */
export interface TokenRules {
  readonly audience: string;
  /** `{tenantid}` stands for the token's own `tid`. */
  readonly issuer: string;
}

/** In whose name an agent calls, through which application, and what it may. */
export interface AgentToken {
  readonly tenantId: TenantId;
  readonly aadObjectId: AadObjectId;
  /** The application that the token was issued to. */
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** How far a token's times may be from ours. */
const SKEW_SECONDS = 30;
const MAX_TOKEN = 16_384;
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

const Header = z.object({ alg: z.literal('RS256'), kid: z.string().min(1).max(256) });

/**
 * Of a person: a token of an application alone has no scope (`scp`), and says `idtyp` `app` where it says what it is.
 * Source: Microsoft Learn, "Access token claims reference", 2026.
 */
const Claims = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  ver: z.literal('2.0').optional(),
  idtyp: z.literal('user').optional(),
  tid: TenantId,
  oid: AadObjectId,
  scp: z.string().min(1).max(4_096),
  azp: z.string().max(256).optional(),
});

/**
 * Who calls, from a token that Entra signed for a person and for Porter.
 *
 * @param authorization the header
 * @returns which rule the token breaks
 * @throws KeysUnavailable when no signing keys can be had
 */
export async function readAgentToken(
  authorization: string | undefined,
  { audience, issuer }: TokenRules,
  keys: SigningKeys,
  now: Date,
): Promise<Result<AgentToken, string>> {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (token === undefined || token.length > MAX_TOKEN) return refuse('no-bearer-token');
  const told = toldBy(token);
  if (!told.ok) return told;
  const { kid, claims } = told.value;
  if (claims.iss !== issuer.replaceAll('{tenantid}', claims.tid)) return refuse('token-iss');
  if (claims.aud !== audience) return refuse('token-aud');
  const key = await keys.find(kid);
  if (key === undefined) return refuse('token-kid');
  try {
    await jwtVerify(token, key.key, {
      algorithms: ['RS256'],
      issuer: claims.iss,
      audience,
      clockTolerance: SKEW_SECONDS,
      currentDate: now,
    });
  } catch {
    return refuse('not-authentic');
  }
  const { tid, oid, scp, azp = '' } = claims;
  return ok({ tenantId: tid, aadObjectId: oid, clientId: azp, scopes: scp.split(' ') });
}

/** What a token says of itself; it proves nothing before its signature holds. */
function toldBy(
  token: string,
): Result<{ readonly kid: string; readonly claims: z.infer<typeof Claims> }, string> {
  try {
    const header = Header.safeParse(decodeProtectedHeader(token));
    if (!header.success) return refuse(`token-${brokenIn(header.error)}`);
    const claims = Claims.safeParse(decodeJwt(token));
    if (!claims.success) return refuse(`token-${brokenIn(claims.error)}`);
    return ok({ kid: header.data.kid, claims: claims.data });
  } catch {
    return refuse('malformed-token');
  }
}

function brokenIn(error: z.ZodError): string {
  return error.issues.map(({ path }) => String(path[0])).join('-');
}
