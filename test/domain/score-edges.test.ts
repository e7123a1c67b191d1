import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { hasAssignedTrack } from '../../src/domain/scores/areas.ts';
import { eligibleAssociations } from '../../src/domain/scores/eligibility.ts';
import type { MetricRow } from '../../src/domain/scores/facts.ts';
import { planToQualify, type Effort } from '../../src/domain/scores/plan.ts';
import { scoreAccount } from '../../src/domain/scores/score.ts';
import {
  AREAS,
  METRICS,
  TRACKS,
  type Area,
  type Association,
  type Metric,
  type Track,
} from '../../src/domain/shared/catalogue.ts';
import { metricRow } from '../support/metric-rows.ts';

function areaOf(area: Area, rows: readonly Partial<MetricRow>[]) {
  const found = scoreAccount(rows.map((row) => metricRow({ area, ...row }))).areas.find(
    (one) => one.area === area,
  );
  if (found === undefined) throw new Error(area);
  return found;
}

function pointsOf(
  area: Area,
  track: Track | null,
  metric: Metric,
  association: Association | null,
  value: number,
): number | undefined {
  const score = areaOf(area, [{ track, metric, association, value }]);
  return score.groups.flatMap(({ metrics }) => metrics).find((one) => one.metric === metric)?.points;
}

/** One under, at and over what gives all points, and where nothing is given; by the tables of the programme of 2023-10. */
describe('one figure gives', () => {
  it.each<[Area, Track | null, Metric, Association | null, number, number]>([
    ['modern-work', 'enterprise', 'net-customer-adds', 'cpor', 4, 16],
    ['modern-work', 'enterprise', 'net-customer-adds', 'dpor', 5, 20],
    ['modern-work', 'enterprise', 'net-customer-adds', 'dpor', 6, 20],
    ['modern-work', 'enterprise', 'net-customer-adds', 'csp', 5, 0],
    ['modern-work', 'smb', 'net-customer-adds', 'dpor', 10, 0],
    ['modern-work', 'smb', 'net-customer-adds', 'csp', 9, 18],
    ['modern-work', 'smb', 'net-customer-adds', 'csp', 10, 20],
    ['modern-work', 'enterprise', 'net-customer-adds', 'pal', 5, 0],
    ['modern-work', 'enterprise', 'intermediate-certifications', null, 3, 7.5],
    ['modern-work', 'smb', 'intermediate-certifications', null, 1, 5],
    ['modern-work', 'smb', 'advanced-certifications', null, 1, 15],
    ['modern-work', 'enterprise', 'advanced-certifications', null, 1, 7.5],
    ['modern-work', 'enterprise', 'usage-growth', 'cpor', 999, 29.97],
    ['modern-work', 'enterprise', 'usage-growth', 'cpor', 1_000, 30],
    ['modern-work', 'enterprise', 'usage-growth', 'dpor', 1_000, 7.5],
    ['modern-work', 'smb', 'usage-growth', 'csp', 500, 7.5],
    ['modern-work', 'smb', 'usage-growth', 'cpor', 500, 30],
    ['modern-work', 'enterprise', 'deployments', 'dpor', 9, 22.5],
    ['modern-work', 'enterprise', 'deployments', 'cpor', 1, 5],
    ['modern-work', 'enterprise', 'deployments', 'cpor', -3, 0],
    ['business-applications', 'enterprise', 'net-customer-adds', 'cpor', 5, 15],
    ['business-applications', 'enterprise', 'net-customer-adds', 'pal', 5, 0],
    ['business-applications', 'enterprise', 'intermediate-certifications', null, 19, 19],
    ['business-applications', 'smb', 'intermediate-certifications', null, 5, 20],
    ['business-applications', 'smb', 'intermediate-certifications', null, 6, 20],
    ['business-applications', 'smb', 'advanced-certifications', null, 1, 7.5],
    ['business-applications', 'enterprise', 'usage-growth', 'pal', 29, 29],
    ['business-applications', 'enterprise', 'usage-growth', 'csp', 31, 30],
    ['business-applications', 'enterprise', 'deployments', 'pal', 4, 16],
    ['security', null, 'net-customer-adds', 'pal', 9, 18],
    ['security', null, 'net-customer-adds', 'cpor', 10, 20],
    ['security', null, 'net-customer-adds', 'dpor', 10, 0],
    ['security', null, 'intermediate-certifications', null, 6, 40],
    ['security', null, 'usage-growth', 'pal', 1_250, 1],
    ['security', null, 'usage-growth', 'cpor', 125, 1],
    ['security', null, 'usage-growth', 'pal', 25_001, 20],
    ['security', null, 'deployments', 'csp', 6, 0],
    ['infrastructure', null, 'net-customer-adds', 'pal', 2, 20],
    ['infrastructure', null, 'net-customer-adds', 'cpor', 3, 0],
    ['infrastructure', null, 'advanced-certifications', null, 5, 20],
    ['data-ai', null, 'intermediate-certifications', null, 5, 20],
    ['data-ai', null, 'intermediate-certifications', null, 10, 40],
    ['data-ai', null, 'usage-growth', 'dpor', 0.5, 0.5],
    ['digital-app-innovation', null, 'deployments', 'csp', 4, 8],
    ['digital-app-innovation', null, 'deployments', 'csp', 5, 10],
    ['digital-app-innovation', null, 'usage-growth', 'csp', 21, 20],
  ])('in %s on track %s: %s by %s of %d, %d points', (area, track, metric, association, value, points) => {
    expect(pointsOf(area, track, metric, association, value)).toBeCloseTo(points, 9);
  });

  it('nothing for advanced certifications where an area has none', () => {
    expect(pointsOf('security', null, 'advanced-certifications', null, 9)).toBeUndefined();
    expect(pointsOf('data-ai', null, 'advanced-certifications', null, 9)).toBeUndefined();
  });
});

/** Figures of one area, as a file may hold them. */
const account = fc.constantFrom(...AREAS).chain((area) => {
  const tracks: readonly (Track | null)[] = hasAssignedTrack(area) ? ['smb'] : [null, ...TRACKS];
  const row = fc
    .record({ track: fc.constantFrom(...tracks), metric: fc.constantFrom(...METRICS) })
    .chain(({ track, metric }) => {
      const feeds = eligibleAssociations(area, track ?? 'enterprise', metric);
      return fc.record({
        track: fc.constant(track),
        metric: fc.constant(metric),
        association: fc.constantFrom<Association | null>(null, ...feeds),
        value: fc.integer({ min: -50, max: 30_000 }).map((value) => value / 4),
      });
    });
  return fc.record({ area: fc.constant(area), rows: fc.array(row, { maxLength: 10 }) });
});

describe('the planner', () => {
  const efforts = fc.record(
    Object.fromEntries(
      METRICS.map((metric) => [metric, fc.constantFrom<number | undefined>(undefined, 0.5, 1, 3)]),
    ),
  );

  it('says for any figures and any effort either how, or what stands in the way', () => {
    fc.assert(
      fc.property(account, efforts, ({ area, rows }, effort) => {
        const allowed = Object.fromEntries(
          Object.entries(effort).filter(([, one]) => one !== undefined),
        ) as Effort;
        const score = areaOf(area, rows);
        const planned = planToQualify(score, allowed);
        if (planned.qualified) {
          expect(score.qualified).toBe(true);
        } else if (!('stuck' in planned)) {
          for (const { total } of planned.plans) expect(total).toBeGreaterThanOrEqual(70 - 1e-9);
        } else {
          expect(planned.stuck.zero.length > 0 || planned.stuck.most < 70).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
