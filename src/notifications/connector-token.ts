import { ConfigurationServiceClientCredentialFactory } from 'botbuilder-core';
import { z } from 'zod';
import type { BotIdentity } from '../usecases/bot-framework.ts';
import type { Clock } from '../usecases/ports.ts';
import { retryAfterMs } from '../domain/shared/retry-after.ts';
import { ConnectorError } from './connector-error.ts';
import { waitAfter } from './next-wait.ts';

/** Where the connector's tokens come from. */
export interface TokenSource {
  /**
   * A token that is good for some minutes at least, kept until then. Concurrent askers share one request.
   *
   * @param refused a token the connector has just answered 401 to: another one is got, unless that has happened already
   * @throws ConnectorError `before-body`: nothing was sent
   */
  token(refused?: string): Promise<string>;
}

/** @param renew true when a token kept by whoever gets them must not be used again */
export type GetToken = (renew: boolean) => Promise<{ readonly token: string; readonly expiresAt: number }>;

const TIMEOUT_MS = 10_000;
/** A token is replaced this long before it ends. */
const MARGIN_MS = 5 * 60_000;

/** @returns undefined when nothing sent carries a token */
export function connectorTokens(
  bot: BotIdentity,
  clock: Clock,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): TokenSource | undefined {
  if (bot.anonymous || bot.credentials.type === 'none') return undefined;
  const plain = bot.credentials.type === 'SingleTenant' && isPlain(bot.cloud.ToChannelFromBotLoginUrl);
  return keptTokens(
    plain ? plainTokens(bot, bot.credentials.password, clock, fetch) : sdkTokens(bot, clock),
    clock,
  );
}

/** The login has answered, and not with a token. */
class LoginRefused extends Error {
  readonly code = 'login-refused';
  /** How long it asks to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(status: number, retryAfterMs: number | undefined) {
    super(`the login answered ${status}`);
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Keeps what `get` gets, and asks it once at a time. After a failure it is left alone for a while, as long as it asks for:
 * whoever asks meanwhile is told at once that there is none.
 */
export function keptTokens(get: GetToken, clock: Clock): TokenSource {
  let kept: { readonly token: string; readonly expiresAt: number } | undefined;
  let underWay: Promise<string> | undefined;
  let waitedMs = 0;
  let closedUntil = 0;
  const noToken = (cause?: unknown) => {
    const retryAfterMs = Math.max(0, closedUntil - clock.now().getTime());
    return new ConnectorError({ code: 'no-token', phase: 'before-body', retryAfterMs }, { cause });
  };
  const renew = async (force: boolean) => {
    try {
      kept = await get(force);
      waitedMs = 0;
      return kept.token;
    } catch (error) {
      const wait = waitAfter(error instanceof LoginRefused ? error.retryAfterMs : undefined, waitedMs);
      waitedMs = wait.waitedMs;
      closedUntil = clock.now().getTime() + wait.waitMs;
      throw noToken(error);
    } finally {
      underWay = undefined;
    }
  };
  return {
    async token(refused) {
      const usable = kept !== undefined && kept.expiresAt - MARGIN_MS > clock.now().getTime();
      if (kept !== undefined && usable && kept.token !== refused) return kept.token;
      if (underWay === undefined && clock.now().getTime() < closedUntil) throw noToken();
      underWay ??= renew(refused !== undefined);
      return underWay;
    },
  };
}

/**
 * The SDK's credentials: MSAL for a single tenant, Azure Identity for a managed identity. The SDK keeps tokens itself and
 * does not say until when, so ours are asked for again once a minute, which costs nothing while the SDK's is good.
 */
function sdkTokens(bot: BotIdentity, clock: Clock): GetToken {
  const { appId, credentials, cloud } = bot;
  const factory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: appId,
    MicrosoftAppType: credentials.type,
    ...(credentials.type === 'none' ? {} : { MicrosoftAppTenantId: credentials.tenantId }),
    ...(credentials.type === 'SingleTenant' ? { MicrosoftAppPassword: credentials.password } : {}),
  });
  const created = factory.createCredentials(
    appId,
    cloud.ToChannelFromBotOAuthScope,
    cloud.ToChannelFromBotLoginUrl,
    cloud.ValidateAuthority === 'true',
  );
  created.catch(() => undefined);
  return async (renew) => {
    const app = z
      .custom<AppCredentials>((value) => HasGetToken.safeParse(value).success)
      .parse(await created);
    const token = await within(TIMEOUT_MS, app.getToken(renew));
    return { token, expiresAt: clock.now().getTime() + MARGIN_MS + 60_000 };
  };
}

/** `createCredentials` is typed as less than it returns. */
const HasGetToken = z.looseObject({ getToken: z.custom((value) => typeof value === 'function') });
interface AppCredentials {
  getToken(renew: boolean): Promise<string>;
}

/** MSAL refuses a login address over plain http, which a configuration may name on loopback only: for local trials. */
function isPlain(loginUrl: string): boolean {
  return new URL(loginUrl).protocol === 'http:';
}

const TokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** The client credentials grant of RFC 6749 section 4.4, at Entra's path. */
function plainTokens(
  { appId, cloud }: BotIdentity,
  password: string,
  clock: Clock,
  fetch: typeof globalThis.fetch,
): GetToken {
  const grant = {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: password,
    scope: `${cloud.ToChannelFromBotOAuthScope}/.default`,
  };
  return grantedTokens(cloud.ToChannelFromBotLoginUrl, grant, clock, fetch);
}

/** Asks Entra's token endpoint for what a grant of RFC 6749 gives. @param login without the endpoint's path */
export function grantedTokens(
  login: string,
  grant: { readonly [parameter: string]: string },
  clock: Clock,
  fetch: typeof globalThis.fetch,
): GetToken {
  return async () => {
    const response = await fetch(`${login.replace(/\/+$/, '')}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(grant),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) {
      const askedMs = retryAfterMs(Object.fromEntries(response.headers), clock.now());
      throw new LoginRefused(response.status, askedMs);
    }
    const answer = TokenAnswer.parse(await response.json());
    return { token: answer.access_token, expiresAt: clock.now().getTime() + answer.expires_in * 1000 };
  };
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no token within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
