import type { Area, Association, Metric, Track } from '../shared/catalogue.ts';

/** A total of at least this qualifies, if no metric is zero. Source: Microsoft Learn, `partner-capability-score`, 2023-10. */
export const QUALIFYING_TOTAL = 70;

/** What a metric's value counts. `percent` is growth, `dollars` US dollars of Azure consumed revenue. */
export type Unit =
  'customers' | 'people' | 'users' | 'protected-users' | 'percent' | 'dollars' | 'deployments' | 'services';

/** The value that gives all points; less gives its share of them. */
export interface Target {
  readonly amount: number;
  readonly unit: Unit;
}

/**
 * How several rows of one metric are judged. A row is one association's customers; a figure that names none is the
 * programme's own for all of them, and counts instead where it gives more.
 *
 * `best`: the rows are options, the one with the most points counts (Microsoft Learn, `solutions-partner-modern-work`:
 * "the higher of the two"); certifications count people, so an association named there is of no matter.
 * `halves`: PAL stands for Azure and CPOR for Microsoft 365, computed apart and added (`solutions-partner-security`).
 * `pal-adds`: PAL stands for Power Platform and Customer Insights, the others for the rest of Dynamics 365, so PAL adds
 * to the larger of the others (`solutions-partner-business`).
 * `same-customers`: nothing keeps one customer from standing in several rows, so they are neither options nor parts:
 * the distinct customers count where they are named, and else the row with the most points, as the least it can be.
 * All read 2023-10.
 */
export type Several = 'best' | 'halves' | 'pal-adds' | 'same-customers';

/**
 * Who must hold what before any certification counts: `az-500` stands for two people with AZ-500 and two with SC-200 or
 * MS-500; `azure-administrator` for two with Azure Administrator Associate, `azure-architect` for two with Azure Solutions
 * Architect Expert.
 */
export type Prerequisite =
  'az-500' | 'azure-administrator' | 'azure-architect' | 'azure-administrator-and-architect';

export interface MetricRule {
  readonly metric: Metric;
  /** Points, at most. */
  readonly max: number;
  readonly target: Target;
  /** Where an association has a target of its own. */
  readonly targetBy?: { readonly [association in Association]?: Target };
  readonly several: Several;
  /** What must hold before any of it counts; the figures of the programme respect it, these rules cannot check it. */
  readonly prerequisite?: Prerequisite;
  /** How many people that takes at least: one may hold several of the certifications. */
  readonly prerequisitePeople?: number;
}

export type AreaRules = readonly MetricRule[];

/** The programme's groups, in the order they are shown. */
export const METRIC_GROUPS = [
  { group: 'performance', metrics: ['net-customer-adds'] },
  { group: 'skilling', metrics: ['intermediate-certifications', 'advanced-certifications'] },
  { group: 'customer-success', metrics: ['usage-growth', 'deployments'] },
] as const satisfies readonly { group: string; metrics: readonly Metric[] }[];
export type MetricGroup = (typeof METRIC_GROUPS)[number]['group'];

const customers = (amount: number): Target => ({ amount, unit: 'customers' });
const people = (amount: number): Target => ({ amount, unit: 'people' });
const users = (amount: number): Target => ({ amount, unit: 'users' });
const percent = (amount: number): Target => ({ amount, unit: 'percent' });
const deployments = (amount: number): Target => ({ amount, unit: 'deployments' });
const services = (amount: number): Target => ({ amount, unit: 'services' });

/**
 * Enterprise: tenants with more than 300 paid seats in a workload; SMB: 11 to 300. Options of usage growth and
 * deployments are scored apart and the higher one is taken. Net adds have 20 points; a printed 15 would leave the area
 * at 95 of 100.
 *
 * Source: Microsoft Learn, `solutions-partner-modern-work`, 2023-10.
 */
const MODERN_WORK: { readonly [track in Track]: AreaRules } = {
  enterprise: [
    { metric: 'net-customer-adds', max: 20, several: 'same-customers', target: customers(5) },
    { metric: 'intermediate-certifications', max: 10, several: 'best', target: people(4) },
    { metric: 'advanced-certifications', max: 15, several: 'best', target: people(2) },
    {
      metric: 'usage-growth',
      max: 30,
      several: 'best',
      target: users(1_000),
      targetBy: { dpor: users(4_000) },
    },
    {
      metric: 'deployments',
      max: 25,
      several: 'best',
      target: deployments(5),
      targetBy: { dpor: deployments(10) },
    },
  ],
  smb: [
    { metric: 'net-customer-adds', max: 20, several: 'same-customers', target: customers(10) },
    { metric: 'intermediate-certifications', max: 10, several: 'best', target: people(2) },
    { metric: 'advanced-certifications', max: 15, several: 'best', target: people(1) },
    { metric: 'usage-growth', max: 30, several: 'best', target: users(500), targetBy: { csp: users(2_000) } },
    {
      metric: 'deployments',
      max: 25,
      several: 'best',
      target: deployments(5),
      targetBy: { csp: deployments(10) },
    },
  ],
};

