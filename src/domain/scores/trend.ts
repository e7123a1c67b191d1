import { z } from 'zod';
import { Area } from '../shared/catalogue.ts';
import { Day } from '../shared/time.ts';
import type { EligibilityRow, MetricRow } from './facts.ts';
import { scoreArea } from './score.ts';

/** How an area stood from one day of its figures on, until the next. */
export const DayScore = z.object({
  area: Area,
  asOf: Day,
  /** 0 to 100, unrounded; the least it can be where `ifDistinct` says more. */
  total: z.number(),
  ifDistinct: z.number().nullable(),
  qualified: z.boolean(),
});
export type DayScore = z.infer<typeof DayScore>;

/**
 * The score of an area on each day on which any of its figures is, oldest first: on each what counted then.
 *
 * @param figures of the area alone, of all days
 */
export function trendOf(
  area: Area,
  figures: { readonly rows: readonly MetricRow[]; readonly subjects: readonly EligibilityRow[] },
): readonly DayScore[] {
  const days = [...new Set(figures.rows.map(({ asOf }) => asOf))].sort();
  return days.map((asOf) => {
    const rows = figures.rows.filter((row) => row.asOf <= asOf);
    const { total, ifDistinct, qualified } = scoreArea(area, { rows, subjects: figures.subjects });
    return { area, asOf, total, ifDistinct, qualified };
  });
}

/** What the last figures changed; `null` where there are none before them. */
export function changeOf(
  trend: readonly DayScore[],
): { readonly since: Day; readonly points: number } | null {
  const [before, last] = trend.slice(-2);
  return before === undefined || last === undefined
    ? null
    : { since: before.asOf, points: last.total - before.total };
}
