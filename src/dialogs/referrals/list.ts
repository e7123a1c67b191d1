import { readLocation } from '../../cards/kit/location-list.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { referralsListCard } from '../../cards/referrals/list.ts';
import { readFilter, ReferralsListPress } from '../../cards/referrals/list-press.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { rememberLocation } from '../../usecases/memberships/person-changes.ts';
import { listReferrals } from '../../usecases/referrals/list.ts';
import { noAccess } from '../chat/no-access.ts';
import { cardAction, FORBIDDEN, type Answer, type Command, type Speaking } from '../speaking.ts';
import { operationsCard } from '../operators/operations.ts';

/** `referrals`: of all the person's locations, those to answer first, then history; of one, with the acceptance rate. */
export const referralsCommand: Command = {
  words: ['referrals'],
  about: 'chat.about.referrals',
  group: 'referrals',
  who: ['role', 'operator'],
  async run(speaking) {
    const answer = await listOf(speaking, undefined, {});
    return 'card' in answer ? answer.card : orOperations(speaking);
  },
};

export const listReferralsAction = cardAction({
  verb: 'referrals.list',
  who: 'referrals',
  data: ['partnerId', 'after'],
  inputs: ['status', 'kind', 'customer'],
  schema: ReferralsListPress,
  changes: false,
  run: (speaking, { data: { partnerId, ...inputs } }) => listOf(speaking, readLocation(partnerId), inputs),
});

async function listOf(
  { context, person, reader }: Speaking,
  partnerId: PartnerId | undefined,
  inputs: Parameters<typeof readFilter>[0] & { readonly after?: string | undefined },
): Promise<Answer> {
  const filter = readFilter(inputs);
  const { after } = inputs;
  const found = await listReferrals(context, person, partnerId, { ...filter, after });
  if (!found.ok) return FORBIDDEN;
  if (partnerId !== undefined) await rememberLocation(context, person, partnerId);
  const shown = { ...found.value, staff: person.operator };
  return { card: referralsListCard(shown, filter, after === undefined, reader) };
}

/** Programme staff without a location of their own see how referrals stand over all partners. */
async function orOperations(speaking: Speaking): Promise<AdaptiveCard> {
  return (await operationsCard(speaking)) ?? noAccess(speaking);
}
