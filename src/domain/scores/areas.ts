import type { Area, Association, Metric } from '../shared/catalogue.ts';
import { EDITION } from './current-edition.ts';
import type { MetricRule, Target, Unit } from './edition.ts';

/** A total of at least this qualifies, if no metric is zero. */
export const QUALIFYING_TOTAL = EDITION.qualifying.total;

/** What each area asks for on each track. Every area and track has 100 points in all. */
export const AREA_RULES = EDITION.areas;

/** The programme's groups, in the order they are shown. */
export const METRIC_GROUPS = [
  { group: 'performance', metrics: ['net-customer-adds'] },
  { group: 'skilling', metrics: ['intermediate-certifications', 'advanced-certifications'] },
  { group: 'customer-success', metrics: ['usage-growth', 'deployments'] },
] as const satisfies readonly { group: string; metrics: readonly Metric[] }[];
export type MetricGroup = (typeof METRIC_GROUPS)[number]['group'];

/** Whether the two tracks of an area ask for different things. */
export function hasTracks(area: Area): boolean {
  return AREA_RULES[area].enterprise !== AREA_RULES[area].smb;
}

/** What gives all points of a metric to customers held by `association`. */
export function targetOf(rule: MetricRule, association: Association): Target {
  return rule.targetBy?.[association] ?? rule.target;
}

/**
 * Whether the programme assigns one track instead of letting the higher total win. Where an account's assignment
 * changed, the latest figures that name a track say which it is.
 */
export function hasAssignedTrack(area: Area): boolean {
  return EDITION.assigned.includes(area);
}

/** Whether the value of a metric is a number of things that a list of customers can be counted for; a growth is not. */
export function isCounted(unit: Unit): boolean {
  return unit === 'customers' || unit === 'deployments' || unit === 'services';
}
