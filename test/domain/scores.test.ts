import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { AREA_RULES, METRIC_GROUPS, QUALIFYING_TOTAL } from '../../src/domain/scores/areas.ts';
import { eligibleAssociations, isCustomerMetric, isEligible } from '../../src/domain/scores/eligibility.ts';
import type { MetricRow } from '../../src/domain/scores/facts.ts';
import type { MetricScore } from '../../src/domain/scores/metric.ts';
import { scoreAccount, type AreaScore } from '../../src/domain/scores/score.ts';
import type { PlanStep } from '../../src/domain/scores/growth.ts';
import { BY_COUNT, planToQualify, type Effort, type Plan } from '../../src/domain/scores/plan.ts';
import {
  AREAS,
  ASSOCIATIONS,
  METRICS,
  TRACKS,
  type Area,
  type Metric,
} from '../../src/domain/shared/catalogue.ts';
import { metricRow } from '../support/metric-rows.ts';

const AZURE: Area[] = ['infrastructure', 'data-ai', 'digital-app-innovation'];

describe('the six areas', () => {
  it.each(AREAS.flatMap((area) => TRACKS.map((track) => [area, track] as const)))(
    'ask for 100 points in %s on the %s track',
    (area, track) => {
      const rules = AREA_RULES[area][track];

      expect(rules.reduce((sum, rule) => sum + rule.max, 0)).toBe(100);
      expect(new Set(rules.map((rule) => rule.metric)).size).toBe(rules.length);
    },
  );

  it('have no advanced certifications in Security and in Data & AI', () => {
    const without = AREAS.filter(
      (area) => !AREA_RULES[area].enterprise.some((rule) => rule.metric === 'advanced-certifications'),
    );

    expect(without).toEqual(['security', 'data-ai']);
  });

  it('put every metric into one group', () => {
    expect(METRIC_GROUPS.flatMap((group) => group.metrics)).toEqual(METRICS);
  });
});

