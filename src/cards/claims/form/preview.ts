import { ACTIVITY_RULES, areasFed, claimsProduct } from '../../../domain/claims/activities.ts';
import { claimFeeds } from '../../../domain/claims/feeds.ts';
import type { ClaimPolicy } from '../../../domain/claims/policy.ts';
import type { Area, ClaimActivity } from '../../../domain/shared/catalogue.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import { productName } from '../../associations/product.ts';
import { listOf, type Reader } from '../../kit/format.ts';
import { AREA_NAMES } from '../../kit/labels.ts';
import { sentences } from '../../kit/sentences.ts';
import { byPalText, metricsInText } from '../feeds.ts';

/** Products that a line has room for. */
const MAX_NAMED = 3;

export interface PreviewLine {
  readonly title: Text;
  readonly text: Text;
}

/**
 * What a claim will do, before it is submitted.
 *
 * @param targets as chosen so far; none: whatever the activity can claim
 * @param products of the subscriptions chosen, or of those to choose from, as far as they are known
 */
export function previewOf(
  activity: ClaimActivity,
  targets: readonly string[],
  products: readonly string[],
  policy: ClaimPolicy,
  reader: Reader,
): PreviewLine[] {
  const line = (name: 'care' | 'counts' | 'proof' | 'who' | 'long', text: Text): PreviewLine => ({
    title: say(reader, `claim-form.preview.${name}`),
    text,
  });
  const care = careText(activity, products, reader);
  const proof = ACTIVITY_RULES[activity].needsProof ? 'needed' : 'not-needed';
  return [
    ...(care === NONE ? [] : [line('care', care)]),
    line('counts', feedsText(activity, targets, products, reader)),
    line('proof', say(reader, `claim-form.preview.proof.${proof}`)),
    line('who', say(reader, 'claim-form.preview.who.operators')),
    line('long', timesText(policy, reader)),
  ];
}

/** Of products that are in no catalogue: the claim is taken, and may come to nothing. */
function careText(activity: ClaimActivity, products: readonly string[], reader: Reader): Text {
  const unknown = new Set(products.filter((product) => claimsProduct(activity, product) === undefined));
  if (unknown.size === 0) return NONE;
  const named = [...unknown]
    .slice(0, MAX_NAMED)
    .map((product) => say(reader, 'claim-form.preview.quoted', { product: productName(product) }));
  return say(reader, 'claim-refusals.unknown-products', { products: listOf(named, reader) });
}

function feedsText(
  activity: ClaimActivity,
  targets: readonly string[],
  products: readonly string[],
  reader: Reader,
): Text {
  const { feeds, isPaid } = ACTIVITY_RULES[activity];
  const each = [...new Set(products.length === 0 ? [''] : products)].map((product) => ({
    product,
    ...claimFeeds(activity, '', product),
  }));
  const metrics = feeds.filter((one) => each.some((fed) => fed.metrics.includes(one)));
  return sentences(
    reader,
    metrics.length === 0
      ? say(reader, 'claim-feeds.nothing')
      : scoreText(activity, targets, metricsInText(metrics, reader), reader),
    ...each.map(({ product, byPal }) => byPalText(product, byPal, reader)),
    activity === 'osa' ? say(reader, 'claim-form.preview.counts.revrec') : NONE,
    say(reader, isPaid ? 'claim-form.preview.counts.paid' : 'claim-form.preview.counts.unpaid'),
  );
}

function scoreText(activity: ClaimActivity, targets: readonly string[], metrics: Text, reader: Reader): Text {
  const isOpen = ACTIVITY_RULES[activity].unit === 'workload' && targets.length === 0;
  const asked = isOpen ? ['exchange', 'entra-id'] : targets;
  const fed = new Set<Area>(
    asked.length === 0 ? areasFed(activity, '') : asked.flatMap((target) => areasFed(activity, target)),
  );
  const areas = listOf(
    [...fed].map((area) => AREA_NAMES[area]),
    reader,
  );
  const key = isOpen ? 'claim-form.preview.counts.score-by-workload' : 'claim-form.preview.counts.score';
  return say(reader, key, { areas, metrics });
}

function timesText(policy: ClaimPolicy, reader: Reader): Text {
  return say(reader, 'claim-form.preview.long.days', {
    begins: policy.reviewBeginsDays,
    review: policy.reviewDays,
    answer: policy.answerDays,
    optOut: policy.optOutDays,
    dispute: policy.disputeDays,
  });
}
