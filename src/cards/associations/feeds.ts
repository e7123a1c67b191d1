import { feedsOf, type Feed } from '../../domain/associations/feeds.ts';
import type { Association } from '../../domain/shared/catalogue.ts';
import { AREA_NAMES, ASSOCIATION_NAMES, METRIC_NAMES, TRACK_NAMES } from '../kit/labels.ts';
import { listed } from '../kit/text.ts';

/**
 * Which metrics of which areas an association with a subscription feeds: "Modern Work (Enterprise track only): net customer
 * adds, usage growth and deployments"; `''` when it feeds none.
 */
export function feedsText(product: string, association: Association): string {
  return feedsOf(product, association).map(feedText).join('; ');
}

function feedText({ areas, tracks, metrics }: Feed): string {
  const [track, ...others] = tracks;
  const only = track !== undefined && others.length === 0 ? ` (${TRACK_NAMES[track]} track only)` : '';
  const names = metrics.map((metric) => METRIC_NAMES[metric].toLowerCase());
  return `${listed(areas.map((area) => AREA_NAMES[area]))}${only}: ${listed(names)}`;
}

/** For a product that feeds nothing. */
export function noPointsText(association: Association): string {
  return `${ASSOCIATION_NAMES[association]} on this product is not known to count for any capability score.`;
}