describe('the worked examples of the programme', () => {
  it.each([
    ['4 net adds', 'net-customer-adds', [[null, 4]], 16],
    ['3 intermediate people', 'intermediate-certifications', [[null, 3]], 7.5],
    ['1 advanced person', 'advanced-certifications', [[null, 1]], 7.5],
    [
      'DPOR 2,000 and CPOR 1,500 users',
      'usage-growth',
      [
        ['dpor', 2_000],
        ['cpor', 1_500],
      ],
      30,
    ],
    ['DPOR 2,000 users', 'usage-growth', [['dpor', 2_000]], 15],
    [
      '4 DPOR and 3 CPOR deployments',
      'deployments',
      [
        ['dpor', 4],
        ['cpor', 3],
      ],
      15,
    ],
    ['4 DPOR deployments', 'deployments', [['dpor', 4]], 10],
  ] as const)('Modern Work Enterprise: %s', (_case, metric, options, points) => {
    expect(pointsOf('modern-work', 'enterprise', metric, options)).toBeCloseTo(points, 9);
  });

  it.each([
    ['4 net adds', 'net-customer-adds', [[null, 4]], 8],
    ['1 intermediate person', 'intermediate-certifications', [[null, 1]], 5],
    ['1 advanced person', 'advanced-certifications', [[null, 1]], 15],
    [
      'CSP 1,000 and CPOR 1,000 users',
      'usage-growth',
      [
        ['csp', 1_000],
        ['cpor', 1_000],
      ],
      30,
    ],
    ['CSP 1,000 users', 'usage-growth', [['csp', 1_000]], 15],
    [
      '4 CSP and 4 CPOR deployments',
      'deployments',
      [
        ['csp', 4],
        ['cpor', 4],
      ],
      20,
    ],
    ['4 CSP deployments', 'deployments', [['csp', 4]], 10],
  ] as const)('Modern Work SMB: %s', (_case, metric, options, points) => {
    expect(pointsOf('modern-work', 'smb', metric, options)).toBeCloseTo(points, 9);
  });

  it.each([
    ['business-applications', 'enterprise', 'net-customer-adds', [['cpor', 2]], 6],
    ['business-applications', 'enterprise', 'intermediate-certifications', [[null, 7]], 7],
    ['business-applications', 'smb', 'intermediate-certifications', [[null, 2]], 8],
    ['business-applications', 'enterprise', 'advanced-certifications', [[null, 1]], 15 / 7],
    ['business-applications', 'smb', 'advanced-certifications', [[null, 1]], 7.5],
    ['business-applications', 'smb', 'usage-growth', [['pal', 12]], 12],
    ['business-applications', 'smb', 'usage-growth', [['pal', 30]], 30],
    ['business-applications', 'smb', 'deployments', [['dpor', 4]], 16],
    [
      'security',
      'enterprise',
      'net-customer-adds',
      [
        ['pal', 3],
        ['cpor', 4],
      ],
      14,
    ],
    ['security', 'enterprise', 'intermediate-certifications', [[null, 3]], 20],
    ['security', 'enterprise', 'intermediate-certifications', [[null, 2]], 40 / 3],
    ['security', 'enterprise', 'intermediate-certifications', [[null, 6]], 40],
    ['security', 'enterprise', 'usage-growth', [['pal', 1_250]], 1],
    ['security', 'enterprise', 'usage-growth', [['cpor', 125]], 1],
    [
      'security',
      'enterprise',
      'usage-growth',
      [
        ['pal', 12_500],
        ['cpor', 1_000],
      ],
      18,
    ],
    [
      'security',
      'enterprise',
      'usage-growth',
      [
        ['pal', 25_000],
        ['cpor', 2_500],
      ],
      20,
    ],
    [
      'security',
      'enterprise',
      'deployments',
      [
        ['pal', 2],
        ['cpor', 3],
      ],
      50 / 3,
    ],
    ['infrastructure', 'enterprise', 'net-customer-adds', [['pal', 2]], 20],
    ['infrastructure', 'enterprise', 'intermediate-certifications', [[null, 4]], 16],
    ['infrastructure', 'enterprise', 'usage-growth', [['csp', 7]], 7],
    ['infrastructure', 'enterprise', 'deployments', [['dpor', 3]], 6],
    ['digital-app-innovation', 'enterprise', 'advanced-certifications', [[null, 2]], 8],
    ['data-ai', 'enterprise', 'intermediate-certifications', [[null, 4]], 16],
    ['data-ai', 'enterprise', 'intermediate-certifications', [[null, 10]], 40],
  ] as const)('%s %s: %s', (area, track, metric, options, points) => {
    expect(pointsOf(area, track, metric, options)).toBeCloseTo(points, 9);
  });

  it('give nothing for a net loss, and take nothing elsewhere', () => {
    const rows = [
      metricRow({ metric: 'net-customer-adds', value: -3 }),
      metricRow({ metric: 'usage-growth', association: 'cpor', value: 500 }),
    ];

    const score = areaOf(rows, 'modern-work');

    expect(metricOf(score, 'net-customer-adds').points).toBe(0);
    expect(score.total).toBe(15);
  });
});

