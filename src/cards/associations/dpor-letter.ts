import type { Subscription } from '../../domain/associations/customer.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Letter } from '../kit/letter.ts';
import { clean } from '../kit/text.ts';
import { dporGuide } from './dpor-guide.ts';
import { productName } from './product.ts';

/**
 * The letter with which a location asks a customer to make it the partner of record; plain text, and to nobody yet: Porter
 * knows no address for it. What matters most comes first, since a link may have to leave its end out.
 *
 * @param sender whoever asks
 */
export function dporLetter(
  of: {
    readonly customer: { readonly name: string };
    readonly subscription: Pick<Subscription, 'subscriptionId' | 'product'>;
    readonly location: Pick<Location, 'name' | 'partnerId'>;
  },
  sender: string,
): Letter {
  const { subscriptionId } = of.subscription;
  const { partnerId } = of.location;
  const us = clean(of.location.name);
  const product = clean(productName(of.subscription.product).replaceAll('\\', ''));
  const guide = dporGuide({ ...of.subscription, partnerId });
  const steps = guide.attach.map((step) => `- ${step}`);
  return {
    to: '',
    toName: '',
    subject: clean(`Please name ${us} as partner of record for ${product}`, 150),
    paragraphs: [
      'Hello,',
      `We look after ${product} with you. Please name ${us} as the Digital Partner of Record of your subscription ${subscriptionId}. Our PartnerID is ${partnerId}.`,
      ...(guide.link === ''
        ? [`It is done in ${guide.place}:`, ...steps]
        : [
            'This link opens the right page with our PartnerID filled in; sign in if you are asked, and save:',
            guide.link,
            `Or step by step in ${guide.place}:`,
            ...steps,
          ]),
      `${guide.who.replace('at the customer', 'on your side')} ${guide.notWho}`,
      'The Digital Partner of Record tells Microsoft which partner helps you with a subscription, so that Microsoft works with us where you need support. We then see its usage, seats and dates. A subscription has one at a time, and you can change or remove it whenever you like.',
      'Tell us if anything is unclear.',
      ['Kind regards,', clean(sender), us].filter((line) => line !== '').join('\n'),
    ],
  };
}
