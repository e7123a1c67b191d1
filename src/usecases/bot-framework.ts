/** Who the bot is to the Bot Framework, and where that is. Filled from the configuration. */
export interface BotIdentity {
  /** Unauthenticated callers are answered, and nothing sent carries a token. */
  readonly anonymous: boolean;
  /** `''` without one. */
  readonly appId: string;
  readonly credentials: BotCredentials;
  readonly cloud: Cloud;
}

export type BotCredentials =
  | { readonly type: 'none' }
  | { readonly type: 'SingleTenant'; readonly tenantId: string; readonly password: string }
  | { readonly type: 'UserAssignedMSI'; readonly tenantId: string };

/** Addresses by the Bot Framework's own names. All are set: the SDK takes one alone for all of them. */
export interface Cloud {
  readonly ToChannelFromBotLoginUrl: string;
  readonly ToChannelFromBotOAuthScope: string;
  readonly ToBotFromChannelTokenIssuer: string;
  readonly ToBotFromChannelOpenIdMetadataUrl: string;
  readonly ToBotFromEmulatorOpenIdMetadataUrl: string;
  readonly OAuthUrl: string;
  readonly ValidateAuthority: string;
  readonly CallerId: string;
}

/** Source: AuthenticationConstants and CallerIdConstants of the Bot Framework SDK 4.23. */
export const PUBLIC_CLOUD: Cloud = {
  ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
  ToChannelFromBotOAuthScope: 'https://api.botframework.com',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  ToBotFromChannelOpenIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  ToBotFromEmulatorOpenIdMetadataUrl:
    'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
  OAuthUrl: 'https://api.botframework.com',
  ValidateAuthority: 'true',
  CallerId: 'urn:botframework:azure',
};

/** What `ChannelService` says for the US government's cloud. */
export const GOVERNMENT_CHANNEL_SERVICE = 'https://botframework.azure.us';

/** Source: GovernmentConstants and CallerIdConstants of the Bot Framework SDK 4.23. */
export const GOVERNMENT_CLOUD: Cloud = {
  ToChannelFromBotLoginUrl: 'https://login.microsoftonline.us/MicrosoftServices.onmicrosoft.us',
  ToChannelFromBotOAuthScope: 'https://api.botframework.us',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.us',
  ToBotFromChannelOpenIdMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  ToBotFromEmulatorOpenIdMetadataUrl:
    'https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0/.well-known/openid-configuration',
  OAuthUrl: 'https://api.botframework.azure.us',
  ValidateAuthority: 'true',
  CallerId: 'urn:botframework:azureusgov',
};
