import { feedsOf } from '../associations/feeds.ts';
import { ELIGIBILITY } from '../scores/eligibility.ts';
import type { CustomerMetric } from '../scores/edition.ts';
import type { Area, ClaimActivity } from '../shared/catalogue.ts';
import { ACTIVITY_RULES, areasFed, claimsProduct } from './activities.ts';

/** What a claim feeds by its own activity: RevRec, which OSA brings, is apart. */
export interface ClaimFeeds {
  readonly areas: readonly Area[];
  readonly metrics: readonly CustomerMetric[];
  /** What the activity feeds with other products, and what counts by PAL with this one. */
  readonly byPal: readonly CustomerMetric[];
}

/**
 * What a claim feeds: of what its activity is for that which CPOR feeds with the product. A product that is not known takes
 * nothing away.
 *
 * @param target a workload, or anything else for an activity that claims subscriptions
 * @param product of the subscription, in any spelling; `''`: not known
 */
export function claimFeeds(activity: ClaimActivity, target: string, product: string): ClaimFeeds {
  const { feeds, unit } = ACTIVITY_RULES[activity];
  const areas = areasFed(activity, target);
  const isKnown = unit === 'subscription' && claimsProduct(activity, product) === true;
  const counted = new Set(
    isKnown
      ? feedsOf(product, 'cpor').flatMap(({ metrics }) => metrics)
      : areas.flatMap((area) => ELIGIBILITY[area].cpor.metrics),
  );
  const pal = isKnown ? feedsOf(product, 'pal').flatMap(({ metrics }) => metrics) : [];
  return {
    areas,
    metrics: feeds.filter((metric) => counted.has(metric)),
    byPal: feeds.filter((metric) => !counted.has(metric) && pal.includes(metric)),
  };
}
