import type { Activity, TurnContext } from 'botbuilder';
import type { ComposeAnswer } from '../cards/sharing/compose.ts';
import {
  composeAnonymousLink,
  composeLink,
  composeQuery,
  composeSelected,
  type Composing,
} from '../dialogs/sharing/compose.ts';
import { NOBODY, type Refusal, type Speaking } from '../dialogs/speaking.ts';
import { NO_LINKS } from '../domain/sharing/links.ts';
import type { Context } from '../usecases/context.ts';
import type { PersonId } from '../domain/shared/ids.ts';
import { answerInvoke } from './invoke.ts';
import { readerOf } from './sighting.ts';
import { ANONYMOUS_LINK } from './tenant.ts';

const ANSWERS: {
  readonly [name: string]: (composing: Composing, value: unknown) => Promise<ComposeAnswer | Refusal>;
} = {
  'composeExtension/query': composeQuery,
  'composeExtension/selectItem': composeSelected,
  'composeExtension/queryLink': composeLink,
};

/** Whether an invoke is of the message extension: a search, what was chosen of it, or a link that was pasted. */
export function isCompose({ name }: Pick<Activity, 'name'>): boolean {
  return name === ANONYMOUS_LINK || Object.hasOwn(ANSWERS, name ?? '');
}

/**
 * Answers an invoke of the message extension: in the platform's own shape, and a refusal of what no client of ours sends as
 * everywhere. Nothing is changed, wherever the message is composed.
 *
 * @param speaking whoever composes it; undefined where Teams does not say
 */
export async function onCompose(
  turn: TurnContext,
  context: Context,
  speaking: Speaking | undefined,
  maySearch: (personId: PersonId) => boolean,
): Promise<void> {
  const { activity } = turn;
  const { name, value, from } = activity;
  if (name === ANONYMOUS_LINK) {
    const reader = { locale: readerOf(activity).locale, timeZone: 'UTC', now: context.clock.now() };
    return answerInvoke(turn, composeAnonymousLink(context.links ?? NO_LINKS, value, reader), reader);
  }
  const answers = ANSWERS[name ?? ''];
  if (speaking === undefined || answers === undefined) return answerInvoke(turn, NOBODY, readerOf(activity));
  const composing = { ...speaking, teamsId: from.id, mayAsk: () => maySearch(speaking.person.personId) };
  return answerInvoke(turn, await answers(composing, value), speaking.reader);
}
