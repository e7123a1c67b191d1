import { isOutdated, type DporNews, type RenewalNews } from '../../domain/associations/dpor-news.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { date, listOf, type Reader } from '../kit/format.ts';
import { bold, plain } from '../kit/text.ts';
import type { DigestLine } from './digest.ts';
import { customerTitle, productName, shortId } from './product.ts';

/** One DPOR change in a line: customer, product, since when, and at which location of the reader. */
export function dporDigestLine(news: DporNews, reader: Reader): DigestLine {
  const { customerName, subscription, change, lostAt, gainedAt } = news;
  const told = {
    customer: bold(customerTitle(customerName, subscription.customerId, reader)),
    product: productName(subscription.product),
    day: date(change.changedAt, reader),
  };
  const lost = listOf(
    lostAt.map(({ location }) => plain(location.name)),
    reader,
  );
  const again = isOutdated(news) ? say(reader, 'dpor.digest.changed-again') : NONE;
  const line = (what: DigestLine['what'], text: Text): DigestLine => ({ what, text: dotted(text, again) });
  if (gainedAt === undefined) {
    return line('lost', say(reader, 'dpor.digest.line.lost', { ...told, location: lost }));
  }
  const gained = plain(gainedAt.location.name);
  return lostAt.length > 0
    ? line('moved', say(reader, 'dpor.digest.line.moved', { ...told, from: lost, to: gained }))
    : line('gained', say(reader, 'dpor.digest.line.gained', { ...told, location: gained }));
}

/** A new subscription without a DPOR in a line. */
export function renewalDigestLine(
  { customerName, subscription, at }: RenewalNews,
  reader: Reader,
): DigestLine {
  const { customerId, product, subscriptionId } = subscription;
  return {
    what: 'open',
    text: say(reader, 'dpor.digest.line.open', {
      customer: bold(customerTitle(customerName, customerId, reader)),
      product: productName(product),
      id: shortId(subscriptionId, reader),
      location: plain(at.location.name),
    }),
  };
}
