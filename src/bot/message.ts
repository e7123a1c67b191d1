import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import { cancelledCard, refusalCard } from '../cards/chat/cards.ts';
import { notUnderstoodCard } from '../cards/chat/help.ts';
import { talkLeftCard, talkNothingCard } from '../cards/chat/talk.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import { say } from '../dialogs/choice-prompt.ts';
import { menuOf } from '../dialogs/chat/menu.ts';
import { commandOf, type Registry } from '../dialogs/index.ts';
import type { DialogTurn } from '../dialogs/run.ts';
import { meaningOf, type Meaning } from '../dialogs/understood.ts';
import type { Answer, Speaking } from '../dialogs/speaking.ts';
import { isTalk } from '../dialogs/talk/interview.ts';
import { keepNotUnderstood } from '../usecases/conversations/not-understood.ts';
import { languageOf } from '../words/language.ts';
import { say as word } from '../words/say.ts';
import { markDialog } from '../usecases/memberships/person-changes.ts';
import { dialogKey, loadDialogState, talkIn, type LeftTalk, type LoadedState } from './dialog-state.ts';
import { askForConsent } from './file-consent.ts';
import { runPress, type Press } from './invoke.ts';
import { showRateable } from './feedback.ts';
import { endQuestion } from './question.ts';
import { ownWords } from './quoted.ts';
import { wordsOf } from './said.ts';

/** What an `Action.Submit` sends back: the verb travels in its data. */
const Submitted = z.looseObject({ verb: z.string().max(100) });

/** Answers a message of somebody with a right to be answered: a word, an answer to a dialog's question, or a pressed fallback button. */
export async function answerMessage(
  context: TurnContext,
  speaking: Speaking,
  registry: Registry,
): Promise<void> {
  const key = dialogKey(context.activity.conversation.id, speaking.actor.personId);
  const underWay = speaking.person.dialogIn === key;
  const submitted = Submitted.safeParse(context.activity.value);
  if (submitted.success) {
    await endQuestion(speaking);
    return answerSubmit(context, speaking, registry, key, submitted.data);
  }
  const command = commandOf(registry, textOf(context));
  if (command === undefined) return answerText(context, speaking, registry, key, underWay);
  const cancels = command.words[0] === 'cancel';
  const left = await endQuestion(speaking, !cancels);
  if (underWay && cancels) return show(context, cancelledCard(true, speaking.reader));
  await answer(context, speaking, registry, key, command);
  if (left) await offerToGoOn(context, speaking);
}

/** A conversation was left for something else. */
export async function offerToGoOn(context: TurnContext, { reader }: Speaking): Promise<void> {
  await show(context, talkLeftCard(reader));
}

/** Text that is no word: something pasted, else an answer to the question under way. */
async function answerText(
  context: TurnContext,
  speaking: Speaking,
  registry: Registry,
  key: string,
  underWay: boolean,
): Promise<void> {
  const read = await registry.reads(speaking, ownWords(context.activity));
  if (read !== undefined) {
    const left = await endQuestion(speaking, true);
    await show(context, read);
    return left ? offerToGoOn(context, speaking) : undefined;
  }
  const meaning = () => meaningOf(registry, speaking, textOf(context));
  if (!underWay) return answerMeaning(context, speaking, registry, key, await meaning());
  let left: Meaning | undefined;
  let talk: LeftTalk | undefined;
  await withDialog(context, speaking, key, async (turn) => {
    // Prompts read the activity itself.
    context.activity.text = textOf(context);
    const before = talkIn(turn.state);
    const elsewhere = async () => {
      left = await meaning();
      return left !== undefined;
    };
    const waits = await registry.dialogs.continue({ ...turn, elsewhere });
    if (waits !== 'nothing-asked') {
      talk = left === undefined || isCancel(left) ? undefined : before;
      turn.left = talk;
      return left === undefined && waits;
    }
    left = await meaning();
    if (left === undefined) await answerMeaning(context, speaking, registry, key, undefined);
    return false;
  });
  if (left === undefined) return;
  if (isCancel(left)) return show(context, cancelledCard(true, speaking.reader));
  await answerMeaning(context, speaking, registry, key, left);
  if (talk !== undefined) await offerToGoOn(context, speaking);
}

function isCancel(meaning: Meaning): boolean {
  return 'command' in meaning && meaning.command.words[0] === 'cancel';
}

