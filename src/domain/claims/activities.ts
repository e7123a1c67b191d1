import type { Subscription } from '../associations/customer.ts';
import type { Area, ClaimActivity, Workload } from '../shared/catalogue.ts';
import { USAGE_ONLY_WORKLOADS, WORKLOADS } from '../shared/catalogue.ts';
import { businessApplicationsProduct, catalogueProduct } from '../associations/product.ts';
import type { CustomerMetric } from '../scores/edition.ts';

export type LicensingModel = NonNullable<Subscription['licensing']>;
export type SolutionArea = 'microsoft-365' | 'business-applications';

/** What the programme says of one activity of a CPOR claim. */
export interface ActivityRules {
  readonly solutionArea: SolutionArea;
  /** What is claimed: a workload at a customer, or one subscription of it. */
  readonly unit: 'workload' | 'subscription';
  /** How the subscription may be licensed. */
  readonly licensing: readonly LicensingModel[];
  /** Whether proof of execution goes with the claim; where it does not, it does once the claim is contested. */
  readonly needsProof: boolean;
  readonly isPaid: boolean;
  readonly feeds: readonly CustomerMetric[];
}

const NET_ADDS = 'net-customer-adds';
const USAGE = 'usage-growth';
const DEPLOYMENTS = 'deployments';

/**
 * Source: Ingram Micro Cloud, "Partner associations" (about 2023), tables "Types of CPOR" and "CPOR Association Types";
 * Microsoft Learn, `incentives/submit-osa-claim` and `incentives-customer-association-issues`, 2023-10. MPSA is excluded
 * everywhere; CSP is excluded for Business Applications, except legacy CSP for revenue recognition. That usage-only claims
 * feed usage growth is lost in the table's scan, and follows from the matrix by association. Revenue recognition adds net
 * customers; OSA brings it by itself about a month later. The documentation of late 2023 knows OSU Business Applications
 * as recognition without pay; the table's activity is kept.
 */
export const ACTIVITY_RULES: { readonly [activity in ClaimActivity]: ActivityRules } = {
  'osu-m365': {
    solutionArea: 'microsoft-365',
    unit: 'workload',
    licensing: ['EA', 'CASA/EES', 'MOSA', 'CSP', 'CSP-legacy'],
    needsProof: true,
    isPaid: true,
    feeds: [NET_ADDS, USAGE, DEPLOYMENTS],
  },
  'usage-only': {
    solutionArea: 'microsoft-365',
    unit: 'workload',
    licensing: ['EA', 'CASA/EES', 'MOSA', 'CSP', 'CSP-legacy'],
    needsProof: false,
    isPaid: false,
    feeds: [NET_ADDS, USAGE, DEPLOYMENTS],
  },
  osa: {
    solutionArea: 'business-applications',
    unit: 'subscription',
    licensing: ['EA', 'CASA/EES', 'MOSA'],
    needsProof: true,
    isPaid: true,
    feeds: [USAGE, DEPLOYMENTS],
  },
  revrec: {
    solutionArea: 'business-applications',
    unit: 'subscription',
    licensing: ['EA', 'CASA/EES', 'MOSA', 'CSP-legacy'],
    needsProof: false,
    isPaid: false,
    feeds: [NET_ADDS],
  },
  'osu-bizapps': {
    solutionArea: 'business-applications',
    unit: 'subscription',
    licensing: ['EA', 'CASA/EES'],
    needsProof: true,
    isPaid: true,
    feeds: [USAGE, DEPLOYMENTS],
  },
};

/** OSA brings the revenue association by itself, shown in scorecards a month later. Source: as above, "one-month lag". */
export const REVREC_LAG_MONTHS = 1;

/**
 * The areas that a workload counts in. Intune counts in both; Outlook Mobile stands in neither area's list, and is taken
 * for Modern Work. Source: Microsoft Learn, `solutions-partner-modern-work` and `-security`, eligible workloads, 2023-10.
 */
const SECURITY_ONLY: readonly Workload[] = [
  'entra-id',
  'defender-office-365',
  'defender-endpoint',
  'defender-identity',
  'information-protection',
];

/** Which areas' scores a claim feeds. @param target a workload for a Microsoft 365 activity; anything else counts as none */
export function areasFed(activity: ClaimActivity, target: string): readonly Area[] {
  if (ACTIVITY_RULES[activity].solutionArea === 'business-applications') return ['business-applications'];
  if (target === 'intune') return ['modern-work', 'security'];
  return SECURITY_ONLY.some((workload) => workload === target) ? ['security'] : ['modern-work'];
}

/** Whether an activity's target is a subscription, which its claim ends with; else it is a workload. */
export function claimsSubscription(activity: ClaimActivity): boolean {
  return ACTIVITY_RULES[activity].unit === 'subscription';
}

/** The workloads that an activity can claim; none for one that claims subscriptions. */
export function workloadsOf(activity: ClaimActivity): readonly Workload[] {
  if (claimsSubscription(activity)) return [];
  return activity === 'osu-m365'
    ? WORKLOADS.filter((workload) => !USAGE_ONLY_WORKLOADS.includes(workload))
    : WORKLOADS;
}

/**
 * Whether a subscription's product is one that an activity claims. Activities that claim subscriptions are of Business
 * Applications: Dynamics 365 in all its spellings, and the products of that area by their own names.
 *
 * @param product the catalogue's id, or a name as written
 * @returns undefined for a product that is not in the catalogue: whether it fits is the reviewer's to see
 */
export function claimsProduct(activity: ClaimActivity, product: string): boolean | undefined {
  if (!claimsSubscription(activity)) return false;
  if (businessApplicationsProduct(product) !== undefined) return true;
  const known = catalogueProduct(product);
  return known === undefined ? undefined : known === 'dynamics-365';
}
