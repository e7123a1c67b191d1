import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { readFilter, ReferralsListSubmit, referralsListCard } from '../../cards/referrals/list.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { listReferrals } from '../../usecases/referrals/list.ts';
import { noAccess } from '../chat/no-access.ts';
import { cardAction, FORBIDDEN, type Answer, type Command, type Speaking } from '../speaking.ts';
import { operationsCard } from '../operators/operations.ts';
import { atLocation, onlyStanding, type WhichLocation } from '../which-location.ts';

/** Which location's referrals: any at which the person has a right. */
export const whichReferrals: WhichLocation = {
  dialog: 'referrals-which-location',
  kind: 'Referrals',
  question: 'Referrals of which location?',
  verb: 'referrals.list',
  meant: (_speaking, locations) => locations,
  async show(speaking, partnerId) {
    const answer = await listOf(speaking, partnerId, {});
    return 'card' in answer ? answer.card : orOperations(speaking);
  },
};

/** `referrals`: those to answer first, then history, with the acceptance rate. */
export const referralsCommand: Command = {
  words: ['referrals'],
  about: 'what was offered to you, what came of it, and your acceptance rate',
  who: ['role', 'operator'],
  ready: true,
  run: (speaking) => atLocation(whichReferrals, speaking, () => orOperations(speaking)),
};

export const listReferralsAction = cardAction({
  verb: 'referrals.list',
  schema: ReferralsListSubmit,
  changes: false,
  async run(speaking, { data: { partnerId, ...inputs } }) {
    const at = partnerId ?? onlyStanding(speaking);
    return at === undefined ? FORBIDDEN : listOf(speaking, at, inputs);
  },
});

async function listOf(
  { context, person, reader }: Speaking,
  partnerId: PartnerId,
  inputs: Parameters<typeof readFilter>[0] & { readonly after?: string | undefined },
): Promise<Answer> {
  const filter = readFilter(inputs);
  const { after } = inputs;
  const found = await listReferrals(context, person, partnerId, { ...filter, after });
  if (!found.ok) return FORBIDDEN;
  const shown = { ...found.value, staff: person.operator };
  return { card: referralsListCard(shown, filter, after === undefined, reader) };
}

/** Programme staff without a location of their own see how referrals stand over all partners. */
async function orOperations(speaking: Speaking): Promise<AdaptiveCard> {
  return (await operationsCard(speaking)) ?? noAccess(speaking);
}
