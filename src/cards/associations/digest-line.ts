import { isOutdated, type DporNews, type RenewalNews } from '../../domain/associations/dpor-news.ts';
import { date, type Reader } from '../kit/format.ts';
import { bold, listed, plain } from '../kit/text.ts';
import type { DigestLine } from './digest.ts';
import { customerTitle, productName, shortId } from './product.ts';

/** One DPOR change in a line: customer, product, since when, and at which location of the reader. */
export function dporDigestLine(news: DporNews, reader: Reader): DigestLine {
  const { customerName, subscription, change, lostAt, gainedAt } = news;
  const what = gainedAt === undefined ? 'lost' : lostAt.length > 0 ? 'moved' : 'gained';
  const at = lostAt.map(({ location }) => plain(location.name));
  const where = [
    what === 'moved' ? `from ${listed(at)} to` : 'at',
    gainedAt && plain(gainedAt.location.name),
  ];
  const place = what === 'lost' ? `at ${listed(at)}` : where.join(' ');
  const again = isOutdated(news) ? ' (changed again since)' : '';
  return {
    what,
    text: `${bold(customerTitle(customerName, subscription.customerId))} · ${productName(subscription.product)}, ${date(change.changedAt, reader)}, ${place}${again}`,
  };
}

/** A new subscription without a DPOR in a line. */
export function renewalDigestLine({ customerName, subscription, at }: RenewalNews): DigestLine {
  const { customerId, product, subscriptionId } = subscription;
  const customer = bold(customerTitle(customerName, customerId));
  const place = `for ${plain(at.location.name)} to ask for`;
  return {
    what: 'open',
    text: `${customer} · ${productName(product)}, ${shortId(subscriptionId)}, ${place}`,
  };
}
