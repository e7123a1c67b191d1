import { associationsListCard } from '../../cards/associations/list.ts';
import { AssociationsListPress } from '../../cards/associations/press.ts';
import { readLocation } from '../../cards/kit/location-list.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { listAssociations } from '../../usecases/associations/list.ts';
import { rememberLocation } from '../../usecases/memberships/person-changes.ts';
import { noAccess } from '../chat/no-access.ts';
import { cardAction, FORBIDDEN, type Answer, type Command, type Speaking } from '../speaking.ts';

/** `associations`: the customers that the person's locations stand with, and by what. */
export const associationsCommand: Command = {
  words: ['associations'],
  about: 'chat.about.associations',
  group: 'standing',
  who: ['role'],
  async run(speaking) {
    const answer = await listOf(speaking, undefined, {});
    return 'card' in answer ? answer.card : noAccess(speaking);
  },
};

export const listAssociationsAction = cardAction({
  verb: 'associations.list',
  who: 'associations',
  data: ['partnerId', 'after'],
  inputs: ['customer'],
  schema: AssociationsListPress,
  changes: false,
  run: (speaking, { data: { partnerId, after, customer } }) =>
    listOf(speaking, readLocation(partnerId), { after, customer }),
});

async function listOf(
  { context, person, reader }: Speaking,
  partnerId: PartnerId | undefined,
  inputs: { readonly after?: string | undefined; readonly customer?: string | undefined },
): Promise<Answer> {
  const customer = (inputs.customer ?? '').trim();
  const { after } = inputs;
  const found = await listAssociations(context, person, partnerId, { customer, after });
  if (!found.ok) return FORBIDDEN;
  if (partnerId !== undefined) await rememberLocation(context, person, partnerId);
  return { card: associationsListCard(found.value, customer, after === undefined, reader) };
}
