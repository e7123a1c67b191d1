// Each from its own file: the package's index loads all of it.
import { decodeProtectedHeader } from 'jose/decode/protected_header';
import { decodeJwt } from 'jose/jwt/decode';
import { z } from 'zod';
import type { BearerToken } from '../bot/token.ts';
import { ok, refuse, type Result } from '../domain/shared/result.ts';

/** What a caller's token must say. */
export interface TokenRules {
  readonly appId: string;
  readonly issuer: string;
}

/** How far a token's times may be from ours. Source: the Bot Framework's authentication reference, "Connector to Bot". */
const SKEW_SECONDS = 300;
const MAX_TOKEN = 8_192;

const BEARER = /^Bearer (([\w-]+\.[\w-]+)\.([\w-]+))$/;
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
 * checked here; that is done once, when it is known whose activity it is ({@link ../bot/authenticate.ts}).
 *
 * @returns the token, or which rule it breaks
 */
export function passGate(
  authorization: string | undefined,
  rules: TokenRules,
  now: Date,
): Result<BearerToken, string> {
  const [, token, signed = '', signature = ''] = BEARER.exec(authorization ?? '') ?? [];
  if (token === undefined || token.length > MAX_TOKEN) return refuse('no-bearer-token');
  try {
    const header = Header.safeParse(decodeProtectedHeader(token));
    if (!header.success) return refuse(brokenRule(header.error));
    const all = decodeJwt(token);
    const claims = Claims.safeParse(all);
    if (!claims.success) return refuse(brokenRule(claims.error));
    const broken = brokenBy(claims.data, rules, now);
    if (broken !== undefined) return refuse(broken);
    const { serviceurl: serviceUrl } = claims.data;
    return ok({ kid: header.data.kid, signed, signature, serviceUrl, claims: all });
  } catch {
    return refuse('malformed-token');
  }
}

function brokenBy(
  { iss, aud, exp, nbf }: z.infer<typeof Claims>,
  rules: TokenRules,
  now: Date,
): string | undefined {
  const seconds = now.getTime() / 1000;
  if (iss !== rules.issuer) return 'token-iss';
  if (aud !== rules.appId) return 'token-aud';
  if (exp <= seconds - SKEW_SECONDS) return 'token-exp';
  return nbf !== undefined && nbf > seconds + SKEW_SECONDS ? 'token-nbf' : undefined;
}

function brokenRule(error: z.ZodError): string {
  return `token-${error.issues.map((issue) => String(issue.path[0])).join('-')}`;
}
