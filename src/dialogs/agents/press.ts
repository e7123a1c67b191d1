import { unkept } from '../../usecases/agents/rehearse.ts';
import type { AgentTool } from './tools.ts';
import { INVALID, type Answer, type CardAction, type PressData, type Speaking } from '../speaking.ts';

/** Runs a press that comes from an agent; what its form does not have is `invalid`, as from a card. */
export async function pressAsAgent(action: CardAction, speaking: Speaking, data: PressData): Promise<Answer> {
  const press = action.schema.safeParse({ verb: action.verb, data });
  return press.success ? action.run(speaking, press.data) : INVALID;
}

/** The same for a press that reads: of what it keeps of its reader, as the location asked about last, nothing is kept. */
export function readAsAgent(action: CardAction, speaking: Speaking, data: PressData): Promise<Answer> {
  return pressAsAgent(action, { ...speaking, context: unkept(speaking.context) }, data);
}

/** Which arguments are wrong and how, by their names; none: all is well formed. */
export function wrongArguments({ action, fields }: AgentTool, data: PressData): readonly string[] {
  const unknown = Object.keys(data).filter((name) => !fields.includes(name));
  if (unknown.length > 0) return unknown.map((name) => `${name}: not an argument of this tool`);
  const press = action.schema.safeParse({ verb: action.verb, data });
  if (press.success) return [];
  return press.error.issues.map(
    ({ path, message }) => `${path.slice(1).join('.') || 'arguments'}: ${message}`,
  );
}