describe('eligibility', () => {
  it.each([
    ['modern-work', 'enterprise', ['cpor', 'dpor']],
    ['modern-work', 'smb', ['cpor', 'csp']],
    ['security', 'enterprise', ['cpor', 'pal']],
    ['infrastructure', 'smb', ['dpor', 'pal', 'csp']],
  ] as const)('%s on the %s track counts by %j', (area, track, associations) => {
    for (const metric of METRICS.filter(isCustomerMetric)) {
      expect(eligibleAssociations(area, track, metric)).toEqual(associations);
    }
  });

  it('lets PAL feed usage and deployments of Business Applications, not net adds', () => {
    const fed = METRICS.filter(isCustomerMetric).filter((metric) =>
      isEligible('business-applications', 'smb', metric, 'pal'),
    );

    expect(fed).toEqual(['usage-growth', 'deployments']);
  });

  it.each([
    ['modern-work', 'enterprise', 'pal', ['cpor', 'dpor']],
    ['modern-work', 'smb', 'dpor', ['cpor', 'csp']],
    ['modern-work', 'enterprise', 'csp', ['cpor', 'dpor']],
    ['security', 'enterprise', 'dpor', ['cpor', 'pal']],
    ['data-ai', 'enterprise', 'cpor', ['dpor', 'pal', 'csp']],
  ] as const)('gives 0 in %s (%s) by %s and says why', (area, track, association, eligible) => {
    const rows = [metricRow({ area, track, metric: 'net-customer-adds', association, value: 99 })];

    const metric = metricOf(areaOf(rows, area), 'net-customer-adds');

    expect(metric.points).toBe(0);
    expect(metric.options).toMatchObject([
      { association, value: 99, points: 0, notCounted: { code: 'association-not-eligible', eligible } },
    ]);
  });

  it('asks no association of certifications', () => {
    const rows = [metricRow({ metric: 'advanced-certifications', association: 'pal', value: 1 })];

    expect(metricOf(areaOf(rows, 'modern-work'), 'advanced-certifications').points).toBe(7.5);
  });

  it('names the option that did not count because another gives more', () => {
    const rows = [
      metricRow({ metric: 'usage-growth', association: 'cpor', value: 500 }),
      metricRow({ metric: 'usage-growth', association: 'dpor', value: 3_000 }),
    ];

    const { points, options } = metricOf(areaOf(rows, 'modern-work'), 'usage-growth');

    expect(points).toBe(22.5);
    expect(options).toMatchObject([
      { association: 'dpor', points: 22.5, notCounted: null },
      { association: 'cpor', points: 15, notCounted: { code: 'another-counts' } },
    ]);
  });

  it('reads a figure without an association by the highest target, so that it never overstates', () => {
    const rows = [metricRow({ metric: 'usage-growth', association: null, value: 2_000 })];

    expect(metricOf(areaOf(rows, 'modern-work'), 'usage-growth').points).toBe(15);
  });
});

describe('qualifying', () => {
  it.each([
    ['70 exactly', 4, true, 0],
    ['under 70', 3, false, 4],
  ])('needs 70: %s', (_case, netAdds, qualified, missing) => {
    const rows = fullModernWork({ 'net-customer-adds': netAdds, 'usage-growth': 500, deployments: 2.8 });

    const score = areaOf(rows, 'modern-work');

    expect(score.qualified).toBe(qualified);
    expect(score.missing).toBeCloseTo(missing, 9);
  });

  it('forgives what adding sevenths loses of a whole number', () => {
    const rows = [
      metricRow({
        area: 'business-applications',
        metric: 'net-customer-adds',
        association: 'cpor',
        value: 5,
      }),
      metricRow({ area: 'business-applications', metric: 'intermediate-certifications', value: 10 }),
      metricRow({ area: 'business-applications', metric: 'advanced-certifications', value: 7 - 1e-11 }),
      metricRow({ area: 'business-applications', metric: 'usage-growth', association: 'cpor', value: 10 }),
      metricRow({ area: 'business-applications', metric: 'deployments', association: 'cpor', value: 5 }),
    ];

    const score = areaOf(rows, 'business-applications');

    expect(score.total).toBeLessThan(70);
    expect(score).toMatchObject({ qualified: true, missing: 0 });
  });

  it('needs every metric above zero, whatever the total', () => {
    const score = areaOf(fullModernWork({ 'intermediate-certifications': 0 }), 'modern-work');

    expect(score).toMatchObject({
      total: 90,
      qualified: false,
      missing: 0,
      zero: ['intermediate-certifications'],
    });
  });

  it('counts a metric without figures as zero', () => {
    const rows = fullModernWork({}).filter((row) => row.metric !== 'deployments');

    expect(areaOf(rows, 'modern-work')).toMatchObject({ qualified: false, zero: ['deployments'] });
  });

  it.each([
    ['just above zero', 20, ['usage-growth']],
    ['exactly one point', 1_000 / 30, []],
  ])('warns of a metric %s', (_case, users, belowOne) => {
    expect(areaOf(fullModernWork({ 'usage-growth': users }), 'modern-work')).toMatchObject({
      qualified: true,
      belowOne,
    });
  });
});

