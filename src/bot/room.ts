import type { Activity, TurnContext } from 'botbuilder';
import { answeredInPersonCard, outsiderCard, personalOnlyCard, refusalCard } from '../cards/chat/cards.ts';
import { say } from '../dialogs/choice-prompt.ts';
import type { Speaking } from '../dialogs/speaking.ts';
import { isAside, keepAside } from '../usecases/conversations/aside.ts';
import type { Sighting } from '../usecases/memberships/recognise.ts';
import { isTargeted, speakAside } from './aside.ts';
import { isCopilot } from './host.ts';
import { refusesTo } from './outsiders.ts';
import { runPress } from './invoke.ts';
import { answerMessage, show, submittedPress, textOf } from './message.ts';
import { endQuestion } from './question.ts';
import { channelOf, readerOf } from './sighting.ts';
import { asideOf, speakingOf, TEAMS, type TurnParts } from './speaking-of.ts';

/**
 * Where others read along, the buttons of cards shown there and the words that are meant for a channel are answered for all of
 * them, save to an outsider. Anything else is answered to its reader alone, as are buttons for a view of their own.
 */
export async function onRoom(parts: TurnParts, turn: TurnContext, sighting: Sighting): Promise<void> {
  const speaking = await speakingOf(parts, turn, sighting, false);
  const aside = asideOf(speaking);
  if (speaking.person.outsider === true) {
    answerAside(parts, turn, aside);
    return show(turn, outsiderCard(aside.reader));
  }
  const press = submittedPress(turn.activity.value);
  const isForAll = press !== undefined && parts.registry.actions.get(press.verb)?.shared !== 'own-view';
  if (isForAll && !(await isForOne(speaking))) {
    await endQuestion(speaking);
    const answer = await runPress(parts.registry.actions, speaking, press);
    return show(
      turn,
      'card' in answer ? answer.card : refusalCard(answer.message(speaking.reader), speaking.reader),
    );
  }
  const place = channelOf(turn.activity);
  const command = press === undefined && place ? parts.registry.inChannel(textOf(turn)) : undefined;
  const isOpen = command !== undefined && !isTargeted(turn.activity);
  if (!isOpen) answerAside(parts, turn, aside);
  if (place !== undefined && command !== undefined) return show(turn, await command(speaking, place));
  const refused = refusesTo(aside);
  return refused === undefined ? answerMessage(turn, aside, parts.registry) : show(turn, refused);
}

/** Whoever presses a button in a room: what is shown to them alone answers as in their own chat. */
export async function pressingOf(parts: TurnParts, turn: TurnContext, speaking: Speaking): Promise<Speaking> {
  if (!(await isForOne(speaking))) return speaking;
  const aside = asideOf(speaking);
  answerAside(parts, turn, aside);
  return aside;
}

/** Whether what was pressed is a card that this person alone can see. */
async function isForOne({ context, person, shared, pressedIn }: Speaking): Promise<boolean> {
  return shared === true && pressedIn !== undefined && (await isAside(context, person.personId, pressedIn));
}

function answerAside(parts: TurnParts, turn: TurnContext, { context, person }: Speaking): void {
  const { activity } = turn;
  speakAside(turn, {
    isKnown: hasTargets(parts, activity),
    chat: () => Promise.resolve(person.conversation ?? parts.openChat?.(activity, person)),
    point: (isThere) => pointer(isThere, activity),
    kept: (activityId) =>
      keepAside(context, person.personId, { conversationId: activity.conversation.id, activityId }),
  });
}

/** To somebody in a room who is told one thing and no more; where Teams does not take it nothing is said. */
export function whisper(parts: TurnParts, turn: TurnContext): void {
  const { activity } = turn;
  speakAside(turn, {
    isKnown: hasTargets(parts, activity),
    chat: () => Promise.resolve(undefined),
    point: () => undefined,
    kept: () => Promise.resolve(),
  });
}

/** Whether a message to one of several readers is told of; Copilot, of which Teams makes a group chat, is not said to know them. */
function hasTargets({ client = TEAMS }: TurnParts, activity: Activity): boolean {
  return client.targets && !isCopilot(activity);
}

/** In the room's words: it holds nothing of the answer. */
function pointer(isThere: boolean, activity: Activity): Partial<Activity> {
  const reader = readerOf(activity);
  return say(isThere ? answeredInPersonCard(reader) : personalOnlyCard(reader));
}
