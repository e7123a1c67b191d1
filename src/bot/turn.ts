import { randomUUID } from 'node:crypto';
import type { Activity, TurnContext } from 'botbuilder';
import { noAccessCard, personalOnlyCard, refusalCard, unknownPersonCard } from '../cards/chat/cards.ts';
import { welcomeOf } from '../dialogs/chat/welcome.ts';
import { commandOf, type Registry } from '../dialogs/index.ts';
import { INVALID, NOBODY, type Speaking } from '../dialogs/speaking.ts';
import { readsAs, type Person } from '../domain/memberships/person.ts';
import type { Context } from '../usecases/context.ts';
import { filesCard } from '../dialogs/claims/files.ts';
import { searchFor } from '../dialogs/claims/search.ts';
import { dropFiles } from '../dialogs/imports/drop.ts';
import { readAttachedMail } from '../dialogs/associations/paste.ts';
import type { OpenMail } from '../usecases/associations/handle-mail.ts';
import type { DownloadFile } from '../usecases/files/keep.ts';
import type { UploadFile } from '../usecases/files/consent.ts';
import { findPerson } from '../usecases/memberships/find-person.ts';
import { claimWelcome, markGone } from '../usecases/memberships/person-changes.ts';
import { recognise, type Sighting } from '../usecases/memberships/recognise.ts';
import { channelReads } from '../usecases/referrals/channels.ts';
import { filesIn } from './attached-files.ts';
import { FILE_CONSENT, onFileConsent } from './file-consent.ts';
import { answerInvoke, CARD_ACTION, CARD_SEARCH, pressOf, runPress } from './invoke.ts';
import { answerMessage, beginAsked, offerToGoOn, show, submittedPress, textOf } from './message.ts';
import { endQuestion } from './question.ts';
import type { SeenPeople } from './served.ts';
import { channelOf, isPersonal, readerOf, sightingOf } from './sighting.ts';

export interface TurnParts {
  readonly context: Context;
  readonly registry: Registry;
  /** People whom the edge has read already, by the sender in their activity. */
  readonly seen: SeenPeople;
  /** Asks Teams' roster for the address of whoever sent the activity; undefined when it does not tell. */
  readonly emailOf: (sighting: Sighting) => Promise<string | undefined>;
  /** Puts a file where Teams made room for it. */
  readonly upload: UploadFile;
  /** Gets a file from where Teams put it. */
  readonly download: DownloadFile;
  /** Takes a mail apart that came as a file. */
  readonly openMail: OpenMail;
}

/** One verified activity, from whoever sent it to what is answered. Kinds that mean nothing here are passed over. */
export function createTurnHandler(parts: TurnParts): (turn: TurnContext) => Promise<void> {
  return async (turn) => {
    const { activity } = turn;
    const sighting = sightingOf(activity);
    switch (activity.type) {
      case 'message':
        return sighting === undefined ? onNobody(turn) : onMessage(parts, turn, sighting);
      case 'invoke':
        return onInvoke(parts, turn, sighting);
      case 'installationUpdate':
      case 'conversationUpdate':
        return sighting === undefined ? undefined : onInstalled(parts, turn, sighting);
      default:
        return;
    }
  };
}

/** Guests, people of other organisations and anonymous ones may come without an object id. */
async function onNobody(turn: TurnContext): Promise<void> {
  // Where others read along it may as well be another bot, and two that answer each other do not end.
  if (isPersonal(turn.activity)) await show(turn, unknownPersonCard(readerOf(turn.activity)));
}

