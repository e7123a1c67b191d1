import { ASSOCIATIONS, type Area, type Association, type Metric, type Track } from '../shared/catalogue.ts';

/** The metrics that hang on customers; certifications count by person and need no association with a customer. */
export type CustomerMetric = Extract<Metric, 'net-customer-adds' | 'usage-growth' | 'deployments'>;

const EVERYTHING: Cell = {
  tracks: ['enterprise', 'smb'],
  metrics: ['net-customer-adds', 'usage-growth', 'deployments'],
};
const NOTHING: Cell = { tracks: [], metrics: [] };

/** What one association feeds in one area. */
export interface Cell {
  readonly tracks: readonly Track[];
  readonly metrics: readonly CustomerMetric[];
}

const AZURE = { cpor: NOTHING, dpor: EVERYTHING, pal: EVERYTHING, csp: EVERYTHING };

/**
 * Which association lets a customer count for which metric. Within an area some workloads are narrower (in Business
 * Applications PAL stands for Power Platform and Customer Insights, CPOR and DPOR for the other Dynamics 365 products),
 * which the figures of the programme already respect.
 *
 * Source: Microsoft AI Cloud Partner Program, "Solutions Partner associations playbook", eligibility by association;
 * the same in Microsoft Learn, `solutions-partner-modern-work`, `-business`, `-security`, `-azure`, 2023-10. A printed
 * "$13,000.00" for PAL in Modern Work is a scanning error of an empty cell: PAL does not count there.
 */
export const ELIGIBILITY: { readonly [area in Area]: { readonly [association in Association]: Cell } } = {
  'modern-work': {
    cpor: EVERYTHING,
    dpor: { ...EVERYTHING, tracks: ['enterprise'] },
    pal: NOTHING,
    csp: { ...EVERYTHING, tracks: ['smb'] },
  },
  'business-applications': {
    cpor: EVERYTHING,
    dpor: EVERYTHING,
    pal: { ...EVERYTHING, metrics: ['usage-growth', 'deployments'] },
    csp: EVERYTHING,
  },
  // The Azure half counts by PAL, the Microsoft 365 half by CPOR.
  security: { cpor: EVERYTHING, dpor: NOTHING, pal: EVERYTHING, csp: NOTHING },
  infrastructure: AZURE,
  'data-ai': AZURE,
  'digital-app-innovation': AZURE,
};

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
