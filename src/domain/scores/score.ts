import { AREAS, METRICS, TRACKS, type Area, type Metric, type Track } from '../shared/catalogue.ts';
import type { Day } from '../shared/time.ts';
import {
  AREA_RULES,
  METRIC_GROUPS,
  QUALIFYING_TOTAL,
  hasAssignedTrack,
  hasTracks,
  isCounted,
  type MetricGroup,
} from './areas.ts';
import { currentRows, latestDay, subjectsOf } from './current.ts';
import type { EligibilityRow, MetricRow } from './facts.ts';
import { scoreMetric, type MetricScore } from './metric.ts';
import { sum } from './several.ts';

/** Sums of thirds and sevenths miss a whole number by less than this. */
const TOLERANCE = 1e-9;

export interface AreaScore {
  readonly area: Area;
  /** Latest day of its figures; each metric has its own. `null`: there are none. */
  readonly asOf: Day | null;
  /** The track whose total counts; `null` where both ask for the same and no figure names one. */
  readonly track: Track | null;
  /** The total of the other track, when figures name both. */
  readonly other: {
    readonly track: Track;
    readonly total: number;
    readonly ifDistinct: number | null;
  } | null;
  readonly groups: readonly { readonly group: MetricGroup; readonly metrics: readonly MetricScore[] }[];
  /** 0 to 100, unrounded; the least it can be where `ifDistinct` says more. */
  readonly total: number;
  /** The total if no customer stands in several rows of a metric; `null`: `total` is exact. */
  readonly ifDistinct: number | null;
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
  /** Latest day of the figures; `null`: there are none at all. */
  readonly asOf: Day | null;
  /** All six, in the catalogue's order. */
  readonly areas: readonly AreaScore[];
}

export interface ScoringOptions {
  /** The programme's lists of whom it counted; those that {@link openQuestions} names are enough. */
  readonly subjects?: readonly EligibilityRow[];
  /** The day whose score is wanted: what came later did not count then. Without it all rows are seen. */
  readonly on?: Day;
}

/**
 * Scores a partner global account from the programme's figures.
 *
 * Of each area, track and metric the rows of the latest day count, so that a later import of some leaves the others as
 * they are. With figures for both tracks the higher total wins; rows without a track count for both.
 *
 * @param figures of one account, in any order, of any days
 * Source: Microsoft Learn, `partner-capability-score`, 2023-10.
 */
export function scoreAccount(
  figures: readonly MetricRow[],
  { on, subjects = [] }: ScoringOptions = {},
): AccountScore {
  const rows = on === undefined ? figures : figures.filter(({ asOf }) => asOf <= on);
  return {
    asOf: latestDay(rows),
    areas: AREAS.map((area) => scoreArea(area, { rows: rows.filter((row) => row.area === area), subjects })),
  };
}

/** One of the six areas of an account. */
export function areaOf<T extends { readonly area: Area }>(areas: readonly T[], area: Area): T {
  const found = areas.find((one) => one.area === area);
  if (found === undefined) throw new Error(`no area ${area}`);
  return found;
}

/** A metric of a day whose points depend on which customers its rows are of. */
export interface OpenQuestion {
  readonly area: Area;
  readonly metric: Metric;
  readonly asOf: Day;
}

/** What only the programme's lists can answer, on whichever track; none for most accounts. */
export function openQuestions(rows: readonly MetricRow[]): readonly OpenQuestion[] {
  return AREAS.flatMap((area) => {
    const own = rows.filter((row) => row.area === area);
    // Rows of one association, or of none, leave no question.
    if (new Set(own.map(({ association }) => association)).size < 2) return [];
    return TRACKS.flatMap((track) => scoreTrack(area, track, { rows: own, subjects: [] }).metrics)
      .filter(({ ifDistinct, rule }) => ifDistinct !== null && isCounted(rule.target.unit))
      .flatMap(({ metric, asOf }) => (asOf === null ? [] : [{ area, metric, asOf }]));
  });
}

/** Of one area only. */
interface AreaFigures {
  readonly rows: readonly MetricRow[];
  readonly subjects: readonly EligibilityRow[];
}

/** @param figures of that area alone */
export function scoreArea(area: Area, figures: AreaFigures): AreaScore {
  const { rows } = figures;
  const named = tracksOf(area, rows);
  const candidates = (named.length === 0 ? TRACKS : named).map((track) => scoreTrack(area, track, figures));
  const [best, second] = candidates.sort(
    (one, two) => two.total - one.total || Number(two.qualified) - Number(one.qualified),
  );
  if (best === undefined) throw new Error('an area without a track');
  const { metrics, ...score } = best;
  const isOther = named.length === 2 && second !== undefined;
  return {
    ...score,
    groups: METRIC_GROUPS.map(({ group, metrics: members }) => ({
      group,
      metrics: metrics.filter(({ metric }) => members.some((member) => member === metric)),
    })),
    track: named.length > 0 || (hasTracks(area) && rows.length > 0) ? best.track : null,
    other: isOther ? { track: second.track, total: second.total, ifDistinct: second.ifDistinct } : null,
  };
}

/** The tracks named by figures that still count; where one is assigned, the one named last. */
function tracksOf(area: Area, rows: readonly MetricRow[]): readonly Track[] {
  const named = TRACKS.flatMap((track) => {
    const current = METRICS.flatMap((metric) => currentRows(rows, track, metric).rows);
    const asOf = latestDay(current.filter((row) => row.track === track));
    return asOf === null ? [] : [{ track, asOf }];
  });
  const last = hasAssignedTrack(area) ? latestDay(named) : null;
  return named.filter(({ asOf }) => last === null || asOf === last).map(({ track }) => track);
}

function scoreTrack(area: Area, track: Track, { rows, subjects }: AreaFigures) {
  const rules = AREA_RULES[area][track];
  const metrics = rules.map((rule) => {
    const { metric } = rule;
    const current = currentRows(rows, track, metric);
    const listed = subjectsOf(subjects, { area, track, metric, asOf: current.asOf });
    return scoreMetric(area, track, rule, { ...current, subjects: listed });
  });
  const total = Math.min(sum(metrics.map((metric) => metric.points)), 100);
  const zero = metrics.filter((metric) => metric.points <= 0).map((metric) => metric.metric);
  const isShort = total < QUALIFYING_TOTAL - TOLERANCE;
  return {
    area,
    track,
    metrics,
    asOf: latestDay(metrics.flatMap(({ asOf }) => (asOf === null ? [] : [{ asOf }]))) ?? latestDay(rows),
    total,
    ifDistinct: totalIfDistinct(metrics),
    qualified: !isShort && zero.length === 0,
    missing: isShort ? QUALIFYING_TOTAL - total : 0,
    zero,
    belowOne: metrics
      .filter(({ points }) => points > 0 && points < 1 - TOLERANCE)
      .map(({ metric }) => metric),
    unscored: METRICS.filter(
      (metric) => rows.some((row) => row.metric === metric) && !rules.some((rule) => rule.metric === metric),
    ),
    hasFigures: rows.length > 0,
  };
}

function totalIfDistinct(metrics: readonly MetricScore[]): number | null {
  if (metrics.every(({ ifDistinct }) => ifDistinct === null)) return null;
  return Math.min(sum(metrics.map(({ points, ifDistinct }) => ifDistinct ?? points)), 100);
}
