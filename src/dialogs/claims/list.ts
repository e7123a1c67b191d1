import { claimsListCard, ClaimsListSubmit, readClaimsFilter } from '../../cards/claims/list.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
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
    const [alone, ...more] = speaking.person.standings;
    const at = partnerId ?? (more.length === 0 ? alone?.partnerId : undefined);
    return at === undefined ? FORBIDDEN : listOf(speaking, at, inputs);
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
