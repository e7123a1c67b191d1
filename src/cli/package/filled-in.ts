import { v5 } from 'uuid';
import { z } from 'zod';

/** Stands in the manifests for the app id, which differs by organisation. Well formed, so that they validate. */
export const NO_APP_ID = '00000000-0000-0000-0000-000000000000';

const Common = z.looseObject({
  id: z.string(),
  developer: z.looseObject({ name: z.string() }),
  icons: z.object({ color: z.string(), outline: z.string() }),
  localizationInfo: z.looseObject({ additionalLanguages: z.array(z.looseObject({ file: z.string() })) }),
});

/** The fields that a package fills in or names files by; whether the rest is right is for the schema to say. */
export const BotManifest = Common.extend({
  bots: z.tuple([z.looseObject({ botId: z.string() })]),
  composeExtensions: z.tuple([z.looseObject({ botId: z.string(), messageHandlers: z.array(z.unknown()) })]),
  copilotAgents: z.looseObject({ customEngineAgents: z.tuple([z.looseObject({ id: z.string() })]) }),
});
type BotManifest = z.infer<typeof BotManifest>;

const RemoteServer = z.looseObject({
  mcpServerUrl: z.string(),
  authorization: z.looseObject({ referenceId: z.string() }),
});
export const AgentManifest = Common.extend({
  agentConnectors: z.tuple([z.looseObject({ toolSource: z.looseObject({ remoteMcpServer: RemoteServer }) })]),
});
type AgentManifest = z.infer<typeof AgentManifest>;

/** A manifest of either package. */
export type Manifest = BotManifest | AgentManifest;

/** Where an organisation runs Porter. */
export interface Place {
  readonly appId: string;
  /** Of the pages `/`, `/privacy` and `/terms`. */
  readonly domain: string | undefined;
  /** Where people and agents reach Porter, without a slash at its end. */
  readonly publicUrl: string | undefined;
}

/**
 * The bot, its search and its links, and the agent in Microsoft 365 Copilot, all by one app id. Links are shown as cards for the
 * host that they are on; without one for none, since another's host must not be named.
 */
export function filledIn(template: BotManifest, place: Place): BotManifest {
  const { appId, publicUrl, domain } = place;
  const [bot] = template.bots;
  const [extension] = template.composeExtensions;
  const [agent] = template.copilotAgents.customEngineAgents;
  const host = publicUrl === undefined ? domain?.toLowerCase() : new URL(publicUrl).hostname;
  return {
    ...ofPlace(template, place),
    id: appId,
    bots: [{ ...bot, botId: appId }],
    composeExtensions: [{ ...extension, botId: appId, messageHandlers: handlersFor(host) }],
    copilotAgents: { ...template.copilotAgents, customEngineAgents: [{ ...agent, id: appId }] },
  };
}

/** The connector to Porter's MCP server: an app of its own beside the bot's, whose id follows from that one. */
export function filledInAgent(
  template: AgentManifest,
  place: Place & { readonly publicUrl: string },
  oauthReference: string,
): AgentManifest {
  const [connector] = template.agentConnectors;
  const { toolSource } = connector;
  const { remoteMcpServer: server } = toolSource;
  const remoteMcpServer = {
    ...server,
    mcpServerUrl: `${place.publicUrl}/mcp`,
    authorization: { ...server.authorization, referenceId: oauthReference },
  };
  return {
    ...ofPlace(template, place),
    id: v5('agent connector', place.appId),
    agentConnectors: [{ ...connector, toolSource: { ...toolSource, remoteMcpServer } }],
  };
}

function handlersFor(host: string | undefined): unknown[] {
  if (host === undefined) return [];
  return [{ type: 'link', value: { domains: [host], supportsAnonymizedPayloads: true } }];
}

function ofPlace<M extends Manifest>(template: M, { domain }: Place): M {
  if (domain === undefined) return template;
  const site = `https://${domain.toLowerCase()}`;
  return {
    ...template,
    developer: {
      ...template.developer,
      websiteUrl: site,
      privacyUrl: `${site}/privacy`,
      termsOfUseUrl: `${site}/terms`,
    },
    validDomains: [domain.toLowerCase()],
  };
}
