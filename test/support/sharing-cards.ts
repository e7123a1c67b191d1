import { claimFacts, customerFacts, linkFact, offerFacts } from '../../src/cards/sharing/facts.ts';
import { genericCard, seenCard, sharedCard, unfurledCard } from '../../src/cards/sharing/shared.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import {
  faceOfClaimView,
  faceOfCustomer,
  faceOfCustomerView,
  faceOfOfferView,
} from '../../src/domain/sharing/face.ts';
import { alpha, fourthCoffee } from './associations.ts';
import { tie } from './association-cards.ts';
import { claimView } from './claim-cards.ts';
import { contoso } from './intake-cards.ts';
import { inDays, offer, referral } from './referrals.ts';

export const links = {
  publicUrl: 'https://porter.contoso.test',
  appId: '11111111-2222-4333-8444-555555555555',
};
const ids = ['29:one', '29:two'];

/** What is put into chats, for everybody there and for who may see more. */
export function sharingCards(reader: Reader): { readonly [face: string]: AdaptiveCard } {
  const claim = claimView({ status: 'under-review', dueAt: inDays(7) });
  const offered = {
    referral: referral(),
    part: { part: 1 },
    offer: offer({ status: 'offered', respondBy: inDays(6) }),
  };
  const customer = {
    customerId: fourthCoffee,
    customerName: 'Fourth Coffee',
    at: [
      {
        location: contoso({ partnerId: alpha }),
        mayClaim: true,
        ties: [
          { tie: tie(), usage: [] },
          { tie: tie({ association: 'cpor' }), usage: [] },
        ],
        requests: [],
        reports: [],
        endings: [],
        delegations: [],
      },
    ],
    usageCutShort: false,
  };
  const [claimFace, offerFace, customerFace] = [
    faceOfClaimView(claim),
    faceOfOfferView(offered),
    faceOfCustomerView(customer),
  ];
  const unnamed = faceOfCustomer({ customerId: fourthCoffee, customerName: '' });
  return {
    'a claim, shared': sharedCard(claimFace, links, ids, reader),
    'a referral, shared': sharedCard(offerFace, links, ids, reader),
    'a customer, shared': sharedCard(customerFace, links, ids, reader),
    'a customer without a name, shared': sharedCard(unnamed, links, [], reader),
    'a claim, seen': seenCard(
      claimFace,
      [...claimFacts(claim, reader), ...linkFact(claimFace.thing, links, reader)],
      links,
      ids,
      reader,
    ),
    'a referral, seen': seenCard(offerFace, offerFacts(offered.offer, contoso(), reader), links, ids, reader),
    'a customer, seen': seenCard(customerFace, customerFacts(customer, reader), links, ids, reader),
    'a link': unfurledCard(claimFace, links, reader),
    'a link, to who may not see it': genericCard(claimFace.thing, links, reader),
    'a link that names nothing': genericCard(undefined, links, reader),
  };
}