/** Shows what was meant, or what can be said where nothing was understood. */
async function answerMeaning(
  context: TurnContext,
  speaking: Speaking,
  registry: Registry,
  key: string,
  meaning: Meaning | undefined,
): Promise<void> {
  if (meaning === undefined) {
    const found = await registry.looksUp(speaking, textOf(context));
    if (found !== undefined) return showRateable(context, speaking, found, textOf(context));
    const menu = await menuOf(speaking.context, speaking.person, registry.commands);
    await show(context, notUnderstoodCard(menu, speaking.reader));
    return keepNotUnderstood(speaking.context, textOf(context), languageOf(speaking.reader.locale));
  }
  if ('card' in meaning) return show(context, meaning.card);
  if ('asks' in meaning) {
    return beginDialog(context, speaking, registry, key, meaning.asks.dialog, meaning.asks.options);
  }
  return answer(context, speaking, registry, key, meaning.command);
}

/** A button that came as a message, from a client without Universal Actions. */
export function submittedPress(value: unknown): Press | undefined {
  const submitted = Submitted.safeParse(value);
  if (!submitted.success) return undefined;
  const { verb, ...data } = submitted.data;
  return { verb, data, automatic: false };
}

/** The words said, without what they quote. */
export function textOf({ activity }: TurnContext): string {
  return wordsOf(ownWords(activity).text, activity.entities ?? []);
}

export async function show(context: TurnContext, card: AdaptiveCard): Promise<void> {
  await context.sendActivity(say(card));
}

async function answer(
  context: TurnContext,
  speaking: Speaking,
  registry: Registry,
  key: string,
  command: Registry['commands'][number],
): Promise<void> {
  const typed = textOf(context);
  const result = await command.run(speaking, typed);
  const question = command.rates?.(typed) ?? '';
  if (!('dialog' in result)) {
    return question === '' ? show(context, result) : showRateable(context, speaking, result, question);
  }
  return beginDialog(context, speaking, registry, key, result.dialog, {});
}

/** A client without Universal Actions: the answer comes as a new message, and a decline without a reason asks for it. */
async function answerSubmit(
  context: TurnContext,
  speaking: Speaking,
  registry: Registry,
  key: string,
  { verb, ...data }: z.infer<typeof Submitted>,
): Promise<void> {
  const asking = registry.asksByChat(verb, data);
  if (asking !== undefined) {
    return beginDialog(context, speaking, registry, key, asking.dialog, asking.options);
  }
  const answered = await runPress(registry.actions, speaking, { verb, data, automatic: false });
  if (!('card' in answered))
    return show(context, refusalCard(answered.message(speaking.reader), speaking.reader));
  if (answered.asks !== undefined) return beginAsked(context, speaking, registry, answered.asks);
  await show(context, answered.card);
  if (answered.file !== undefined) await askForConsent(context, answered.file, speaking.reader);
}

/** Begins the conversation that a press asks for, or takes up the one that was left. */
export async function beginAsked(
  context: TurnContext,
  speaking: Speaking,
  registry: Registry,
  asks: NonNullable<Extract<Answer, { readonly card: unknown }>['asks']>,
): Promise<void> {
  const key = dialogKey(context.activity.conversation.id, speaking.actor.personId);
  const begun = asks === 'left' ? (await loadDialogState(speaking.context.documents, key)).left : asks;
  if (begun === undefined)
    return show(context, talkNothingCard(word(speaking.reader, 'talk.left.gone'), speaking.reader));
  return beginDialog(context, speaking, registry, key, begun.dialog, begun.options);
}

async function beginDialog(
  context: TurnContext,
  speaking: Speaking,
  registry: Registry,
  key: string,
  dialog: string,
  options: object,
): Promise<void> {
  await withDialog(context, speaking, key, (turn) => {
    turn.state.dialogStack = [];
    if (isTalk(dialog)) turn.left = undefined;
    return registry.dialogs.begin(turn, dialog, options);
  });
}

async function withDialog(
  context: TurnContext,
  speaking: Speaking,
  key: string,
  run: (turn: DialogTurn & Pick<LoadedState, 'left'>) => Promise<boolean>,
): Promise<void> {
  const loaded = await loadDialogState(speaking.context.documents, key);
  const turn = { context, speaking, state: loaded.state, left: loaded.left };
  const waiting = await run(turn);
  loaded.left = turn.left;
  await loaded.save(waiting);
  await markDialog(speaking.context, speaking.actor.personId, waiting ? key : null);
}
