import type { TurnContext } from 'botbuilder';
import { outsiderCard, unknownPersonCard } from '../cards/chat/cards.ts';
import { say } from '../dialogs/choice-prompt.ts';
import { suggestedWords } from '../dialogs/chat/suggested.ts';
import { welcomeOf } from '../dialogs/chat/welcome.ts';
import { commandOf } from '../dialogs/index.ts';
import { INVALID, NOBODY, type Refusal, type Speaking } from '../dialogs/speaking.ts';
import { filesCard } from '../dialogs/claims/files.ts';
import { searchFor } from '../dialogs/claims/search.ts';
import { dropFiles } from '../dialogs/imports/drop.ts';
import { readAttachedMail } from '../dialogs/associations/paste.ts';
import { findPerson } from '../usecases/memberships/find-person.ts';
import { claimWelcome, markGone } from '../usecases/memberships/person-changes.ts';
import type { Sighting } from '../usecases/memberships/recognise.ts';
import { filesIn } from './attached-files.ts';
import { answerTask, isTask, refuseTask, taskPress } from './dialogs.ts';
import { FEEDBACK, rateAnswer } from './feedback.ts';
import { FILE_CONSENT, onFileConsent } from './file-consent.ts';
import { isCompose, onCompose } from './compose.ts';
import { asHosted } from './hosted.ts';
import { answerInvoke, CARD_ACTION, CARD_SEARCH, pressOf, runPress, type Press } from './invoke.ts';
import { answerMessage, beginAsked, offerToGoOn, show, textOf } from './message.ts';
import { isFromOutsider, OUTSIDER, refusesTo } from './outsiders.ts';
import { endQuestion } from './question.ts';
import { onRoom, pressingOf, whisper } from './room.ts';
import { isPersonal, readerOf, sightingOf } from './sighting.ts';
import { speakingOf, type TurnParts } from './speaking-of.ts';
import { whileTyping } from './typing.ts';

/** One verified activity, from whoever sent it to what is answered. Kinds that mean nothing here are passed over. */
export function createTurnHandler(parts: TurnParts): (turn: TurnContext) => Promise<void> {
  return (turn) => whileTyping(turn, () => onTurn(parts, turn), parts.later);
}

async function onTurn(parts: TurnParts, turn: TurnContext): Promise<void> {
  const { activity } = turn;
  await asHosted(activity, parts.isAlone);
  const sighting = sightingOf(activity);
  const outside = isFromOutsider(activity);
  switch (activity.type) {
    case 'message':
      if (outside) return onOutsider(parts, turn);
      return sighting === undefined ? onNobody(turn) : onMessage(parts, turn, sighting);
    case 'invoke':
      return onInvoke(parts, turn, outside ? OUTSIDER : sighting);
    case 'installationUpdate':
    case 'conversationUpdate':
      return sighting === undefined || outside ? undefined : onInstalled(parts, turn, sighting);
    default:
      return;
  }
}

/** Guests, people of other organisations and anonymous ones may come without an object id. */
async function onNobody(turn: TurnContext): Promise<void> {
  // Where others read along it may as well be another bot, and two that answer each other do not end.
  if (isPersonal(turn.activity)) await show(turn, unknownPersonCard(readerOf(turn.activity)));
}

/** Why they are not served, and nothing else. */
async function onOutsider(parts: TurnParts, turn: TurnContext): Promise<void> {
  if (!isPersonal(turn.activity)) whisper(parts, turn);
  await show(turn, outsiderCard(readerOf(turn.activity)));
}

async function onMessage(parts: TurnParts, turn: TurnContext, sighting: Sighting): Promise<void> {
  if (!isPersonal(turn.activity)) return onRoom(parts, turn, sighting);
  const greets = commandOf(parts.registry, textOf(turn))?.words.includes('hello') === true;
  const speaking = await speakingOf(parts, turn, sighting, greets);
  const refused = refusesTo(speaking);
  if (refused !== undefined) return show(turn, refused);
  const files = filesIn(turn.activity);
  if (files.length > 0) {
    const left = await endQuestion(speaking, true);
    const dropped = await dropFiles(speaking, files, parts.download);
    if (dropped !== undefined) return show(turn, dropped);
    const mail = await readAttachedMail(speaking, files, parts.download, parts.openMail);
    await show(turn, mail ?? (await filesCard(speaking, files, parts.download)));
    return left ? offerToGoOn(turn, speaking) : undefined;
  }
  return answerMessage(turn, speaking, parts.registry);
}

