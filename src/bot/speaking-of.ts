import { randomUUID } from 'node:crypto';
import type { Activity, TurnContext } from 'botbuilder';
import type { Registry } from '../dialogs/index.ts';
import type { Speaking } from '../dialogs/speaking.ts';
import { readsAs, type ConversationReference, type Person } from '../domain/memberships/person.ts';
import type { PersonId } from '../domain/shared/ids.ts';
import type { OpenMail } from '../usecases/associations/handle-mail.ts';
import type { Context } from '../usecases/context.ts';
import type { UploadFile } from '../usecases/files/consent.ts';
import type { DownloadFile } from '../usecases/files/keep.ts';
import { findPerson } from '../usecases/memberships/find-person.ts';
import { recognise, type RosterEntry, type Sighting } from '../usecases/memberships/recognise.ts';
import { channelReads } from '../usecases/referrals/channels.ts';
import { hasDialogs } from './dialogs.ts';
import type { IsAlone } from './hosted.ts';
import { ownWords } from './quoted.ts';
import type { SeenPeople } from './served.ts';
import { channelOf, isPersonal } from './sighting.ts';
import type { Later } from './typing.ts';

export interface TurnParts {
  readonly context: Context;
  readonly registry: Registry;
  /** People whom the edge has read already, by the sender in their activity. */
  readonly seen: SeenPeople;
  /** Asks Teams' roster for whoever sent the activity; undefined when it does not tell. */
  readonly rosterOf: (sighting: Sighting) => Promise<RosterEntry | undefined>;
  /** Puts a file where Teams made room for it. */
  readonly upload: UploadFile;
  /** Gets a file from where Teams put it. */
  readonly download: DownloadFile;
  /** Takes a mail apart that came as a file. */
  readonly openMail: OpenMail;
  /** Asks Teams' roster whether nobody else is in a conversation. */
  readonly isAlone: IsAlone;
  /** Whether somebody may search once more for something to share. */
  readonly maySearch: (personId: PersonId) => boolean;
  /** Opens the chat with one person who was heard in a room; absent: none is opened. */
  readonly openChat?: (
    whom: Pick<Activity, 'serviceUrl' | 'recipient'>,
    person: Pick<Person, 'tenantId' | 'aadObjectId'>,
  ) => Promise<ConversationReference | undefined>;
  /** What the other side can do; absent: what Teams' public cloud can. */
  readonly client?: ClientSide;
  /** Absent: by the machine's own clock. */
  readonly later?: Later;
}

export interface ClientSide {
  /** Messages to one of several readers. */
  readonly targets: boolean;
  /** Dialogs, in clients that have them. */
  readonly dialogs: boolean;
}

export const TEAMS: ClientSide = { targets: true, dialogs: true };

/** Whoever sent a verified activity, and all that an answer to it depends on. */
export async function speakingOf(
  parts: TurnParts,
  turn: TurnContext,
  sighting: Sighting,
  greets: boolean,
): Promise<Speaking> {
  const { context, rosterOf } = parts;
  const known = parts.seen.get(turn.activity.from) ?? (await findPerson(context.documents, sighting));
  const person = await recognise(context, sighting, known, greets, () => rosterOf(sighting));
  const { personId, tenantId, aadObjectId, name } = person;
  const { locale, timeZone } = readsAs(person);
  const place = channelOf(turn.activity);
  // What everybody in a channel reads stays in its language, whoever presses.
  const reads = place && (await channelReads(context.documents, tenantId, place));
  const { replyToId, conversation } = turn.activity;
  const { quotes } = ownWords(turn.activity);
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
    ...(quotes === undefined ? {} : { quotes }),
    ...(isPersonal(turn.activity) && hasDialogs(turn, (parts.client ?? TEAMS).dialogs)
      ? { dialog: 'can' }
      : {}),
    ...(replyToId === undefined
      ? {}
      : { pressedIn: { activityId: replyToId, conversationId: conversation.id } }),
  };
}

/** The same, for an answer that its reader alone sees: in their language, whatever the room's. */
export function asideOf({ pressedIn: _pressedIn, ...speaking }: Speaking): Speaking {
  const { locale, timeZone } = speaking.actor;
  return { ...speaking, shared: false, aside: true, reader: { ...speaking.reader, locale, timeZone } };
}

/** The same delivered twice is one operation; one that has no id cannot be told from another, so it is its own. */
function operationOf({ id }: Partial<Pick<Activity, 'id'>>): string {
  return id ?? randomUUID();
}

/** Standings only say where to look; what a person may do is read from the roster by every use case. */
export function mayBeAnswered({ standings, operator, outsider }: Person): boolean {
  return (standings.length > 0 || operator) && outsider !== true;
}
