import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { ok, refuse, type Result } from '../domain/shared/result.ts';

/** What a caller's token must say. */
export interface TokenRules {
  readonly appId: string;
  readonly issuer: string;
}

/** How far a token's times may be from ours. Source: the Bot Framework's authentication reference, "Connector to Bot". */
const SKEW_SECONDS = 300;
const MAX_TOKEN = 8_192;

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/;
// Made once: a schema costs more than a thousand times what it checks.
const Claims = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  serviceurl: z.string().min(1),
});
const Header = z.object({ alg: z.literal('RS256'), kid: z.string().min(1).max(256) });

/**
 * Looks at a token's claims before anything else does, and before the body is read. It proves nothing, since no signature is
 * checked here; it keeps from the SDK what the SDK would take for an emulator's or another bot's token.
 *
 * @returns the service URL that the token is bound to, or which rule it breaks
 */
export function passGate(
  authorization: string | undefined,
  rules: TokenRules,
  now: Date,
): Result<{ readonly serviceUrl: string }, string> {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (token === undefined || token.length > MAX_TOKEN) return refuse('no-bearer-token');
  try {
    const header = Header.safeParse(decodeProtectedHeader(token));
    if (!header.success) return refuse(brokenRule(header.error));
    const claims = Claims.safeParse(decodeJwt(token));
    if (!claims.success) return refuse(brokenRule(claims.error));
    const { iss, aud, exp, nbf, serviceurl } = claims.data;
    const seconds = now.getTime() / 1000;
    if (iss !== rules.issuer) return refuse('token-iss');
    if (aud !== rules.appId) return refuse('token-aud');
    if (exp <= seconds - SKEW_SECONDS) return refuse('token-exp');
    if (nbf !== undefined && nbf > seconds + SKEW_SECONDS) return refuse('token-nbf');
    return ok({ serviceUrl: serviceurl });
  } catch {
    return refuse('malformed-token');
  }
}

function brokenRule(error: z.ZodError): string {
  return `token-${error.issues.map((issue) => String(issue.path[0])).join('-')}`;
}
