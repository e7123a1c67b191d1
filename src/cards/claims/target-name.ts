import { Workload } from '../../domain/shared/catalogue.ts';
import { SubscriptionId } from '../../domain/shared/ids.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { productName, shortId } from '../associations/product.ts';
import { WORKLOAD_NAMES } from '../kit/labels.ts';
import { plain } from '../kit/text.ts';

/**
 * What a claim is for, as people read it: a workload, or the product of a subscription with enough of its id to tell two
 * apart. Escaped.
 *
 * @param product of the subscription; `''`: not known
 */
export function targetName(target: string, reader: Reads, product = ''): Text {
  const workload = Workload.safeParse(target);
  if (workload.success) return WORKLOAD_NAMES[workload.data];
  const subscription = SubscriptionId.safeParse(target);
  if (!subscription.success) return plain(target, 100);
  const id = shortId(subscription.data, reader);
  return product === ''
    ? say(reader, 'claims.subscription', { id })
    : say(reader, 'claims.product-subscription', { product: productName(product), id });
}
