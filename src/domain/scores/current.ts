import type { Area, Metric, Track } from '../shared/catalogue.ts';
import type { Day } from '../shared/time.ts';
import type { EligibilityRow, MetricRow } from './facts.ts';

/**
 * The rows that make one metric's points on one track: those of its latest day, which differs from metric to metric
 * (the programme refreshes performance by the 20th of a month, skilling within about 10 days of a certification). Older
 * ones are history, whenever they arrive. A row without a track is one of both.
 *
 * @param rows of one area, in any order, of any days
 */
export function currentRows(
  rows: readonly MetricRow[],
  track: Track,
  metric: Metric,
): { readonly asOf: Day | null; readonly rows: readonly MetricRow[] } {
  const own = rows.filter((row) => row.metric === metric && isOnTrack(row, track));
  const asOf = latestDay(own);
  return { asOf, rows: own.filter((row) => row.asOf === asOf) };
}

/** The subjects that the programme's list has for one metric of one day on one track; counted ones and others. */
export function subjectsOf(
  subjects: readonly EligibilityRow[],
  { area, track, metric, asOf }: { area: Area; track: Track; metric: Metric; asOf: Day | null },
): readonly EligibilityRow[] {
  return subjects.filter(
    (row) => row.area === area && row.metric === metric && row.asOf === asOf && isOnTrack(row, track),
  );
}

/** @returns the latest `asOf` of the rows; `null` without rows */
export function latestDay(rows: readonly { readonly asOf: Day }[]): Day | null {
  return rows.reduce<Day | null>(
    (latest, { asOf }) => (latest === null || asOf > latest ? asOf : latest),
    null,
  );
}

function isOnTrack(row: { readonly track: Track | null }, track: Track): boolean {
  return row.track === null || row.track === track;
}
