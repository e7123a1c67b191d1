import { rightsCard, RightsShowPress } from '../../cards/memberships/rights.ts';
import { withOtherLocations } from '../../cards/referrals/choose-location.ts';
import { locationsOf } from '../../usecases/memberships/locations-of.ts';
import { rightsAt } from '../../usecases/memberships/rights.ts';
import { cardAction, FORBIDDEN } from '../speaking.ts';

/** What the reader may do: at the location named, the one they asked about last, or the first by name. */
export const showRightsAction = cardAction({
  verb: 'rights.show',
  who: 'role',
  data: ['partnerId'],
  inputs: [],
  schema: RightsShowPress,
  changes: false,
  async run({ context, person, reader }, { data: { partnerId } }) {
    const at = await locationsOf(context.documents, person, reader.now);
    const wanted = partnerId ?? person.lastPartnerId;
    const listed = at.find(({ location }) => location.partnerId === wanted);
    // Standings are a hint where to look: the roster says.
    const named =
      partnerId === undefined ? at[0] : await rightsAt(context.documents, person, partnerId, reader.now);
    const rights = listed ?? named;
    if (rights === undefined) return FORBIDDEN;
    const others = at.flatMap(({ location }) =>
      location.partnerId === rights.location.partnerId ? [] : [location],
    );
    const card = rightsCard(rights, reader);
    return {
      card: others.length === 0 ? card : withOtherLocations(card, { verb: 'rights.show' }, others, reader),
    };
  },
});
