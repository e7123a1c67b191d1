import type { Activity, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { inDialog } from '../cards/kit/in-dialog.ts';
import { attachment, summaryOf } from '../cards/kit/template.ts';
import { say as message } from '../dialogs/choice-prompt.ts';
import type { Registry } from '../dialogs/index.ts';
import { INVALID, type Answer, type Refusal, type Speaking } from '../dialogs/speaking.ts';
import type { Reads } from '../words/language.ts';
import { say } from '../words/say.ts';
import { askForConsent } from './file-consent.ts';
import { invokeBody, runPress, type Press } from './invoke.ts';

const TASK_FETCH = 'task/fetch';
const TASK_SUBMIT = 'task/submit';

/** Whether an invoke opens a dialog, or was pressed in one. */
export function isTask({ name }: Pick<Partial<Activity>, 'name'>): boolean {
  return name === TASK_FETCH || name === TASK_SUBMIT;
}

/** `value` of both invokes: `data` is what the button holds, with the inputs. Source: Microsoft Learn, "Use dialogs in bots", 2026. */
const TaskValue = z.looseObject({ data: z.looseObject({ verb: z.string().max(100) }) });

export function taskPress(value: unknown): Press | undefined {
  const parsed = TaskValue.safeParse(value);
  if (!parsed.success) return undefined;
  const { verb, msteams: _msteams, ...data } = parsed.data.data;
  return { verb, data, automatic: false };
}

/** Teams' own clients, which all have dialogs, tell which one they are. */
const PLATFORMS: ReadonlySet<string> = new Set(['windows', 'mac', 'web', 'linux', 'ios', 'android']);
const ClientInfo = z.object({ type: z.literal('clientInfo'), platform: z.string() });

/**
 * Whether the client of whoever sent this has dialogs.
 *
 * @param isTeams whether it is Teams at all: the Playground says that it is a client for the web, and opens none
 */
export function hasDialogs({ activity }: TurnContext, isTeams: boolean): boolean {
  const told = (activity.entities ?? []).map((one) => ClientInfo.safeParse(one).data?.platform.toLowerCase());
  return isTeams && told.some((platform) => platform !== undefined && PLATFORMS.has(platform));
}

/**
 * Opens a dialog, or answers what was pressed in one: with the card that follows, or by closing it. A form that has done its
 * work leaves its card in the chat, once.
 *
 * @returns the conversation to begin in the chat, where the press asks for one
 */
export async function answerTask(
  turn: TurnContext,
  speaking: Speaking,
  { actions }: Pick<Registry, 'actions'>,
  press: Press,
): Promise<Answer> {
  const opens = turn.activity.name === TASK_FETCH;
  const changes = actions.get(press.verb)?.changes !== false;
  const answer = opens && changes ? INVALID : await runPress(actions, { ...speaking, dialog: 'open' }, press);
  if ('card' in answer && answer.finished === 'now') await turn.sendActivity(message(answer.card));
  if ('card' in answer && answer.file !== undefined) {
    await askForConsent(turn, answer.file, speaking.reader);
  }
  if ('refused' in answer) await refuseTask(turn, answer, speaking.reader);
  else await answerWith(turn, { task: taskOf(answer, press.verb, actions, speaking.reader) });
  return answer;
}

/** What a dialog shows in place of a card. */
export function taskMessage(value: string): object {
  return { type: 'message', value };
}

/** A refusal as every invoke has it, and as a dialog shows it. */
export async function refuseTask(turn: TurnContext, refusal: Refusal, reader: Reads): Promise<void> {
  await answerWith(turn, { ...invokeBody(refusal, reader), task: taskMessage(refusal.message(reader)) });
}

async function answerWith(turn: TurnContext, body: object): Promise<void> {
  await turn.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
}

function taskOf(
  answer: Exclude<Answer, Refusal>,
  verb: string,
  actions: Registry['actions'],
  reader: Reads,
): object {
  if (answer.finished !== undefined || answer.asks !== undefined) {
    return taskMessage(summaryOf(answer.card));
  }
  const named = actions.get(verb)?.verb;
  const title = named === undefined ? '' : say(reader, `verbs.${named}.title`);
  const card = attachment(inDialog(answer.card));
  return { type: 'continue', value: { title, width: 'medium', height: 'large', card } };
}
