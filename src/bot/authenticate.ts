import { verify, type KeyObject } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder-core';
import {
  AuthenticationConstants,
  ClaimsIdentity,
  SkillValidation,
  type AuthenticateRequestResult,
  type ConnectorClient,
  type ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import { ok, refuse, type Result } from '../domain/shared/result.ts';
import type { BotIdentity } from '../usecases/bot-framework.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { BearerToken } from './token.ts';

/**
 * Whether a call is the Bot Framework's. Issuer, audience, times and algorithm of its token have been looked at; here its
 * signature is checked, by a key that is endorsed for Teams, that it is bound to the activity's service URL, and that it is no
 * other bot's. It is the only check: the SDK's own would do all of it again, prints every wrong signature to the terminal, and of
 * a token nobody signed keeps the tenant for good. What the SDK gets is what has been verified.
 *
 * @param token not used in anonymous mode; without one nobody else is authentic
 * @throws KeysUnavailable when that cannot be told at present
 */
export type Authenticate = (
  token: BearerToken | undefined,
  activity: Pick<Activity, 'serviceUrl'>,
) => Promise<Result<AuthenticateRequestResult, 'not-authentic'>>;

/** @returns the SDK's authentication for an adapter, and the look at one call */
export function botAuthentication(
  bot: BotIdentity,
  keys: SigningKeys,
): { readonly sdk: ConfigurationBotFrameworkAuthentication; readonly authenticate: Authenticate } {
  const sdk = new RimAuthentication(sdkOptions(bot));
  const isSigned = signatureCheck(keys);
  const { ToChannelFromBotOAuthScope: audience, CallerId } = bot.cloud;
  const authenticate: Authenticate = async (token, { serviceUrl }) => {
    if (bot.anonymous) {
      const nobody = new ClaimsIdentity([], AuthenticationConstants.AnonymousAuthType);
      return ok({ audience, claimsIdentity: nobody, connectorFactory });
    }
    if (token?.serviceUrl !== serviceUrl || !(await isSigned(token))) return refuse('not-authentic');
    const claims = Object.entries(token.claims).map(([type, value]) => ({ type, value: String(value) }));
    if (SkillValidation.isSkillClaim(claims)) return refuse('not-authentic');
    const claimsIdentity = new ClaimsIdentity(claims, true);
    return ok({ audience, callerId: CallerId, claimsIdentity, connectorFactory });
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

/** Callers have one token each for an hour or longer. */
const MAX_VERIFIED = 100;

/**
 * Checks a token's signature, once for as long as the key that it names is the same: a caller sends the same token with
 * everything that it sends in an hour, and checking it takes longer than all else that is looked at before a turn begins. Its
 * times are looked at each time. Only tokens that were signed are kept.
 */
function signatureCheck(keys: SigningKeys): (token: BearerToken) => Promise<boolean> {
  const verified = new Map<string, KeyObject>();
  return async ({ kid, signed, signature }) => {
    const found = await keys.find(kid);
    if (found === undefined) return false;
    const token = `${signed}.${signature}`;
    if (verified.get(token) === found.key) return true;
    if (!verify('RSA-SHA256', Buffer.from(signed), found.key, Buffer.from(signature, 'base64url'))) {
      return false;
    }
    if (verified.size >= MAX_VERIFIED) verified.clear();
    verified.set(token, found.key);
    return true;
  };
}
