import { claimsListCard, ClaimsListPress, readClaimsFilter } from '../../cards/claims/lists/list.ts';
import { readLocation } from '../../cards/kit/location-list.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { listClaims } from '../../usecases/claims/shown/list.ts';
import { rememberLocation } from '../../usecases/memberships/person-changes.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';
import { noClaims } from './new.ts';

/** What the word `claims` shows: the claims of all locations where the person has an incentive role. */
export async function claimsOfAll(speaking: Speaking): Promise<AdaptiveCard> {
  const answer = await listOf(speaking, undefined, {});
  return 'card' in answer ? answer.card : noClaims(speaking);
}

export const listClaimsAction = cardAction({
  verb: 'claims.list',
  who: 'claims',
  data: ['partnerId', 'after'],
  inputs: ['status', 'target', 'customer'],
  schema: ClaimsListPress,
  changes: false,
  run: (speaking, { data: { partnerId, ...inputs } }) => listOf(speaking, readLocation(partnerId), inputs),
});

async function listOf(
  { context, person, reader }: Speaking,
  partnerId: PartnerId | undefined,
  inputs: Parameters<typeof readClaimsFilter>[0] & { readonly after?: string | undefined },
): Promise<Answer> {
  const filter = readClaimsFilter(inputs);
  const { after } = inputs;
  const found = await listClaims(context, person, partnerId, { ...filter, after });
  if (!found.ok) return FORBIDDEN;
  if (partnerId !== undefined) await rememberLocation(context, person, partnerId);
  return { card: claimsListCard(found.value, filter, after === undefined, reader) };
}
