import { randomUUID } from 'node:crypto';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { ActVerb } from '../../domain/agents/act.ts';
import {
  AskedData,
  ConfirmationId,
  type AgentClient,
  type Confirmation,
} from '../../domain/agents/confirmation.ts';
import { refuse, type Result } from '../../domain/shared/result.ts';
import { askToConfirm } from '../../usecases/agents/ask.ts';
import { rehearsed } from '../../usecases/agents/rehearse.ts';
import type { CardAction, PressData, Refusal, Speaking } from '../speaking.ts';
import { INVALID } from '../speaking.ts';
import type { Look } from './acts.ts';
import { pressAsAgent, readAsAgent } from './press.ts';

/** So much of what it is about is kept, in characters. */
const MAX_ABOUT = 300;

/** Why nothing waits for the person. */
export type NotAsked =
  | Refusal
  | { readonly code: 'too-many' }
  /** The press would change nothing and answer this: a form with what is wrong in it, or how it stands already. */
  | { readonly code: 'unchanged'; readonly card: AdaptiveCard };

/**
 * Keeps what an agent asks for and shows it to its person; nothing is done. The press is rehearsed first, so that what its
 * usual checks would refuse is refused here, and what is not there and what is not for the person are refused alike.
 *
 * @param data well formed for that press
 */
export async function askAsAgent(
  actions: ReadonlyMap<string, CardAction>,
  speaking: Speaking,
  asked: { readonly action: CardAction; readonly look: Look; readonly data: PressData },
  client: AgentClient,
): Promise<Result<Confirmation, NotAsked>> {
  const { action, look, data } = asked;
  const looking = actions.get(look.verb);
  const told = AskedData.safeParse(data);
  const verb = ActVerb.safeParse(action.verb);
  if (looking === undefined || !told.success || !verb.success) return refuse(INVALID);
  const rehearsal = await rehearsed(speaking.context, (context) =>
    pressAsAgent(action, { ...speaking, context }, data),
  );
  if (rehearsal.would === 'answer') {
    const { answer } = rehearsal;
    return refuse('card' in answer ? { code: 'unchanged', card: answer.card } : answer);
  }
  const about = await aboutOf(looking, look, speaking, data);
  return askToConfirm(
    speaking.context,
    speaking.actor.personId,
    { verb: verb.data, data: told.data, about, client },
    ConfirmationId.parse(randomUUID()),
  );
}

/** One sentence on what it is about, as the person may see it now; `''` where there is nothing to see yet. */
async function aboutOf(
  looking: CardAction,
  { by }: Look,
  speaking: Speaking,
  data: PressData,
): Promise<string> {
  const named = by.flatMap((field) => (data[field] === undefined ? [] : [[field, data[field]]]));
  if (named.length === 0) return '';
  const seen = await readAsAgent(looking, speaking, Object.fromEntries(named));
  return 'card' in seen ? seen.card.fallbackText.slice(0, MAX_ABOUT) : '';
}
