import { chatLink, type Links } from '../../domain/sharing/links.ts';
import type { Face } from '../../domain/sharing/face.ts';
import { sayingOf, type Thing } from '../../domain/sharing/thing.ts';
import { say } from '../../words/say.ts';
import { asText, type Text } from '../../words/text.ts';
import type { ActionData } from '../kit/action.ts';
import type { Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';
import { kindOf, nameOf, stateOf } from './standing.ts';

export interface SharedFact {
  readonly title: Text;
  readonly value: Text;
}

interface SharedData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly facts: readonly SharedFact[];
  /** Empty ones are left out. */
  readonly lines: readonly Text[];
  /** The press that shows it again; none in a card that only tells. */
  readonly refreshes: readonly { readonly data: ActionData; readonly submit: ActionData }[];
  readonly opens: readonly { readonly url: string }[];
}

const render = cardTemplate<SharedData>('shared');

/** As Teams says in its limit; source: Microsoft Learn, "User Specific Views". */
const MAX_USER_IDS = 60;

/**
 * What is put into a chat for everybody in it: a name and a state. Whoever may see more gets it by Refresh, in a view of their
 * own, and the clients of those named ask for it by themselves.
 *
 * @param userIds Teams ids (`29:…`) of people who may see more
 */
export function sharedCard(
  face: Face,
  links: Links,
  userIds: readonly string[],
  reader: Reader,
): AdaptiveCard {
  const card = render(
    {
      ...faceData(face, links, reader),
      lines: [say(reader, 'sharing.small')],
      refreshes: [refreshOf(face.thing)],
    },
    reader,
  );
  return withRefresh(card, face.thing, userIds, reader);
}

/** The same for a link that was pasted, where clients know no buttons of ours and keep the card for half an hour. */
export function unfurledCard(face: Face, links: Links, reader: Reader): AdaptiveCard {
  return render({ ...faceData(face, links, reader), lines: [], refreshes: [] }, reader);
}

/** A link's card for whoever may not see what it names, whether or not it is there. */
export function genericCard(thing: Thing | undefined, links: Links, reader: Reader): AdaptiveCard {
  const subject = say(reader, 'sharing.generic');
  return render(
    {
      fallbackText: clean(subject),
      head: head(asText('Porter'), '', subject),
      facts: [],
      lines: [say(reader, 'sharing.generic-who'), say(reader, 'sharing.generic-how')],
      refreshes: [],
      opens: opensOf(thing, links),
    },
    reader,
  );
}

/** What somebody with a right to it sees of a shared thing. @param facts at most five */
export function seenCard(
  face: Face,
  facts: readonly SharedFact[],
  links: Links,
  userIds: readonly string[],
  reader: Reader,
): AdaptiveCard {
  const card = render(
    {
      ...faceData(face, links, reader),
      facts,
      lines: [say(reader, 'sharing.seen')],
      refreshes: [refreshOf(face.thing)],
    },
    reader,
  );
  return withRefresh(card, face.thing, userIds, reader);
}

function faceData(
  face: Face,
  links: Links,
  reader: Reader,
): Pick<SharedData, 'fallbackText' | 'head' | 'facts' | 'opens'> {
  const kind = kindOf(face.standing, reader);
  const customer = nameOf(face, reader);
  const { state, color } = stateOf(face.standing, reader);
  return {
    fallbackText: say(reader, 'sharing.fallback', { kind, customer, state }),
    head: head(kind, '', customer, state, color),
    facts: [],
    opens: opensOf(face.thing, links),
  };
}

function opensOf(thing: Thing | undefined, links: Links): SharedData['opens'] {
  const url = chatLink(links, thing && sayingOf(thing));
  return url === undefined ? [] : [{ url }];
}

function refreshOf(thing: Thing): SharedData['refreshes'][number] {
  return { data: thing, submit: { ...thing, verb: 'share.show' } };
}

/**
 * Without `userIds` every client of a small chat would ask, also of those who may see no more, and show them an error.
 * Source: Microsoft Learn, "Universal Actions for Adaptive Cards".
 */
function withRefresh(
  card: AdaptiveCard,
  thing: Thing,
  userIds: readonly string[],
  reader: Reader,
): AdaptiveCard {
  if (userIds.length === 0) return card;
  const title = say(reader, 'sharing.refresh');
  const fallback = { type: 'Action.Submit', title, data: { ...thing, verb: 'share.show' } };
  const action = { type: 'Action.Execute', title, verb: 'share.show', data: thing, fallback };
  return { ...card, refresh: { action, userIds: userIds.slice(0, MAX_USER_IDS) } };
}
