import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  ErrorCode,
  McpError,
  type CallToolResult,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import { askAsAgent } from '../dialogs/agents/ask.ts';
import { readAsAgent, wrongArguments } from '../dialogs/agents/press.ts';
import type { AgentTool } from '../dialogs/agents/tools.ts';
import type { CardAction, PressData, Speaking } from '../dialogs/speaking.ts';
import { ConfirmationId, type AgentClient } from '../domain/agents/confirmation.ts';
import { findConfirmation } from '../usecases/agents/answer.ts';
import { offerLink } from './elicitation.ts';
import { factsOf, namesOf, said, type Facts } from './facts.ts';
import { CONFIRMATION_GET } from './listed.ts';
import { cardLink } from './open-in-teams.ts';
import { busy, forbidden, invalid, refusedAs } from './refusals.ts';
import { became, requires } from './results.ts';

export interface CallParts {
  readonly actions: ReadonlyMap<string, CardAction>;
  readonly tools: ReadonlyMap<string, AgentTool>;
  /** Opens the bot's chat in Teams; absent where the bot has no app id. */
  readonly openInTeams: string | undefined;
}

/** In whose name is called, and through which program. */
export interface Caller {
  readonly speaking: Speaking;
  readonly client: AgentClient;
  /** Whether the program said that it opens links for its person. */
  readonly opensLinks: boolean;
}

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** Runs a tool in its caller's name. @throws McpError what the caller is refused with */
export function callTool(
  parts: CallParts,
  caller: Caller,
  { name, data }: { readonly name: string; readonly data: PressData },
  extra: Extra,
): Promise<CallToolResult> {
  if (name === CONFIRMATION_GET) return confirmationGet(caller, data);
  const tool = parts.tools.get(name);
  if (tool === undefined) throw new McpError(ErrorCode.InvalidParams, 'No such tool');
  const wrong = wrongArguments(tool, data);
  if (wrong.length > 0) throw invalid(wrong);
  return tool.look === undefined
    ? read(parts, caller, tool, data)
    : ask(parts, caller, { ...tool, look: tool.look }, data, extra);
}

async function read(
  parts: CallParts,
  { speaking }: Caller,
  tool: AgentTool,
  data: PressData,
): Promise<CallToolResult> {
  const answer = await readAsAgent(tool.action, speaking, data);
  if (!('card' in answer)) throw refusedAs(answer.refused);
  const facts = factsFor(parts, speaking, { tool, data, card: answer.card });
  return { content: [{ type: 'text', text: said(facts) }], structuredContent: facts };
}

async function ask(
  parts: CallParts,
  { speaking, client, opensLinks }: Caller,
  tool: AgentTool & Pick<Required<AgentTool>, 'look'>,
  data: PressData,
  extra: Extra,
): Promise<CallToolResult> {
  const { action, look } = tool;
  const asked = await askAsAgent(parts.actions, speaking, { action, look, data }, client);
  if (asked.ok) {
    const { openInTeams } = parts;
    if (opensLinks && openInTeams !== undefined) offerLink(extra, asked.value.confirmationId, openInTeams);
    return requires(asked.value, openInTeams);
  }
  if ('refused' in asked.error) throw refusedAs(asked.error.refused);
  if (asked.error.code === 'too-many') throw busy();
  const facts = factsFor(parts, speaking, { tool, data, card: asked.error.card });
  return { isError: true, content: [{ type: 'text', text: `${UNCHANGED}\n${said(facts)}` }] };
}

const UNCHANGED =
  'Nobody is asked, since this would change nothing: either an argument is wrong, or it is so already. Porter answers as follows.';

/** What a card says to an agent, with a link to the same card in Teams. */
function factsFor(
  { tools, openInTeams }: CallParts,
  { reader }: Speaking,
  { tool, data, card }: { readonly tool: AgentTool; readonly data: PressData; readonly card: AdaptiveCard },
): Facts {
  const toolOf = (verb: string) => tools.get(verb.replaceAll('.', '_'));
  const facts = factsOf(card, reader.now, tool.name, toolOf);
  const link = openInTeams === undefined ? {} : { openInTeams: cardLink(openInTeams, tool.name, data) };
  return { ...(tool.namesOnly ? namesOf(facts) : facts), ...link };
}

async function confirmationGet({ speaking }: Caller, data: PressData): Promise<CallToolResult> {
  const { confirmationId, ...others } = data;
  const wrong = Object.keys(others).map((name) => `${name}: not an argument of this tool`);
  if (typeof confirmationId !== 'string') wrong.push('confirmationId: a text');
  if (wrong.length > 0) throw invalid(wrong);
  const id = ConfirmationId.safeParse(confirmationId);
  const { context, actor } = speaking;
  const found = id.success ? await findConfirmation(context, actor.personId, id.data) : undefined;
  if (found === undefined) throw forbidden();
  return became(found.value, context.clock.now());
}