describe('tracks', () => {
  const both = [
    metricRow({ track: 'enterprise', metric: 'usage-growth', association: 'cpor', value: 500 }),
    metricRow({ track: 'smb', metric: 'usage-growth', association: 'cpor', value: 500 }),
    metricRow({ track: null, metric: 'intermediate-certifications', value: 2 }),
  ];

  it('count by the higher total, and name the other', () => {
    expect(areaOf(both, 'modern-work')).toMatchObject({
      track: 'smb',
      total: 40,
      other: { track: 'enterprise', total: 20 },
    });
  });

  it('are not crossed when figures name one only', () => {
    expect(areaOf([both[0]!, both[2]!], 'modern-work')).toMatchObject({
      track: 'enterprise',
      total: 20,
      other: null,
    });
  });

  it('are chosen by the total when no figure names one', () => {
    expect(areaOf([both[2]!], 'modern-work')).toMatchObject({ track: 'smb', total: 10, other: null });
  });

  it.each([...AZURE, 'security' as const])('are not named in %s unless the figures do', (area) => {
    const row = metricRow({ area, track: null, metric: 'intermediate-certifications', value: 1 });

    expect(areaOf([row], area).track).toBeNull();
    expect(areaOf([{ ...row, track: 'smb' }], area).track).toBe('smb');
  });
});

describe('the figures of an account', () => {
  it('may be none at all', () => {
    const score = scoreAccount([]);

    expect(score.asOf).toBeNull();
    expect(score.areas.map(({ area, total, track }) => [area, total, track])).toEqual(
      AREAS.map((area) => [area, 0, null]),
    );
  });

  it('are named when their area does not score that metric', () => {
    const rows = [metricRow({ area: 'security', metric: 'advanced-certifications', value: 5 })];

    expect(areaOf(rows, 'security')).toMatchObject({ total: 0, unscored: ['advanced-certifications'] });
  });

  it('in Security add up one row an association', () => {
    const rows = [
      metricRow({ area: 'security', metric: 'net-customer-adds', association: 'pal', value: 2 }),
      metricRow({ area: 'security', metric: 'net-customer-adds', association: 'cpor', value: 3 }),
      metricRow({
        area: 'security',
        track: null,
        metric: 'net-customer-adds',
        association: 'cpor',
        value: 1,
      }),
      metricRow({ area: 'security', metric: 'net-customer-adds', association: 'csp', value: 9 }),
    ];

    const metric = metricOf(areaOf(rows, 'security'), 'net-customer-adds');

    expect(metric.points).toBe(10);
    expect(
      metric.options.map(({ association, notCounted }) => [association, notCounted?.code ?? 'counts']),
    ).toEqual([
      ['cpor', 'counts'],
      ['pal', 'counts'],
      ['cpor', 'another-counts'],
      ['csp', 'association-not-eligible'],
    ]);
  });
});

