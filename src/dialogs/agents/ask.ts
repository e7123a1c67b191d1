import { randomUUID } from 'node:crypto';
import { ActVerb } from '../../domain/agents/act.ts';
import {
  AskedData,
  ConfirmationId,
  type AgentClient,
  type Confirmation,
} from '../../domain/agents/confirmation.ts';
import { refuse, type Result } from '../../domain/shared/result.ts';
import { askToConfirm } from '../../usecases/agents/ask.ts';
import type { CardAction, PressData, Refusal, Speaking } from '../speaking.ts';
import { INVALID } from '../speaking.ts';
import type { Look } from './acts.ts';
import { pressAsAgent } from './press.ts';

/** So much of what it is about is kept, in characters. */
const MAX_ABOUT = 300;

/**
 * Keeps what an agent asks for and shows it to its person; nothing is done. What it is about is looked at first, as the
 * person may see it now, so that what is not there and what is not for them are refused alike.
 *
 * @param data well formed for that press
 */
export async function askAsAgent(
  actions: ReadonlyMap<string, CardAction>,
  speaking: Speaking,
  asked: { readonly action: CardAction; readonly look: Look; readonly data: PressData },
  client: AgentClient,
): Promise<Result<Confirmation, Refusal | { readonly code: 'too-many' }>> {
  const { action, look, data } = asked;
  const looking = actions.get(look.verb);
  const told = AskedData.safeParse(data);
  const verb = ActVerb.safeParse(action.verb);
  if (looking === undefined || !told.success || !verb.success) return refuse(INVALID);
  const named = look.by.flatMap((field) => (data[field] === undefined ? [] : [[field, data[field]]]));
  const seen = await pressAsAgent(looking, speaking, Object.fromEntries(named));
  if (!('card' in seen)) return refuse(seen);
  const about = look.by.length === 0 ? '' : seen.card.fallbackText.slice(0, MAX_ABOUT);
  return askToConfirm(
    speaking.context,
    speaking.actor.personId,
    { verb: verb.data, data: told.data, about, client },
    ConfirmationId.parse(randomUUID()),
  );
}
