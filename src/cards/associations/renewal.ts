import type { RenewalNews } from '../../domain/associations/dpor-news.ts';
import { messageCard } from '../chat/message.ts';
import { day, type Reader } from '../kit/format.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { feedsText, noPointsText } from './feeds.ts';
import { customerTitle, productName, shortId } from './product.ts';

/** Tells somebody whose location held an older subscription that a new one of the same product started without a DPOR. */
export function renewalCard({ customerName, subscription, at }: RenewalNews, reader: Reader): AdaptiveCard {
  const { subscriptionId, customerId, product, starts, ends } = subscription;
  const { partnerId, name } = at.location;
  const feeds = feedsText(product, 'dpor');
  return messageCard({
    kind: 'New subscription',
    whose: name,
    subject: customerTitle(customerName, customerId),
    state: 'No DPOR yet',
    stateColor: 'Accent',
    lines: [
      `A new subscription of **${productName(product)}** started with no DPOR. You held it on an older one; it does not come along by itself, whether this is a renewal, an upgrade or a migration.`,
      feeds === '' ? noPointsText('dpor') : `Without it the subscription brings you no points for ${feeds}.`,
      'If you look after it, ask the customer to add you: an owner or administrator there can.',
    ],
    facts: [
      { title: 'Subscription', value: shortId(subscriptionId) },
      ...(starts === null ? [] : [{ title: 'Starts', value: day(starts, reader) }]),
      ...(ends === null ? [] : [{ title: 'Ends', value: day(ends, reader) }]),
    ],
    small: 'In **settings** you choose what you are told of, and when.',
    buttons: [
      ...(at.hasRights
        ? [
            { title: 'Request DPOR', verb: 'dpor.request', data: { subscriptionId, partnerId } },
            { title: 'See customer', verb: 'associations.show', data: { customerId } },
          ]
        : []),
      { title: 'Settings', verb: 'settings.show', data: {} },
    ],
  });
}
