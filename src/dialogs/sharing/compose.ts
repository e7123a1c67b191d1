import { z } from 'zod';
import { found, results, told, unfurled, type ComposeAnswer } from '../../cards/sharing/compose.ts';
import { genericCard, sharedCard, unfurledCard } from '../../cards/sharing/shared.ts';
import type { Reader } from '../../cards/kit/format.ts';
import { NO_LINKS, type Links } from '../../domain/sharing/links.ts';
import { Thing, thingLinked } from '../../domain/sharing/thing.ts';
import { faceOf, searchThings } from '../../usecases/sharing/search.ts';
import { viewersOf } from '../../usecases/sharing/viewers.ts';
import { viewThing } from '../../usecases/sharing/view.ts';
import { say } from '../../words/say.ts';
import { FORBIDDEN, INVALID, type Refusal, type Speaking } from '../speaking.ts';

/** Whoever composes a message, with their Teams id (`29:…`, or `''` where it is not one). */
export interface Composing extends Speaking {
  readonly teamsId: string;
  /** Whether this person may search once more; asking counts as a search. */
  readonly mayAsk: () => boolean;
}

/** The one search that the manifest declares, and its text. */
export const SEARCH_COMMAND = 'search';
const SEARCH_PARAMETER = 'text';

const text = z.string().max(200);
/** `value` of `composeExtension/query`. Clients leave the parameters out, or send another one, when a search begins. */
const Query = z.looseObject({
  commandId: z.literal(SEARCH_COMMAND),
  parameters: z
    .array(z.looseObject({ name: z.string().max(64), value: z.unknown() }))
    .max(5)
    .nullish(),
  queryOptions: z
    .looseObject({ skip: z.number().int().min(0), count: z.number().int().min(1) })
    .optional()
    .catch(undefined),
});
/** `value` of `composeExtension/queryLink`, and of the one without a name. */
const Link = z.looseObject({ url: z.string().min(1).max(2_048) });

const FIRST = { skip: 0, count: 25 };

/** What is found for a text, to be put into the chat: by the rights of whoever types it. */
export async function composeQuery(composing: Composing, value: unknown): Promise<ComposeAnswer | Refusal> {
  const query = Query.safeParse(value);
  if (!query.success) return INVALID;
  const { context, person, reader, teamsId, mayAsk } = composing;
  if (!mayAsk()) return told(say(reader, 'sharing.too-often'));
  if (person.standings.length === 0) return told(FORBIDDEN.message(reader));
  const typed = query.data.parameters?.find(({ name }) => name === SEARCH_PARAMETER)?.value ?? '';
  const { skip, count } = query.data.queryOptions ?? FIRST;
  const faces = await searchThings(context, person, { text: text.catch('').parse(typed), skip, count });
  const userIds = idsOf(teamsId, []);
  return results(
    faces.map((face) => found(face, sharedCard(face, linksOf(composing), userIds, reader), reader)),
  );
}

/** The card of what was chosen, with those who may see more of it. What is no thing of ours is no row of ours. */
export async function composeSelected(
  composing: Composing,
  value: unknown,
): Promise<ComposeAnswer | Refusal> {
  const thing = Thing.safeParse(value);
  if (!thing.success) return INVALID;
  const { context, person, reader, teamsId } = composing;
  const view = await viewThing(context, person, thing.data);
  if (!view.ok) return told(FORBIDDEN.message(reader));
  const face = faceOf(view.value);
  const userIds = idsOf(teamsId, await viewersOf(context, view.value));
  return results([found(face, sharedCard(face, linksOf(composing), userIds, reader), reader)]);
}

/** The card of a link that was pasted: for who may not see what it names the same as for what is not there. */
export async function composeLink(composing: Composing, value: unknown): Promise<ComposeAnswer | Refusal> {
  const link = Link.safeParse(value);
  if (!link.success) return INVALID;
  const { context, person, reader } = composing;
  const links = linksOf(composing);
  const thing = thingLinked(link.data.url, links.publicUrl);
  const view = thing && (await viewThing(context, person, thing));
  const card =
    view?.ok === true ? unfurledCard(faceOf(view.value), links, reader) : genericCard(thing, links, reader);
  return results([unfurled(card)]);
}

/** The same where Teams does not say who pasted it: nothing is looked up. */
export function composeAnonymousLink(links: Links, value: unknown, reader: Reader): ComposeAnswer | Refusal {
  const link = Link.safeParse(value);
  if (!link.success) return INVALID;
  const thing = thingLinked(link.data.url, links.publicUrl);
  return results([unfurled(genericCard(thing, links, reader))]);
}

function linksOf({ context }: Speaking): Links {
  return context.links ?? NO_LINKS;
}

/** Whoever shares it first; each once. */
function idsOf(own: string, others: readonly string[]): readonly string[] {
  return [...new Set([...(own.startsWith('29:') ? [own] : []), ...others])];
}