/**
 * The track is assigned: Enterprise with at least five workloads of more than 5,000 US dollars each, else SMB. Usage
 * growth is of monthly consumption value, and needs a baseline of 50,000 (SMB 25,000) a year ago.
 *
 * Source: Microsoft Learn, `solutions-partner-business`, 2023-10.
 */
const BUSINESS_APPLICATIONS: { readonly [track in Track]: AreaRules } = {
  enterprise: businessApplications(people(20), people(7)),
  smb: businessApplications(people(5), people(2)),
};

function businessApplications(intermediate: Target, advanced: Target): AreaRules {
  return [
    { metric: 'net-customer-adds', max: 15, several: 'same-customers', target: customers(5) },
    { metric: 'intermediate-certifications', max: 20, several: 'best', target: intermediate },
    { metric: 'advanced-certifications', max: 15, several: 'best', target: advanced },
    { metric: 'usage-growth', max: 30, several: 'same-customers', target: percent(30) },
    { metric: 'deployments', max: 20, several: 'pal-adds', target: deployments(5) },
  ];
}

/**
 * The Azure half counts by PAL, the Microsoft 365 half by CPOR; the two are computed apart and added, capped. Usage
 * growth: 1 point for 1,250 US dollars or 125 protected users. Separate targets for smaller partners came later and are
 * only partly published, so both tracks have these.
 *
 * Source: Microsoft Learn, `solutions-partner-security`, 2023-10.
 */
const SECURITY: AreaRules = [
  { metric: 'net-customer-adds', max: 20, several: 'halves', target: customers(10) },
  {
    metric: 'intermediate-certifications',
    max: 40,
    several: 'best',
    target: people(6),
    prerequisite: 'az-500',
    prerequisitePeople: 2,
  },
  {
    metric: 'usage-growth',
    max: 20,
    several: 'halves',
    target: { amount: 2_500, unit: 'protected-users' },
    targetBy: { pal: { amount: 25_000, unit: 'dollars' } },
  },
  { metric: 'deployments', max: 20, several: 'halves', target: deployments(6) },
];

/**
 * Three customers of 10 points, 1 point for each percent of usage growth up to 20, 2 for each Azure service up to five.
 * Data & AI has 40 points on intermediate certifications and none on advanced ones, 4 a person as elsewhere.
 *
 * Source: Microsoft Learn, `solutions-partner-azure`, 2023-10.
 */
function azure(...skilling: readonly MetricRule[]): AreaRules {
  return [
    { metric: 'net-customer-adds', max: 30, several: 'same-customers', target: customers(3) },
    ...skilling,
    { metric: 'usage-growth', max: 20, several: 'same-customers', target: percent(20) },
    { metric: 'deployments', max: 10, several: 'same-customers', target: services(5) },
  ];
}

const AZURE_WITH_ADVANCED = azure(
  {
    metric: 'intermediate-certifications',
    max: 20,
    several: 'best',
    target: people(5),
    prerequisite: 'azure-administrator',
    prerequisitePeople: 2,
  },
  {
    metric: 'advanced-certifications',
    max: 20,
    several: 'best',
    target: people(5),
    prerequisite: 'azure-architect',
    prerequisitePeople: 2,
  },
);

const DATA_AI = azure({
  metric: 'intermediate-certifications',
  max: 40,
  several: 'best',
  target: people(10),
  prerequisite: 'azure-administrator-and-architect',
  prerequisitePeople: 2,
});

const onBothTracks = (rules: AreaRules) => ({ enterprise: rules, smb: rules });

/** What each area asks for on each track. Every area and track has 100 points in all. */
export const AREA_RULES: { readonly [area in Area]: { readonly [track in Track]: AreaRules } } = {
  'modern-work': MODERN_WORK,
  'business-applications': BUSINESS_APPLICATIONS,
  security: onBothTracks(SECURITY),
  infrastructure: onBothTracks(AZURE_WITH_ADVANCED),
  'data-ai': onBothTracks(DATA_AI),
  'digital-app-innovation': onBothTracks(AZURE_WITH_ADVANCED),
};

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
 * changed, the latest figures that name a track say which it is. Source: Microsoft Learn, `solutions-partner-business`, 2023-10.
 */
export function hasAssignedTrack(area: Area): boolean {
  return area === 'business-applications';
}

/** Whether the value of a metric is a number of things that a list of customers can be counted for; a growth is not. */
export function isCounted(unit: Unit): boolean {
  return unit === 'customers' || unit === 'deployments' || unit === 'services';
}
