import { signingKeys } from './bot/signing-keys.ts';
import type { Config } from './config.ts';
import type { Registry } from './dialogs/index.ts';
import { chatLink } from './domain/sharing/links.ts';
import { refused, type Route } from './http/answer.ts';
import type { Context } from './usecases/context.ts';
import type { Clock, Log } from './usecases/ports.ts';

interface AgentsParts {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
}

/**
 * `POST /mcp`: what agents are offered is what chat has. Where none are configured there is no such route, and nothing of the
 * protocol is loaded.
 */
export async function agentsRoute(
  { config: { agents: access, publicUrl, bot }, log, clock }: AgentsParts,
  context: Context,
  { actions }: Pick<Registry, 'actions'>,
): Promise<Route> {
  if (access === undefined) return () => Promise.resolve(refused(404, 'no-agents'));
  const [{ mcpRoute }, { agentTools }] = await Promise.all([
    import('./mcp/route.ts'),
    import('./dialogs/agents/tools.ts'),
  ]);
  return mcpRoute({
    access,
    publicUrl,
    context,
    log,
    actions,
    tools: agentTools(actions.values()),
    keys: signingKeys(access.metadataUrl, clock, globalThis.fetch, false),
    openInTeams: chatLink({ appId: bot.appId }),
  });
}
