import type { Area, Metric, Track } from '../shared/catalogue.ts';
import { latestDay } from './current.ts';
import { eligibleAssociations } from './eligibility.ts';
import type { MetricRow } from './facts.ts';

/** Whole ones more, by metric; percents and dollars too. */
export type Additions = { readonly [metric in Metric]?: number };

/**
 * The figures of an account as they would be with some more of an area's metrics: added to the row of the metric's latest
 * day that has most, on the track that counts, else as a first row of an association that feeds it.
 *
 * @param rows of one account, of all days
 */
export function withAdditions(
  rows: readonly MetricRow[],
  { area, track }: { readonly area: Area; readonly track: Track | null },
  more: Additions,
): readonly MetricRow[] {
  return Object.entries(more).reduce(
    (all, [metric, amount]) => (amount > 0 ? grown(all, area, track, metric as Metric, amount) : all),
    rows,
  );
}

function grown(
  rows: readonly MetricRow[],
  area: Area,
  track: Track | null,
  metric: Metric,
  amount: number,
): readonly MetricRow[] {
  const onTrack = (row: MetricRow) => row.track === null || track === null || row.track === track;
  const own = rows.filter((row) => row.area === area && row.metric === metric && onTrack(row));
  const asOf = latestDay(own);
  const feeds = eligibleAssociations(area, track ?? 'enterprise', metric);
  const [most] = own
    .filter((row) => row.asOf === asOf)
    .filter(({ association }) => association === null || feeds.length === 0 || feeds.includes(association))
    .toSorted((one, two) => two.value - one.value);
  if (most !== undefined) {
    return rows.map((row) => (row === most ? { ...row, value: row.value + amount } : row));
  }
  const [first] = rows;
  const day = asOf ?? latestDay(rows);
  if (first === undefined || day === null) return rows;
  const { globalId } = first;
  return [
    ...rows,
    { globalId, asOf: day, area, track, metric, association: feeds[0] ?? null, value: amount },
  ];
}
