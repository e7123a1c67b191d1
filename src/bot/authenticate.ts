import { verify } from 'node:crypto';
import { ConfigurationBotFrameworkAuthentication, type Activity } from 'botbuilder';
import type {
  AuthenticateRequestResult,
  ClaimsIdentity,
  ConnectorClient,
  ConnectorFactory,
  UserTokenClient,
} from 'botframework-connector';
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor.js';
import { OpenIdMetadata } from 'botframework-connector/lib/auth/openIdMetadata.js';
import { z } from 'zod';
import { ok, refuse, type Result } from '../domain/shared/result.ts';
import type { BotIdentity } from '../usecases/bot-framework.ts';
import type { SigningKeys } from './signing-keys.ts';

/**
 * Whether a call is the Bot Framework's, as the SDK decides it.
 *
 * @param authHeader `Bearer …`, its claims looked at already; not used in anonymous mode
 * @throws KeysUnavailable when that cannot be told at present
 */
export type Authenticate = (
  authHeader: string,
  activity: Activity,
) => Promise<Result<AuthenticateRequestResult, 'not-authentic'>>;

/** @returns the SDK's authentication for an adapter, and the look at one call */
export function botAuthentication(
  bot: BotIdentity,
  keys: SigningKeys,
): { readonly sdk: ConfigurationBotFrameworkAuthentication; readonly authenticate: Authenticate } {
  const sdk = new RimAuthentication(sdkOptions(bot));
  useKeys(bot.cloud.ToBotFromChannelOpenIdMetadataUrl, keys);
  const authenticate: Authenticate = async (authHeader, activity) => {
    if (!bot.anonymous && !(await isSigned(authHeader, keys))) return refuse('not-authentic');
    try {
      const result = await sdk.authenticateRequest(activity, bot.anonymous ? '' : authHeader);
      return ok({ ...result, connectorFactory });
    } catch {
      // Its errors are of several classes, wrong signatures among them; the keys were at hand, so each is a refusal.
      return refuse('not-authentic');
    }
  };
  return { sdk, authenticate };
}

/**
 * The SDK's authentication without the two REST clients that it would build for every turn, at about the cost of the turn
 * itself: everything sent goes through the adapter's own connector, and nobody signs in.
 */
class RimAuthentication extends ConfigurationBotFrameworkAuthentication {
  override createConnectorFactory(_claims: ClaimsIdentity): ConnectorFactory {
    return connectorFactory;
  }

  override createUserTokenClient(_claims: ClaimsIdentity): Promise<UserTokenClient> {
    // The SDK's type has no word for "none"; only sign-in prompts would ask for it.
    return Promise.resolve({} as UserTokenClient);
  }
}

/** The SDK wants something here; nothing of ours uses it. */
const connectorFactory: ConnectorFactory = { create: () => Promise.resolve({} as ConnectorClient) };

function sdkOptions({ anonymous, appId, credentials, cloud }: BotIdentity) {
  // Without an app id the SDK takes every call for authentic.
  if (anonymous || credentials.type === 'none') return { ...cloud };
  return {
    ...cloud,
    MicrosoftAppId: appId,
    MicrosoftAppType: credentials.type,
    MicrosoftAppTenantId: credentials.tenantId,
    ...(credentials.type === 'SingleTenant' ? { MicrosoftAppPassword: credentials.password } : {}),
  };
}

/** The SDK's own key look-up has no other door than the cache in which it keeps one for each metadata address. */
function useKeys(metadataUrl: string, keys: SigningKeys): void {
  const extractor = z.object({ openIdMetadataCache: z.instanceof(Map) }).parse({
    openIdMetadataCache: JwtTokenExtractor['openIdMetadataCache'],
  });
  extractor.openIdMetadataCache.set(metadataUrl, new KeptMetadata(metadataUrl, keys));
}

class KeptMetadata extends OpenIdMetadata {
  readonly #keys: SigningKeys;

  constructor(url: string, keys: SigningKeys) {
    super(url);
    this.#keys = keys;
  }

  override async getKey(kid: string) {
    const found = await this.#keys.find(kid);
    if (found === undefined) return null;
    // Typed as text; the key itself is taken too, and need not be read from its text for every turn.
    return { key: found.key as unknown as string, endorsements: [...found.endorsements] };
  }
}

const Header = z.object({ alg: z.literal('RS256'), kid: z.string() });

/**
 * The signature alone, before the SDK: it prints every wrong one to the terminal, and of a token nobody signed it keeps the
 * tenant for good.
 */
async function isSigned(authHeader: string, keys: SigningKeys): Promise<boolean> {
  const [head = '', payload = '', signature = ''] = authHeader.replace(/^Bearer /, '').split('.');
  const header = Header.safeParse(parseJson(Buffer.from(head, 'base64url').toString()));
  if (!header.success) return false;
  const found = await keys.find(header.data.kid);
  if (found === undefined) return false;
  return verify(
    'RSA-SHA256',
    Buffer.from(`${head}.${payload}`),
    found.key,
    Buffer.from(signature, 'base64url'),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
