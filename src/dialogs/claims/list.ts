import { claimsListCard, ClaimsListSubmit, readClaimsFilter } from '../../cards/claims/list.ts';
import { chooseLocationCard } from '../../cards/referrals/choose-location.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { claimingLocations } from '../../usecases/claims/claiming-locations.ts';
import { listClaims } from '../../usecases/claims/list.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';
import type { WhichLocation } from '../which-location.ts';
import { noClaims } from './new.ts';

/** Which location's claims: any at which the person has an incentive role. */
export const whichClaims: WhichLocation = {
  dialog: 'claims-which-location',
  kind: 'CPOR claims',
  question: 'Claims of which location?',
  verb: 'claims.list',
  meant: (_speaking, locations) => locations.filter(({ incentiveRole }) => incentiveRole !== null),
  async show(speaking, partnerId) {
    const answer = await listOf(speaking, partnerId, {});
    return 'card' in answer ? answer.card : noClaims(speaking);
  },
};

export const listClaimsAction = cardAction({
  verb: 'claims.list',
  schema: ClaimsListSubmit,
  changes: false,
  async run(speaking, { data: { partnerId, ...inputs } }) {
    if (partnerId !== undefined) return listOf(speaking, partnerId, inputs);
    const { context, person, reader } = speaking;
    const locations = await claimingLocations(context.documents, person, reader.now);
    const [only, ...others] = locations;
    if (only === undefined) return FORBIDDEN;
    return others.length === 0
      ? listOf(speaking, only.partnerId, inputs)
      : { card: chooseLocationCard(whichClaims, locations) };
  },
});

async function listOf(
  { context, person, reader }: Speaking,
  partnerId: PartnerId,
  inputs: Parameters<typeof readClaimsFilter>[0] & { readonly after?: string | undefined },
): Promise<Answer> {
  const filter = readClaimsFilter(inputs);
  const { after } = inputs;
  const found = await listClaims(context, person, partnerId, { ...filter, after });
  return found.ok ? { card: claimsListCard(found.value, filter, after === undefined, reader) } : FORBIDDEN;
}
