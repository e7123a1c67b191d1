import type { Area, Association, Metric, Track } from '../shared/catalogue.ts';

/** Where a number was read. */
export interface Source {
  /** As its publisher names it. */
  readonly publisher: string;
  /** A page of that publisher: the last part of its address, or a title. */
  readonly page: string;
  /** The fiscal year for which it says so. */
  readonly year: string;
  /** When the copy that was read was made, `YYYY-MM`. */
  readonly read: string;
}

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
 * `best`: the rows are options, the one with the most points counts (`solutions-partner-modern-work`: "the higher of the
 * two"); certifications count people, so an association named there is of no matter.
 * `halves`: PAL stands for Azure and CPOR for Microsoft 365, computed apart and added (`solutions-partner-security`).
 * `pal-adds`: PAL stands for Power Platform and Customer Insights, the others for the rest of Dynamics 365, so PAL adds
 * to the larger of the others (`solutions-partner-business`).
 * `same-customers`: nothing keeps one customer from standing in several rows, so they are neither options nor parts:
 * the distinct customers count where they are named, and else the row with the most points, as the least it can be.
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
  /** Where all numbers of this metric were read. */
  readonly source: Source;
}

export type AreaRules = readonly MetricRule[];

/** A number that another source has for the same, and why it is not followed. */
export interface Discrepancy {
  readonly metric: Metric;
  /** Points at most that the other source prints, where these rules have another number. */
  readonly printed: number;
  /** What the points of the area would then add up to. */
  readonly sum: number;
  readonly source: Source;
}

/** The metrics that hang on customers; certifications count by person and need no association with a customer. */
export type CustomerMetric = Extract<Metric, 'net-customer-adds' | 'usage-growth' | 'deployments'>;

/** What one association feeds in one area. */
export interface Cell {
  readonly tracks: readonly Track[];
  readonly metrics: readonly CustomerMetric[];
}

/** Paid seats of a tenant that counts; both included. `most` is `null` where there is no upper bound. */
export interface SeatRange {
  readonly least: number;
  readonly most: number | null;
}

/** What one active user of these workloads, or one profile of them, is worth a month. */
export interface ConsumptionRate {
  readonly workloads: readonly string[];
  readonly rate: number;
}

/** All numbers that the programme sets for the capability score of a fiscal year. */
export interface Edition {
  /** As Microsoft counts, July to June: "FY24". What was worked out by another one is worked out anew. */
  readonly year: string;
  /** A total of at least this qualifies, if no metric is zero, on one day of this calendar month or of those before it. */
  readonly qualifying: { readonly total: number; readonly months: number; readonly source: Source };
  /** Once enrolled a designation stays to its anniversary. Days before it from which it can be renewed, and after it to which. */
  readonly renewal: { readonly opensDays: number; readonly graceDays: number; readonly source: Source };
  /** What each area asks for on each track. */
  readonly areas: { readonly [area in Area]: { readonly [track in Track]: AreaRules } };
  /** Areas for which the programme assigns one track, instead of letting the higher total win. */
  readonly assigned: readonly Area[];
  /** Which association lets a customer count for which metric. */
  readonly eligibility: { readonly [area in Area]: { readonly [association in Association]: Cell } };
  readonly eligibilitySource: Source;
  /** Paid seats that an eligible tenant of Modern Work has in a workload. */
  readonly seats: { readonly [track in Track]: SeatRange } & { readonly source: Source };
  /** By which usage growth and deployments of Business Applications are counted, before they come to us as a percentage. */
  readonly consumption: { readonly rates: readonly ConsumptionRate[]; readonly source: Source };
  /** Where other sources print other numbers. */
  readonly discrepancies: { readonly [area in Area]?: Discrepancy };
}
