import type { CustomerMetric } from '../../domain/scores/eligibility.ts';
import { say } from '../../words/say.ts';
import { asText, type Text } from '../../words/text.ts';
import { productName } from '../associations/product.ts';
import type { Reader } from '../kit/format.ts';
import { metricInText } from '../kit/labels.ts';
import { listed } from '../kit/text.ts';

/** "usage growth and deployments". */
export function metricsInText(metrics: readonly CustomerMetric[], reader: Reader): Text {
  return asText(listed(metrics.map((metric) => metricInText(metric, reader))));
}

/** That PAL counts with a product what the claim’s activity is for; `''` where it is the claim that counts. */
export function byPalText(product: string, metrics: readonly CustomerMetric[], reader: Reader): Text {
  if (metrics.length === 0) return asText('');
  return say(reader, 'claim-feeds.by-pal', {
    product: asText(productName(product)),
    metrics: metricsInText(metrics, reader),
  });
}
