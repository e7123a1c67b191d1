import type { CustomerMetric } from '../../domain/scores/edition.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { productName } from '../associations/product.ts';
import { listOf, type Reader } from '../kit/format.ts';
import { metricInText } from '../kit/labels.ts';

/** "usage growth and deployments". */
export function metricsInText(metrics: readonly CustomerMetric[], reader: Reader): Text {
  return listOf(
    metrics.map((metric) => metricInText(metric, reader)),
    reader,
  );
}

/** That PAL counts with a product what the claim’s activity is for; `''` where it is the claim that counts. */
export function byPalText(product: string, metrics: readonly CustomerMetric[], reader: Reader): Text {
  if (metrics.length === 0) return NONE;
  return say(reader, 'claim-feeds.by-pal', {
    product: productName(product),
    metrics: metricsInText(metrics, reader),
  });
}
