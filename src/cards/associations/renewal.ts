import type { RenewalNews } from '../../domain/associations/dpor-news.ts';
import { say } from '../../words/say.ts';
import { NONE } from '../../words/text.ts';
import { messageCard } from '../chat/message.ts';
import { day, type Reader } from '../kit/format.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold } from '../kit/text.ts';
import { feedsText, noPointsText } from './feeds.ts';
import { customerTitle, productTitle, shortId } from './product.ts';

/** Tells somebody whose location held an older subscription that a new one of the same product started without a DPOR. */
export function renewalCard(news: RenewalNews, reader: Reader): AdaptiveCard {
  const { customerId, product } = news.subscription;
  const feeds = feedsText(product, 'dpor', reader);
  return messageCard(
    {
      kind: say(reader, 'dpor.renewal.kind'),
      whose: news.at.location.name,
      subject: customerTitle(news.customerName, customerId, reader),
      state: say(reader, 'dpor.renewal.state'),
      stateColor: 'Accent',
      lines: [
        say(reader, 'dpor.renewal.started', { product: bold(productTitle(product)) }),
        feeds === NONE ? noPointsText('dpor', reader) : say(reader, 'dpor.renewal.no-points', { feeds }),
        say(reader, 'dpor.renewal.ask'),
      ],
      facts: factsOf(news, reader),
      small: say(reader, 'dpor.renewal.settings'),
      buttons: buttonsOf(news, reader),
    },
    reader,
  );
}

function factsOf({ subscription: { subscriptionId, starts, ends } }: RenewalNews, reader: Reader) {
  return [
    { title: say(reader, 'dpor.fact.subscription'), value: shortId(subscriptionId, reader) },
    ...(starts === null ? [] : [{ title: say(reader, 'dpor.fact.starts'), value: day(starts, reader) }]),
    ...(ends === null ? [] : [{ title: say(reader, 'dpor.fact.ends'), value: day(ends, reader) }]),
  ];
}

function buttonsOf({ subscription: { subscriptionId, customerId }, at }: RenewalNews, reader: Reader) {
  const { partnerId } = at.location;
  const settings = { title: say(reader, 'dpor.button.settings'), verb: 'settings.show', data: {} };
  if (!at.hasRights) return [settings];
  return [
    {
      title: say(reader, 'dpor.button.request'),
      verb: 'dpor.request',
      data: { subscriptionId, partnerId },
    },
    { title: say(reader, 'dpor.button.customer'), verb: 'associations.show', data: { customerId } },
    settings,
  ];
}
