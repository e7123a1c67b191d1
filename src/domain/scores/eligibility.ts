import { ASSOCIATIONS, type Area, type Association, type Metric, type Track } from '../shared/catalogue.ts';
import { EDITION } from './current-edition.ts';
import type { CustomerMetric } from './edition.ts';

/**
 * Which association lets a customer count for which metric. Within an area some workloads are narrower (in Business
 * Applications PAL stands for Power Platform and Customer Insights, CPOR and DPOR for the other Dynamics 365 products),
 * which the figures of the programme already respect.
 */
export const ELIGIBILITY = EDITION.eligibility;

export function isCustomerMetric(metric: Metric): metric is CustomerMetric {
  return metric !== 'intermediate-certifications' && metric !== 'advanced-certifications';
}

/** Whether customers held by `association` count; for certifications always, since no association is asked. */
export function isEligible(area: Area, track: Track, metric: Metric, association: Association): boolean {
  if (!isCustomerMetric(metric)) return true;
  const { tracks, metrics } = ELIGIBILITY[area][association];
  return tracks.includes(track) && metrics.includes(metric);
}

/** The associations that feed a metric, in the catalogue's order; none for certifications. */
export function eligibleAssociations(area: Area, track: Track, metric: Metric): readonly Association[] {
  if (!isCustomerMetric(metric)) return [];
  return ASSOCIATIONS.filter((association) => isEligible(area, track, metric, association));
}
