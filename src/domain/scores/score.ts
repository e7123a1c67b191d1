import { AREAS, TRACKS, type Area, type Metric, type Track } from '../shared/catalogue.ts';
import type { Day } from '../shared/time.ts';
import { AREA_RULES, METRIC_GROUPS, QUALIFYING_TOTAL, hasTracks, type MetricGroup } from './areas.ts';
import type { MetricRow } from './facts.ts';
import { scoreMetric, sum, type MetricScore } from './metric.ts';

/** Sums of thirds and sevenths miss a whole number by less than this. */
const TOLERANCE = 1e-9;

export interface AreaScore {
  readonly area: Area;
  /** The track whose total counts; `null` where both ask for the same and no figure names one. */
  readonly track: Track | null;
  /** The total of the other track, when figures name both. */
  readonly other: { readonly track: Track; readonly total: number } | null;
  readonly groups: readonly { readonly group: MetricGroup; readonly metrics: readonly MetricScore[] }[];
  /** 0 to 100, unrounded. */
  readonly total: number;
  /** 70 or more, and every metric above zero. */
  readonly qualified: boolean;
  /** Points still missing for 70; 0 when there are enough. */
  readonly missing: number;
  /** Metrics at zero: as long as there is one, no total qualifies. */
  readonly zero: readonly Metric[];
  /**
   * Metrics above zero but under one point. The programme's overview asks for more than zero, its area pages for one
   * point; the first is followed, the second deserves a warning.
   */
  readonly belowOne: readonly Metric[];
  /** Metrics that have figures although the area does not score them. */
  readonly unscored: readonly Metric[];
  /** Whether there is any figure for the area. */
  readonly hasFigures: boolean;
}

export interface AccountScore {
  /** Day of the figures; `null`: there are none at all. */
  readonly asOf: Day | null;
  /** All six, in the catalogue's order. */
  readonly areas: readonly AreaScore[];
}

/**
 * Scores a partner global account from the programme's figures.
 *
 * The latest day of the account counts, for all areas; earlier rows are history. With figures for both
 * tracks the higher total wins; rows without a track count for both.
 *
 * @param rows of one account, in any order, of any days
 * Source: Microsoft Learn, `partner-capability-score`, 2023-10.
 */
export function scoreAccount(rows: readonly MetricRow[]): AccountScore {
  const asOf = latestDay(rows);
  const current = rows.filter((row) => row.asOf === asOf);
  return {
    asOf,
    areas: AREAS.map((area) =>
      scoreArea(
        area,
        current.filter((row) => row.area === area),
      ),
    ),
  };
}

/** @returns the latest `asOf` of the rows; `null` without rows */
export function latestDay(rows: readonly MetricRow[]): Day | null {
  return rows.reduce<Day | null>(
    (latest, { asOf }) => (latest === null || asOf > latest ? asOf : latest),
    null,
  );
}

function scoreArea(area: Area, rows: readonly MetricRow[]): AreaScore {
  const named = TRACKS.filter((track) => rows.some((row) => row.track === track));
  const candidates = (named.length === 0 ? TRACKS : named).map((track) => scoreTrack(area, track, rows));
  const [best, second] = candidates.sort(
    (one, two) => two.total - one.total || Number(two.qualified) - Number(one.qualified),
  );
  if (best === undefined) throw new Error('an area without a track');
  return {
    ...best,
    track: named.length > 0 || (hasTracks(area) && rows.length > 0) ? best.track : null,
    other: named.length === 2 && second !== undefined ? { track: second.track, total: second.total } : null,
  };
}

function scoreTrack(area: Area, track: Track, rows: readonly MetricRow[]) {
  const onTrack = rows.filter((row) => row.track === null || row.track === track);
  const rules = AREA_RULES[area][track];
  const metrics = rules.map((rule) =>
    scoreMetric(
      area,
      track,
      rule,
      onTrack.filter((row) => row.metric === rule.metric),
    ),
  );
  const total = Math.min(sum(metrics.map((metric) => metric.points)), 100);
  const zero = metrics.filter((metric) => metric.points <= 0).map((metric) => metric.metric);
  return {
    area,
    track,
    groups: METRIC_GROUPS.map(({ group, metrics: members }) => ({
      group,
      metrics: metrics.filter(({ metric }) => members.some((member) => member === metric)),
    })),
    total,
    qualified: total >= QUALIFYING_TOTAL - TOLERANCE && zero.length === 0,
    missing: total >= QUALIFYING_TOTAL - TOLERANCE ? 0 : QUALIFYING_TOTAL - total,
    zero,
    belowOne: metrics
      .filter(({ points }) => points > 0 && points < 1 - TOLERANCE)
      .map(({ metric }) => metric),
    unscored: [...new Set(rows.map((row) => row.metric))].filter(
      (metric) => !rules.some((rule) => rule.metric === metric),
    ),
    hasFigures: rows.length > 0,
  };
}
