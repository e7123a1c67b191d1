import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { noAccessCard, outsiderCard } from '../cards/chat/cards.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import type { Refusal, Speaking } from '../dialogs/speaking.ts';
import { isOutsider } from '../domain/memberships/outsider.ts';
import { say } from '../words/say.ts';
import { mayBeAnswered } from './speaking-of.ts';
import { tenantOf } from './tenant.ts';

/** Guests and people of other organisations: the same for every button, whatever there is. */
export const OUTSIDER: Refusal = {
  refused: 'forbidden',
  message: (reader) => say(reader, 'chat.outsider.line'),
};

/** What some clients say of whoever sends; the SDK's type has neither. */
const From = z.looseObject({ tenantId: z.string().optional(), userRole: z.string().optional() });

/** Whether the activity itself says that its sender belongs to no organisation that is served in that chat. */
export function isFromOutsider(activity: Activity): boolean {
  const home = tenantOf(activity);
  const from = From.safeParse(activity.from);
  return home !== undefined && from.success && isOutsider(from.data, home);
}

/** What somebody is told who is answered nothing; undefined: they are. */
export function refusesTo({ person, reader }: Pick<Speaking, 'person' | 'reader'>): AdaptiveCard | undefined {
  if (person.outsider === true) return outsiderCard(reader);
  return mayBeAnswered(person) ? undefined : noAccessCard('stranger', reader);
}
