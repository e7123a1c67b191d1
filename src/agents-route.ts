import { signingKeys } from './bot/signing-keys.ts';
import type { Config } from './config.ts';
import { agentTools } from './dialogs/agents/tools.ts';
import type { Registry } from './dialogs/index.ts';
import { chatLink } from './domain/sharing/links.ts';
import { mcpRoute } from './mcp/route.ts';
import type { Context } from './usecases/context.ts';
import type { Clock, Log } from './usecases/ports.ts';

interface AgentsParts {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
}

/** What agents are offered is what chat has. */
export function agentsRoute({ config, log, clock }: AgentsParts, context: Context, { actions }: Registry) {
  const { agents: access, publicUrl, bot } = config;
  return mcpRoute({
    access,
    publicUrl,
    context,
    log,
    actions,
    tools: access === undefined ? new Map() : agentTools(actions.values()),
    keys: signingKeys(access?.metadataUrl ?? '', clock, globalThis.fetch, false),
    openInTeams: chatLink({ appId: bot.appId }),
  });
}
