import { claimFacts, customerFacts, linkFact, offerFacts } from '../../cards/sharing/facts.ts';
import { seenCard, type SharedFact } from '../../cards/sharing/shared.ts';
import { ShareShowPress } from '../../cards/sharing/press.ts';
import type { Reader } from '../../cards/kit/format.ts';
import { NO_LINKS } from '../../domain/sharing/links.ts';
import { Thing } from '../../domain/sharing/thing.ts';
import { faceOf } from '../../usecases/sharing/search.ts';
import { viewThing, type ThingView } from '../../usecases/sharing/view.ts';
import { cardAction, FORBIDDEN, INVALID } from '../speaking.ts';

/**
 * A shared card that is seen, by whoever looks: their own view of it, in whatever chat. It has no button that acts; those are
 * on the thing's own card, in the personal chat.
 */
export const showSharedAction = cardAction({
  verb: 'share.show',
  who: 'its-reader',
  data: ['claimId', 'referralId', 'part', 'customerId'],
  inputs: [],
  schema: ShareShowPress,
  changes: false,
  shared: 'own-view',
  async run({ context, person, reader }, { data }) {
    const named = Thing.safeParse(data);
    if (!named.success) return INVALID;
    const thing = named.data;
    const view = await viewThing(context, person, thing);
    if (!view.ok) return FORBIDDEN;
    const { links = NO_LINKS } = context;
    const facts = [...factsOf(view.value, reader), ...linkFact(thing, links, reader)];
    const { userId = '' } = person.conversation ?? {};
    const userIds = userId.startsWith('29:') ? [userId] : [];
    return { card: seenCard(faceOf(view.value), facts, links, userIds, reader) };
  },
});

function factsOf(view: ThingView, reader: Reader): readonly SharedFact[] {
  switch (view.kind) {
    case 'claim':
      return claimFacts(view.claim, reader);
    case 'referral':
      return offerFacts(view.offer.offer, view.offer.rights.location, reader);
    case 'customer':
      return customerFacts(view.customer, reader);
  }
}
