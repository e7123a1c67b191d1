import { z } from 'zod';
import { Area, Association, Metric, Track, Workload } from '../shared/catalogue.ts';
import { GlobalId } from '../shared/ids.ts';
import { Day } from '../shared/time.ts';

/** One row of `metrics.csv`: what the programme counted for one metric of one area on one day. */
export const MetricRow = z.object({
  globalId: GlobalId,
  asOf: Day,
  area: Area,
  /** `null`: counts for both tracks. */
  track: Track.nullable(),
  metric: Metric,
  /** `null`: already filtered by the programme. */
  association: Association.nullable(),
  value: z.number(),
});
export type MetricRow = z.infer<typeof MetricRow>;

/** One row of `eligibility.csv`: why one customer or person counts for a metric, or does not. */
export const EligibilityRow = z.object({
  globalId: GlobalId,
  asOf: Day,
  area: Area,
  track: Track.nullable(),
  metric: Metric,
  association: Association.nullable(),
  subject: z.string(),
  value: z.number(),
  counted: z.boolean(),
  criterion: z.string(),
});
export type EligibilityRow = z.infer<typeof EligibilityRow>;

export const Designation = z.object({ globalId: GlobalId, area: Area, enrolledOn: Day, anniversary: Day });
export type Designation = z.infer<typeof Designation>;

/** What endorses all locations of a global account for a workload, until its last valid day. */
export const Specialization = z.object({ globalId: GlobalId, workload: Workload, expires: Day });
export type Specialization = z.infer<typeof Specialization>;
