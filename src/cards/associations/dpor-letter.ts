import type { Subscription } from '../../domain/associations/customer.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Letter } from '../kit/letter.ts';
import { clean } from '../kit/text.ts';
import { dporGuide, type DporGuide } from './dpor-guide.ts';
import { productTitle } from './product.ts';

/**
 * The letter with which a location asks a customer to make it the partner of record, in the customer's language; plain text,
 * and to nobody yet: Porter knows no address for it. What matters most comes first, since a link may have to leave its end
 * out.
 *
 * @param sender whoever asks
 */
export function dporLetter(
  of: {
    readonly customer: { readonly language: string };
    readonly subscription: Pick<Subscription, 'subscriptionId' | 'product'>;
    readonly location: Pick<Location, 'name' | 'partnerId'>;
  },
  sender: string,
): Letter {
  const customer = { locale: of.customer.language };
  const { subscriptionId } = of.subscription;
  const { partnerId } = of.location;
  const partner = clean(of.location.name);
  const product = productTitle(of.subscription.product);
  const guide = dporGuide({ ...of.subscription, partnerId }, customer);
  return {
    to: '',
    toName: '',
    subject: clean(say(customer, 'dpor-letter.subject', { partner, product }), 150),
    paragraphs: [
      say(customer, 'dpor-letter.greeting'),
      say(customer, 'dpor-letter.ask', {
        partner,
        product,
        partnerId: clean(partnerId),
        subscriptionId: clean(subscriptionId),
      }),
      ...stepsOf(guide, customer),
      say(customer, `dpor-letter.${guide.place}.who`),
      say(customer, 'dpor-letter.meaning'),
      say(customer, 'dpor-letter.close'),
      [say(customer, 'dpor-letter.regards'), clean(sender), partner].filter((line) => line !== '').join('\n'),
    ],
  };
}

/** How it is done: by a link where there is one, and step by step. */
function stepsOf({ place, attach, link }: DporGuide, customer: Reads): readonly string[] {
  const steps = attach.map((step) => `- ${step}`);
  return place === 'azure' && link !== ''
    ? [say(customer, 'dpor-letter.link'), link, say(customer, 'dpor-letter.azure.or-steps'), ...steps]
    : [say(customer, `dpor-letter.${place}.steps`), ...steps];
}
