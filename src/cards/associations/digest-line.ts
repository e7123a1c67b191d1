import { isOutdated, type DporNews } from '../../domain/associations/dpor-news.ts';
import { date, type Reader } from '../kit/format.ts';
import { bold, listed, plain } from '../kit/text.ts';
import type { DigestLine } from './digest.ts';
import { productName } from './product.ts';

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
    text: `${bold(customerName)} · ${productName(subscription.product)}, ${date(change.changedAt, reader)}, ${place}${again}`,
  };
}