/** Names of the invokes whose value is read by whoever answers them. */
const OTHER_INVOKES: ReadonlySet<string> = new Set([FILE_CONSENT, CARD_SEARCH, FEEDBACK]);

async function onInvoke(
  parts: TurnParts,
  turn: TurnContext,
  from: Sighting | Refusal | undefined,
): Promise<void> {
  const { name = '' } = turn.activity;
  if (isCompose(turn.activity)) return onSharing(parts, turn, from);
  const press = pressIn(turn);
  if (press === undefined && !OTHER_INVOKES.has(name)) return refuse(turn, INVALID);
  if (from === undefined) return refuse(turn, NOBODY);
  if ('refused' in from) return refuse(turn, from);
  const heard = await speakingOf(parts, turn, from, false);
  if (heard.person.outsider === true) return refuse(turn, OUTSIDER);
  const speaking = await pressingOf(parts, turn, heard);
  return press === undefined ? onOther(parts, turn, speaking) : onPress(parts, turn, speaking, press);
}

/** A button, of a card or in a dialog. */
function pressIn({ activity }: TurnContext): Press | undefined {
  const { name, value } = activity;
  if (isTask(activity)) return taskPress(value);
  return name === CARD_ACTION ? pressOf(value) : undefined;
}

async function onPress(parts: TurnParts, turn: TurnContext, speaking: Speaking, press: Press): Promise<void> {
  const { registry } = parts;
  if (!press.automatic) await endQuestion(speaking);
  const answer =
    turn.activity.name === CARD_ACTION
      ? await runPress(registry.actions, speaking, press)
      : await answerTask(turn, speaking, registry, press);
  if (turn.activity.name === CARD_ACTION) await answerInvoke(turn, answer, speaking.reader);
  if ('asks' in answer && answer.asks !== undefined) {
    await beginAsked(turn, speaking, registry, answer.asks);
  }
}

async function onOther(parts: TurnParts, turn: TurnContext, speaking: Speaking): Promise<void> {
  const { reader } = speaking;
  if (turn.activity.name === CARD_SEARCH) {
    return answerInvoke(turn, await searchFor(speaking, turn.activity.value), reader);
  }
  if (turn.activity.name === FEEDBACK) return answerInvoke(turn, await rateAnswer(turn, speaking), reader);
  await endQuestion(speaking);
  return answerInvoke(turn, await onFileConsent(turn, speaking, parts.upload), reader);
}

async function onSharing(
  parts: TurnParts,
  turn: TurnContext,
  from: Sighting | Refusal | undefined,
): Promise<void> {
  const isKnown = from !== undefined && !('refused' in from);
  const speaking = isKnown ? await speakingOf(parts, turn, from, false) : undefined;
  const isServed = speaking !== undefined && speaking.person.outsider !== true;
  return onCompose(turn, parts.context, isServed ? speaking : undefined, parts.maySearch);
}

async function refuse(turn: TurnContext, refusal: Refusal): Promise<void> {
  const reader = readerOf(turn.activity);
  if (isTask(turn.activity)) await refuseTask(turn, refusal, reader);
  else await answerInvoke(turn, refusal, reader);
}

/** Install events come twice and again; one welcome goes out. After a removal nothing is sent any more. */
async function onInstalled(parts: TurnParts, turn: TurnContext, sighting: Sighting): Promise<void> {
  const { activity } = turn;
  if (!isPersonal(activity)) return;
  if (activity.type === 'installationUpdate' && activity.action?.startsWith('remove')) {
    const person = await findPerson(parts.context.documents, sighting);
    if (person !== undefined) await markGone(parts.context, person.value.personId);
    return;
  }
  // Who leaves a chat has not been heard of again.
  if ((activity.membersRemoved?.length ?? 0) > 0) return;
  const speaking = await speakingOf(parts, turn, sighting, true);
  const { person } = speaking;
  if (person.welcomedAt !== null || !(await claimWelcome(parts.context, person.personId))) return;
  const refused = refusesTo(speaking);
  if (refused !== undefined) return show(turn, refused);
  const { commands } = parts.registry;
  const words = await suggestedWords(speaking, commands);
  await turn.sendActivity({
    ...say(await welcomeOf(speaking, commands)),
    suggestedActions: { to: [activity.from.id], actions: words.map(typing) },
  });
}

/** A word that a tap says, as if it had been typed. */
function typing(word: string) {
  return { type: 'imBack', title: word, value: word };
}
