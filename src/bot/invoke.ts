import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import {
  INVALID,
  NOT_HERE,
  type Answer,
  type CardAction,
  type PressData,
  type Speaking,
} from '../dialogs/speaking.ts';
import type { ComposeAnswer } from '../cards/sharing/compose.ts';
import type { Reads } from '../words/language.ts';
import { askForConsent, type ConsentReply } from './file-consent.ts';

const ERROR = 'application/vnd.microsoft.error';
const CARD = 'application/vnd.microsoft.card.adaptive';
const SEARCH = 'application/vnd.microsoft.search.searchResponse';
const MESSAGE = 'application/vnd.microsoft.activity.message';

/** `value` of an `adaptiveCard/action` invoke. Source: Microsoft Learn, "Universal Actions for Adaptive Cards", 2026. */
const ActionValue = z.looseObject({
  action: z.looseObject({
    type: z.literal('Action.Execute').optional(),
    verb: z.string().max(100),
    data: z.record(z.string(), z.unknown()).nullish(),
  }),
  trigger: z.enum(['manual', 'automatic']).optional(),
});

export interface Press {
  readonly verb: string;
  readonly data: PressData;
  readonly automatic: boolean;
}

export const CARD_ACTION = 'adaptiveCard/action';
export const CARD_SEARCH = 'application/search';

export function pressOf(value: unknown): Press | undefined {
  const parsed = ActionValue.safeParse(value);
  if (!parsed.success) return undefined;
  const { action, trigger } = parsed.data;
  return { verb: action.verb, data: action.data ?? {}, automatic: trigger === 'automatic' };
}

/** Runs the button that a verb belongs to, for whoever pressed it now. What no card of ours sends is `invalid`. */
export async function runPress(
  actions: ReadonlyMap<string, CardAction>,
  speaking: Speaking,
  press: Press,
): Promise<Answer> {
  const action = actions.get(press.verb);
  if (action === undefined || (press.automatic && action.changes)) return INVALID;
  if (speaking.shared === true && action.shared === undefined) return NOT_HERE;
  // Where others read along, no card of the person's own may come back.
  const lost = speaking.shared === true ? undefined : await action.lost?.(speaking, press.data);
  if (lost !== undefined) return lost;
  const submit = submitOf(action, press);
  if (!submit.success) return INVALID;
  return action.run(press.automatic ? { ...speaking, byItself: true } : speaking, submit.data);
}

/**
 * What a press sends, as its button has it. Some clients send null for an input that was left empty, others leave it out:
 * where null has no meaning of its own it is left out.
 */
function submitOf({ schema }: CardAction, { verb, data }: Press) {
  const asSent = schema.safeParse({ verb, data });
  if (asSent.success) return asSent;
  const told = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
  return schema.safeParse({ verb, data: told });
}

/** What was found for a text typed into a list of a card. */
export type SearchReply = { readonly found: readonly object[] };

/** All that an invoke may be answered with. */
type Answered = Answer | ConsentReply | SearchReply | ComposeAnswer;

/** The body of an invoke's answer; the HTTP status is 200 whatever it says. */
export function invokeBody(answer: Answered, reader: Reads): object {
  if ('composeExtension' in answer) return answer;
  if ('found' in answer) return { statusCode: 200, type: SEARCH, value: { results: answer.found } };
  if ('said' in answer) return { statusCode: 200, type: MESSAGE, value: answer.said };
  return 'card' in answer
    ? { statusCode: 200, type: CARD, value: answer.card }
    : { statusCode: 400, type: ERROR, value: { code: answer.refused, message: answer.message(reader) } };
}

export async function answerInvoke(context: TurnContext, answer: Answered, reader: Reads): Promise<void> {
  if ('file' in answer && answer.file !== undefined) await askForConsent(context, answer.file, reader);
  await context.sendActivity({
    type: 'invokeResponse',
    value: { status: 200, body: invokeBody(answer, reader) },
  });
}