async function onMessage(parts: TurnParts, turn: TurnContext, sighting: Sighting): Promise<void> {
  if (!isPersonal(turn.activity)) return onShared(parts, turn, sighting);
  const greets = commandOf(parts.registry, textOf(turn))?.words.includes('hello') === true;
  const speaking = await speakingOf(parts, turn, sighting, greets);
  if (!mayBeAnswered(speaking.person)) {
    return show(turn, noAccessCard('stranger', speaking.reader));
  }
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

/** Where others read along only the buttons of cards shown there work, and the words that are meant for a channel. */
async function onShared(parts: TurnParts, turn: TurnContext, sighting: Sighting): Promise<void> {
  const press = submittedPress(turn.activity.value);
  if (press !== undefined) {
    const speaking = await speakingOf(parts, turn, sighting, false);
    await endQuestion(speaking);
    const answer = await runPress(parts.registry.actions, speaking, press);
    return show(
      turn,
      'card' in answer ? answer.card : refusalCard(answer.message(speaking.reader), speaking.reader),
    );
  }
  const place = channelOf(turn.activity);
  const command = place && parts.registry.inChannel(textOf(turn));
  if (place === undefined || command === undefined)
    return show(turn, personalOnlyCard(readerOf(turn.activity)));
  return show(turn, await command(await speakingOf(parts, turn, sighting, false), place));
}

async function onInvoke(parts: TurnParts, turn: TurnContext, sighting: Sighting | undefined): Promise<void> {
  if (turn.activity.name === FILE_CONSENT) {
    if (sighting === undefined) return answerInvoke(turn, NOBODY, readerOf(turn.activity));
    const speaking = await speakingOf(parts, turn, sighting, false);
    await endQuestion(speaking);
    return answerInvoke(turn, await onFileConsent(turn, speaking, parts.upload), speaking.reader);
  }
  if (turn.activity.name === CARD_SEARCH && sighting !== undefined) {
    const speaking = await speakingOf(parts, turn, sighting, false);
    return answerInvoke(turn, await searchFor(speaking, turn.activity.value), speaking.reader);
  }
  const press = turn.activity.name === CARD_ACTION ? pressOf(turn.activity.value) : undefined;
  if (press === undefined) return answerInvoke(turn, INVALID, readerOf(turn.activity));
  if (sighting === undefined) return answerInvoke(turn, NOBODY, readerOf(turn.activity));
  const speaking = await speakingOf(parts, turn, sighting, false);
  if (!press.automatic) await endQuestion(speaking);
  const answer = await runPress(parts.registry.actions, speaking, press);
  await answerInvoke(turn, answer, speaking.reader);
  if ('asks' in answer && answer.asks !== undefined) {
    await beginAsked(turn, speaking, parts.registry, answer.asks);
  }
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
  const { person, reader } = speaking;
  if (person.welcomedAt !== null || !(await claimWelcome(parts.context, person.personId))) return;
  await show(
    turn,
    mayBeAnswered(person)
      ? await welcomeOf(speaking, parts.registry.commands)
      : noAccessCard('stranger', reader),
  );
}

async function speakingOf(
  parts: TurnParts,
  turn: TurnContext,
  sighting: Sighting,
  greets: boolean,
): Promise<Speaking> {
  const { context, emailOf } = parts;
  const known = parts.seen.get(turn.activity.from) ?? (await findPerson(context.documents, sighting));
  const person = await recognise(context, sighting, known, greets, () => emailOf(sighting));
  const { personId, tenantId, aadObjectId, name } = person;
  const { locale, timeZone } = readsAs(person);
  const place = channelOf(turn.activity);
  // What everybody in a channel reads stays in its language, whoever presses.
  const reads = place && (await channelReads(context.documents, tenantId, place));
  const { replyToId, conversation } = turn.activity;
  return {
    context,
    person,
    actor: { personId, tenantId, aadObjectId, name, locale, timeZone },
    reader: {
      locale: reads?.locale ?? locale,
      timeZone: reads?.timeZone ?? timeZone,
      now: context.clock.now(),
    },
    opId: operationOf(turn.activity),
    shared: !isPersonal(turn.activity),
    ...(replyToId === undefined
      ? {}
      : { pressedIn: { activityId: replyToId, conversationId: conversation.id } }),
  };
}

/** The same delivered twice is one operation; one that has no id cannot be told from another, so it is its own. */
function operationOf({ id }: Partial<Pick<Activity, 'id'>>): string {
  return id ?? randomUUID();
}

/** Standings only say where to look; what a person may do is read from the roster by every use case. */
function mayBeAnswered(person: Person): boolean {
  return person.standings.length > 0 || person.operator;
}