describe('whatever the figures', () => {
  const row = fc.record({
    globalId: fc.constant(metricRow({}).globalId),
    asOf: fc.constantFrom('2026-09-20', '2026-10-20'),
    area: fc.constantFrom(...AREAS),
    track: fc.constantFrom(...TRACKS, null),
    metric: fc.constantFrom(...METRICS),
    association: fc.constantFrom(...ASSOCIATIONS, null),
    value: fc.oneof(fc.integer({ min: -20, max: 20 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  });
  const rows = fc.array(row, { maxLength: 40 });

  it('points stay between 0 and the maximum, and totals between 0 and 100', () => {
    fc.assert(
      fc.property(rows, (given) => {
        for (const score of scoreAccount(given).areas) {
          expect(score.total).toBeGreaterThanOrEqual(0);
          expect(score.total).toBeLessThanOrEqual(100);
          for (const { points, rule } of metricsOf(score)) {
            expect(points).toBeGreaterThanOrEqual(0);
            expect(points).toBeLessThanOrEqual(rule.max);
          }
        }
      }),
    );
  });

  it('a higher value never lowers a total', () => {
    fc.assert(
      fc.property(rows, fc.nat(), fc.double({ min: 0, max: 1e6, noNaN: true }), (given, pick, more) => {
        fc.pre(given.length > 0);
        const index = pick % given.length;
        const raised = given.map((one, at) => (at === index ? { ...one, value: one.value + more } : one));

        const [before, after] = [scoreAccount(given), scoreAccount(raised)];

        before.areas.forEach((score, at) => {
          expect(after.areas[at]!.total).toBeGreaterThanOrEqual(score.total - 1e-9);
        });
      }),
    );
  });

  it('the order of the rows is of no matter', () => {
    const shuffled = rows.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    fc.assert(
      fc.property(shuffled, ([given, reordered]) => {
        expect(scoreAccount(reordered).areas.map(summary)).toEqual(scoreAccount(given).areas.map(summary));
      }),
    );
  });

  it('an area qualifies with 70 and every metric above zero, and not otherwise', () => {
    fc.assert(
      fc.property(rows, (given) => {
        for (const score of scoreAccount(given).areas) {
          const enough = score.total >= QUALIFYING_TOTAL - 1e-9;
          expect(score.qualified).toBe(enough && metricsOf(score).every(({ points }) => points > 0));
        }
      }),
    );
  });

  it('every way to 70 leads there, and promises no more than it gives', () => {
    fc.assert(
      fc.property(rows, (given) => {
        for (const score of scoreAccount(given).areas.filter((area) => area.hasFigures)) {
          for (const way of plansOf(score, BY_COUNT, 4)) {
            const after = areaOf(gone(given, score, way.steps), score.area);
            expect(after.qualified).toBe(true);
            expect(after.total).toBeGreaterThanOrEqual(way.total - 1e-6);
          }
        }
      }),
    );
  });
});

describe('plans to 70', () => {
  it('are none when the area is qualified', () => {
    expect(planToQualify(areaOf(fullModernWork({}), 'modern-work'))).toEqual({ qualified: true });
  });

  it('grow what one is to grow as far as needed, and no further', () => {
    const rows = fullModernWork({ 'net-customer-adds': 4, 'advanced-certifications': 1, deployments: 1 });
    rows.push(metricRow({ metric: 'usage-growth', association: 'dpor', value: 3_000 }));
    const score = areaOf(
      rows.filter((row) => row.metric !== 'usage-growth' || row.association === 'dpor'),
      'modern-work',
    );

    const [plan] = plansOf(score, { deployments: 1 });

    expect(score.total).toBe(61);
    expect(plan?.steps).toEqual([
      { metric: 'deployments', association: 'cpor', more: 2, unit: 'deployments', points: 10, effort: 2 },
    ]);
    expect(plan?.total).toBe(71);
  });

  it('ask for one point of every metric at zero, though the total is enough', () => {
    const score = areaOf(fullModernWork({ 'usage-growth': 0 }), 'modern-work');

    const [plan] = plansOf(score);

    expect(plan).toMatchObject({
      steps: [{ metric: 'usage-growth', association: 'cpor', more: 34, unit: 'users', points: 1.02 }],
      total: expect.closeTo(71.02, 9),
    });
  });

  it('name no association where each that counts would do', () => {
    const rows = fullModernWork({ 'net-customer-adds': 0, deployments: 3 });

    const [plan] = plansOf(areaOf(rows, 'modern-work'), { 'net-customer-adds': 1 });

    expect(plan?.steps).toMatchObject([{ metric: 'net-customer-adds', association: null, more: 1 }]);
  });

  it('add to figures that name no association', () => {
    const rows = fullModernWork({ 'net-customer-adds': 4, 'usage-growth': 500, deployments: 2.6 }).map(
      (row) => (row.metric === 'net-customer-adds' ? { ...row, association: null } : row),
    );

    const score = areaOf(rows, 'modern-work');

    expect(score.missing).toBeCloseTo(1, 9);
    expect(plansOf(score, { 'net-customer-adds': 1 })[0]?.steps).toEqual([
      { metric: 'net-customer-adds', association: null, more: 1, unit: 'customers', points: 4, effort: 1 },
    ]);
  });

  it('make up a net loss first, or grow where there is none', () => {
    const rows = [
      metricRow({ area: 'security', metric: 'net-customer-adds', association: 'pal', value: -2 }),
      metricRow({ area: 'security', metric: 'intermediate-certifications', value: 6 }),
      metricRow({ area: 'security', metric: 'usage-growth', association: 'cpor', value: 2_500 }),
      metricRow({ area: 'security', metric: 'deployments', association: 'pal', value: 2 }),
    ];

    const [plan] = plansOf(areaOf(rows, 'security'), { 'net-customer-adds': 1 });

    expect(plan?.steps).toMatchObject([{ metric: 'net-customer-adds', association: 'cpor', more: 2 }]);
  });

  it('combine metrics, with nothing to spare in any', () => {
    const score = areaOf(fullModernWork({ 'usage-growth': 0, deployments: 0 }), 'modern-work');
    const only = (effort: Effort) =>
      plansOf(score, effort)[0]?.steps.map(({ metric, more }) => [metric, more]);

    expect(score.total).toBe(45);
    expect(only({ 'usage-growth': 1, deployments: 100 })).toEqual([
      ['usage-growth', 667],
      ['deployments', 1],
    ]);
    expect(only({ 'usage-growth': 100, deployments: 1 })).toEqual([
      ['usage-growth', 34],
      ['deployments', 5],
    ]);
  });
});

function plansOf(score: AreaScore, effort: Effort = BY_COUNT, most = 2): readonly Plan[] {
  const planned = planToQualify(score, effort, most);
  return planned.qualified ? [] : planned.plans;
}

function pointsOf(
  area: Area,
  track: 'enterprise' | 'smb',
  metric: Metric,
  options: readonly (readonly [MetricRow['association'], number])[],
): number {
  const rows = options.map(([association, value]) => metricRow({ area, track, metric, association, value }));
  return metricOf(areaOf(rows, area), metric).points;
}

function areaOf(rows: readonly MetricRow[], area: Area): AreaScore {
  return scoreAccount(rows).areas.find((score) => score.area === area)!;
}

function metricsOf(score: AreaScore): MetricScore[] {
  return score.groups.flatMap((group) => group.metrics);
}

function metricOf(score: AreaScore, metric: Metric): MetricScore {
  return metricsOf(score).find((candidate) => candidate.metric === metric)!;
}

/** Modern Work Enterprise with every metric full, save those given. */
function fullModernWork(values: { readonly [metric in Metric]?: number }): MetricRow[] {
  const full = {
    'net-customer-adds': 5,
    'intermediate-certifications': 4,
    'advanced-certifications': 2,
    'usage-growth': 1_000,
    deployments: 5,
    ...values,
  };
  return METRICS.map((metric) =>
    metricRow({ metric, association: isCustomerMetric(metric) ? 'cpor' : null, value: full[metric] }),
  );
}

function summary(score: AreaScore) {
  return {
    ...score,
    groups: metricsOf(score).map(({ metric, points, options }) => ({ metric, points, options })),
  };
}

/** The figures after somebody has gone a way: each step's units added to the row it adds to, or to a new one. */
function gone(rows: readonly MetricRow[], score: AreaScore, steps: readonly PlanStep[]): MetricRow[] {
  const track = score.track ?? 'enterprise';
  return steps.reduce<MetricRow[]>(
    (current, step) => {
      const held = metricOf(score, step.metric).options.filter(
        (option) => option.notCounted?.code !== 'association-not-eligible',
      );
      const associations = [
        step.association,
        ...held.map((option) => option.association),
        'cpor',
        'dpor',
        'pal',
        'csp',
      ] as const;
      const tries = associations.flatMap((association) =>
        [
          ...new Set([
            ...held.filter((option) => option.association === association).map(({ value }) => value),
            0,
          ]),
        ].map((value) => [
          ...current,
          metricRow({
            asOf: metricOf(score, step.metric).asOf ?? '2026-10-20',
            area: score.area,
            track,
            metric: step.metric,
            association,
            value: value + step.more,
          }),
        ]),
      );
      const aim = metricOf(score, step.metric).points + step.points - 1e-6;
      return (
        tries.find((candidate) => metricOf(areaOf(candidate, score.area), step.metric).points >= aim) ??
        current
      );
    },
    [...rows],
  );
}
