import { associationsListCard } from '../../cards/associations/list.ts';
import { AssociationsListSubmit } from '../../cards/associations/submit.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { listAssociations } from '../../usecases/associations/list.ts';
import { noAccess } from '../chat/no-access.ts';
import { cardAction, FORBIDDEN, type Answer, type Command, type Speaking } from '../speaking.ts';
import { atLocation, onlyStanding, type WhichLocation } from '../which-location.ts';

/** Which location's customers: any at which the person has a right. */
export const whichAssociations: WhichLocation = {
  dialog: 'associations-which-location',
  kind: 'Associations',
  question: 'Customers of which location?',
  verb: 'associations.list',
  meant: (_speaking, locations) => locations,
  async show(speaking, partnerId) {
    const answer = await listOf(speaking, partnerId, {});
    return 'card' in answer ? answer.card : noAccess(speaking);
  },
};

/** `associations`: the customers that a location stands with, and by what. */
export const associationsCommand: Command = {
  words: ['associations'],
  about: 'your customers by DPOR, CPOR, PAL and CSP, with history and usage',
  who: ['role'],
  ready: true,
  run: (speaking) => atLocation(whichAssociations, speaking, () => noAccess(speaking)),
};

export const listAssociationsAction = cardAction({
  verb: 'associations.list',
  schema: AssociationsListSubmit,
  changes: false,
  async run(speaking, { data: { partnerId, after, customer } }) {
    const at = partnerId ?? onlyStanding(speaking);
    return at === undefined ? FORBIDDEN : listOf(speaking, at, { after, customer });
  },
});

async function listOf(
  { context, person, reader }: Speaking,
  partnerId: PartnerId,
  inputs: { readonly after?: string | undefined; readonly customer?: string | undefined },
): Promise<Answer> {
  const customer = (inputs.customer ?? '').trim();
  const { after } = inputs;
  const found = await listAssociations(context, person, partnerId, { customer, after });
  if (!found.ok) return FORBIDDEN;
  return { card: associationsListCard(found.value, customer, after === undefined, reader) };
}
