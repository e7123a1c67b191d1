import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { EligibilityRow, MetricRow } from '../../src/domain/scores/facts.ts';
import type { MetricScore } from '../../src/domain/scores/metric.ts';
import { openQuestions, scoreAccount, type AreaScore } from '../../src/domain/scores/score.ts';
import { planToQualify } from '../../src/domain/scores/plan.ts';
import {
  AREAS,
  ASSOCIATIONS,
  METRICS,
  TRACKS,
  type Area,
  type Association,
  type Metric,
} from '../../src/domain/shared/catalogue.ts';
import { eligibilityRow, metricRow } from '../support/metric-rows.ts';

const SEPTEMBER = '2026-09-20';
const OCTOBER = '2026-10-20';
const NOVEMBER = '2026-11-05';

describe('a score of figures of several days', () => {
  const full = METRICS.map((metric) =>
    metricRow({ metric, association: metric.endsWith('certifications') ? null : 'cpor', value: 1_000 }),
  );

  it('keeps what a later day does not bring', () => {
    const later = metricRow({ metric: 'intermediate-certifications', asOf: NOVEMBER, value: 3 });

    const before = areaOf(full, 'modern-work');
    const after = areaOf([...full, later], 'modern-work');

    expect([before.total, after.total]).toEqual([100, 97.5]);
    expect(metricsOf(after).map(({ metric, asOf }) => [metric, asOf])).toEqual([
      ['net-customer-adds', OCTOBER],
      ['intermediate-certifications', NOVEMBER],
      ['advanced-certifications', OCTOBER],
      ['usage-growth', OCTOBER],
      ['deployments', OCTOBER],
    ]);
    expect(after.asOf).toBe(NOVEMBER);
  });

  it('keeps other areas and other tracks', () => {
    const rows = [
      ...full,
      metricRow({ area: 'security', metric: 'intermediate-certifications', value: 6, asOf: SEPTEMBER }),
      metricRow({ track: 'smb', metric: 'deployments', association: 'cpor', value: 5, asOf: NOVEMBER }),
    ];

    expect(areaOf(rows, 'security').total).toBe(40);
    expect(areaOf(rows, 'modern-work')).toMatchObject({
      track: 'enterprise',
      total: 100,
      other: { track: 'smb', total: 25 },
    });
  });

  it('takes a row without a track for one of both, so that it follows on either', () => {
    const rows = [
      metricRow({ track: 'enterprise', metric: 'deployments', association: 'cpor', value: 5, asOf: OCTOBER }),
      metricRow({ track: null, metric: 'deployments', association: 'cpor', value: 1, asOf: NOVEMBER }),
    ];

    expect(metricOf(areaOf(rows, 'modern-work'), 'deployments')).toMatchObject({ points: 5, asOf: NOVEMBER });
  });

  it('counts the rows of that day together, and no row of another', () => {
    const security = (association: Association, value: number, asOf: string) =>
      metricRow({ area: 'security', track: null, metric: 'net-customer-adds', association, value, asOf });
    const rows = [security('pal', 4, SEPTEMBER), security('cpor', 4, OCTOBER), security('pal', 1, OCTOBER)];

    expect(metricOf(areaOf(rows, 'security'), 'net-customer-adds').points).toBe(10);
  });

  it('is, for an earlier day, what counted then', () => {
    const rows = [...full, ...full.map((row) => ({ ...row, asOf: NOVEMBER, value: 0 }))];

    expect(scoreAccount(rows, { on: OCTOBER })).toEqual(scoreAccount(full));
    expect(scoreAccount(rows, { on: SEPTEMBER }).asOf).toBeNull();
    expect(areaOf(rows, 'modern-work').total).toBe(0);
  });

  it('follows the track of Business Applications that was named last', () => {
    const row = (track: 'enterprise' | 'smb' | null, asOf: string) =>
      metricRow({
        area: 'business-applications',
        track,
        asOf,
        metric: 'intermediate-certifications',
        value: 4,
      });

    expect(
      areaOf([row('smb', SEPTEMBER), row('enterprise', OCTOBER)], 'business-applications'),
    ).toMatchObject({ track: 'enterprise', total: 4, other: null });
    expect(
      areaOf([row('enterprise', OCTOBER), row('smb', SEPTEMBER)], 'business-applications'),
    ).toMatchObject({ track: 'enterprise', total: 4, other: null });
  });
});

describe('rows of several associations', () => {
  it.each<[string, Area, Metric, readonly Row[], number]>([
    [
      'two halves that add up',
      'security',
      'net-customer-adds',
      [
        ['pal', 3],
        ['cpor', 4],
      ],
      14,
    ],
    [
      'two halves, capped',
      'security',
      'net-customer-adds',
      [
        ['pal', 8],
        ['cpor', 8],
      ],
      20,
    ],
    [
      'two halves of their own targets',
      'security',
      'usage-growth',
      [
        ['pal', 5_000],
        ['cpor', 500],
      ],
      8,
    ],
    [
      'two halves of deployments',
      'security',
      'deployments',
      [
        ['pal', 1],
        ['cpor', 2],
      ],
      10,
    ],
    [
      'one half lost',
      'security',
      'deployments',
      [
        ['pal', -3],
        ['cpor', 3],
      ],
      10,
    ],
    [
      'PAL beside one other',
      'business-applications',
      'deployments',
      [
        ['pal', 2],
        ['dpor', 1],
      ],
      12,
    ],
    [
      'PAL beside the larger of others',
      'business-applications',
      'deployments',
      [
        ['pal', 1],
        ['dpor', 2],
        ['cpor', 3],
        ['csp', 1],
      ],
      16,
    ],
    [
      'PAL beside others, capped',
      'business-applications',
      'deployments',
      [
        ['pal', 4],
        ['csp', 4],
      ],
      20,
    ],
    ['PAL alone', 'business-applications', 'deployments', [['pal', 2]], 8],
    [
      'others alone',
      'business-applications',
      'deployments',
      [
        ['cpor', 2],
        ['dpor', 1],
      ],
      8,
    ],
    [
      'an option',
      'modern-work',
      'usage-growth',
      [
        ['dpor', 2_000],
        ['cpor', 400],
      ],
      15,
    ],
    [
      'another option',
      'modern-work',
      'deployments',
      [
        ['dpor', 4],
        ['cpor', 3],
      ],
      15,
    ],
    [
      'an option that is not allowed',
      'modern-work',
      'deployments',
      [
        ['pal', 9],
        ['cpor', 3],
      ],
      15,
    ],
    [
      'the programme’s own whole',
      'security',
      'net-customer-adds',
      [
        [null, 9],
        ['pal', 3],
        ['cpor', 4],
      ],
      18,
    ],
  ])('count exactly: %s', (_case, area, metric, rows, points) => {
    const scored = scoreOf(area, metric, rows);

    expect(scored.points).toBeCloseTo(points, 9);
    expect(scored).toMatchObject({ ifDistinct: null, distinct: null });
  });

  it.each<[Area, Metric, readonly Row[], number, number]>([
    [
      'modern-work',
      'net-customer-adds',
      [
        ['cpor', 2],
        ['dpor', 1],
      ],
      8,
      12,
    ],
    [
      'business-applications',
      'net-customer-adds',
      [
        ['cpor', 2],
        ['csp', 2],
        ['dpor', 3],
      ],
      9,
      15,
    ],
    [
      'business-applications',
      'usage-growth',
      [
        ['pal', 12],
        ['cpor', 9],
      ],
      12,
      21,
    ],
    [
      'infrastructure',
      'net-customer-adds',
      [
        ['dpor', 2],
        ['pal', 1],
      ],
      20,
      30,
    ],
    [
      'infrastructure',
      'net-customer-adds',
      [
        ['dpor', 1],
        ['pal', 1],
        ['cpor', 7],
      ],
      10,
      20,
    ],
    [
      'data-ai',
      'usage-growth',
      [
        ['pal', 6],
        ['csp', 3],
      ],
      6,
      9,
    ],
    [
      'digital-app-innovation',
      'deployments',
      [
        ['dpor', 2],
        ['csp', 2],
      ],
      4,
      8,
    ],
  ])('may be the same customers in %s: %s', (area, metric, rows, least, ifDistinct) => {
    const scored = scoreOf(area, metric, rows);

    expect(scored).toMatchObject({ points: least, ifDistinct, distinct: null });
    const codes = scored.options.map(({ notCounted }) => notCounted?.code ?? 'counts');
    expect(codes.slice(0, 2)).toEqual(['counts', 'maybe-same-customers']);
  });

  it('leave nothing open where it makes no difference', () => {
    expect(
      scoreOf('infrastructure', 'net-customer-adds', [
        ['dpor', 3],
        ['pal', 1],
      ]).ifDistinct,
    ).toBeNull();
    expect(
      scoreOf('infrastructure', 'net-customer-adds', [
        ['dpor', 2],
        ['pal', -1],
      ]).ifDistinct,
    ).toBeNull();
    expect(
      scoreOf('infrastructure', 'net-customer-adds', [
        ['dpor', 2],
        ['dpor', 1],
      ]).ifDistinct,
    ).toBeNull();
  });

  it('make the total the least it can be, with what it would be', () => {
    const rows = [
      infrastructure('dpor', 2),
      infrastructure('pal', 1),
      metricRow({ area: 'infrastructure', track: null, metric: 'intermediate-certifications', value: 5 }),
    ];

    expect(areaOf(rows, 'infrastructure')).toMatchObject({ total: 40, ifDistinct: 50, missing: 30 });
  });
});

describe('a list of whom the programme counted', () => {
  const rows = [infrastructure('dpor', 2), infrastructure('pal', 2)];

  it.each<[string, readonly Partial<EligibilityRow>[], number]>([
    ['different ones', [dpor('a'), dpor('b'), pal('c'), pal('d')], 4],
    ['one in both', [dpor('a'), dpor('b'), pal('b'), pal('c')], 3],
    ['the same', [dpor('a'), dpor('b'), pal('A '), pal('b')], 2],
    ['more than the rows count', [dpor('a'), dpor('b'), dpor('c'), pal('b'), pal('c')], 3],
    [
      'one of an association that is not allowed',
      [dpor('a'), dpor('b'), pal('a'), pal('b'), { association: 'cpor', subject: 'e' }],
      2,
    ],
    [
      'one with an unmet criterion',
      [dpor('a'), dpor('b'), pal('a'), pal('b'), pal('c'), { ...pal('c'), counted: false }],
      2,
    ],
    [
      'customers without an association',
      ['a', 'b', 'c'].map((subject) => ({ association: null, subject })),
      3,
    ],
  ])('says how many customers several rows come to: %s', (_case, subjects, distinct) => {
    const scored = scoreOf('infrastructure', 'net-customer-adds', rows, subjects);

    expect(scored).toMatchObject({ points: Math.min(distinct * 10, 30), ifDistinct: null, distinct });
    expect(scored.options.map(({ notCounted }) => notCounted)).toEqual([null, null]);
  });

  it.each<[string, readonly Partial<EligibilityRow>[]]>([
    ['of another day', [dpor('a'), dpor('b'), pal('c'), pal('d')].map((of) => ({ ...of, asOf: SEPTEMBER }))],
    [
      'of another metric',
      [dpor('a'), dpor('b'), pal('c'), pal('d')].map((of) => ({ ...of, metric: 'deployments' as const })),
    ],
    [
      'of another area',
      [dpor('a'), dpor('b'), pal('c'), pal('d')].map((of) => ({ ...of, area: 'data-ai' as const })),
    ],
    [
      'that counts nobody',
      [dpor('a'), dpor('b'), pal('c'), pal('d')].map((of) => ({ ...of, counted: false })),
    ],
    ['of one of the rows', [dpor('a'), dpor('b')]],
    ['too short to be whole', [dpor('a'), dpor('b'), pal('b')]],
    ['too short for either', [dpor('a'), pal('b')]],
  ])('%s leaves it open', (_case, subjects) => {
    const scored = scoreOf('infrastructure', 'net-customer-adds', rows, subjects);

    expect(scored).toMatchObject({ points: 20, ifDistinct: 30 });
  });

  it('of one track says nothing of the other', () => {
    const named = [dpor('a'), dpor('b'), pal('c'), pal('d')].map((of) => ({ ...of, track: 'smb' as const }));
    const onTrack = (track: 'enterprise' | 'smb') =>
      scoreOf(
        'infrastructure',
        'net-customer-adds',
        rows.map((row) => ({ ...row, track })),
        named,
      );

    expect([onTrack('enterprise').ifDistinct, onTrack('smb').ifDistinct]).toEqual([30, null]);
  });

  it('does not turn customers into percent', () => {
    const growth = rows.map((row) => ({ ...row, metric: 'usage-growth' as const }));
    const named = [dpor('a'), dpor('b'), pal('c'), pal('d')].map((of) => ({
      ...of,
      metric: 'usage-growth' as const,
    }));

    expect(scoreOf('infrastructure', 'usage-growth', growth, named)).toMatchObject({
      points: 2,
      ifDistinct: 4,
      distinct: null,
    });
    expect(openQuestions(growth)).toEqual([]);
  });

  it('is asked for where rows leave something open, and nowhere else', () => {
    const others = AREAS.flatMap((area) =>
      METRICS.map((metric) => metricRow({ area, track: null, metric, association: 'csp', value: 1 })),
    );

    expect(openQuestions([...others, ...rows])).toContainEqual({
      area: 'infrastructure',
      metric: 'net-customer-adds',
      asOf: OCTOBER,
    });
    expect(openQuestions(others)).toEqual([]);
  });

  it('lets one more customer count by whichever association', () => {
    const three = { association: null, value: 2, target: { amount: 5, unit: 'customers' } };
    const business = (association: Association) =>
      metricRow({
        area: 'business-applications',
        track: 'smb',
        metric: 'net-customer-adds',
        association,
        value: three.value,
      });
    const figures = [
      business('cpor'),
      business('csp'),
      ...(['intermediate-certifications', 'advanced-certifications', 'usage-growth'] as const).map((metric) =>
        metricRow({
          area: 'business-applications',
          track: 'smb',
          metric,
          association: 'cpor',
          value: metric === 'usage-growth' ? 24 : 5,
        }),
      ),
      metricRow({
        area: 'business-applications',
        track: 'smb',
        metric: 'deployments',
        association: 'cpor',
        value: 0.5,
      }),
    ];
    const subjects = (['cpor', 'csp'] as const).flatMap((association) =>
      ['a', 'b'].map((subject) => eligibilityRow({ area: 'business-applications', association, subject })),
    );
    const [score] = scoreAccount(figures, { subjects }).areas.filter(
      ({ area }) => area === 'business-applications',
    );

    expect(score).toMatchObject({ total: 67, ifDistinct: null });
    expect(planToQualify(score!, { 'net-customer-adds': 1 })).toMatchObject({
      plans: [
        {
          steps: [{ metric: 'net-customer-adds', association: null, more: 1, unit: 'customers', points: 3 }],
        },
      ],
    });
  });
});

describe('whatever the figures of several days', () => {
  const row = fc.record({
    globalId: fc.constant(metricRow({}).globalId),
    asOf: fc.constantFrom(SEPTEMBER, OCTOBER, NOVEMBER),
    area: fc.constantFrom(...AREAS),
    track: fc.constantFrom(...TRACKS, null),
    metric: fc.constantFrom(...METRICS),
    association: fc.constantFrom(...ASSOCIATIONS, null),
    value: fc.integer({ min: -3, max: 12 }),
  });
  const rows = fc.array(row, { maxLength: 60 });
  const subjects = fc.array(
    fc.record({
      globalId: fc.constant(metricRow({}).globalId),
      asOf: fc.constantFrom(OCTOBER, NOVEMBER),
      area: fc.constantFrom(...AREAS),
      track: fc.constantFrom(...TRACKS, null),
      metric: fc.constantFrom(...METRICS),
      association: fc.constantFrom(...ASSOCIATIONS, null),
      subject: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      value: fc.constant(1),
      counted: fc.boolean(),
      criterion: fc.constant('x'),
    }),
    { maxLength: 60 },
  );

  it('the order of rows and lists is of no matter', () => {
    const both = fc.tuple(rows, subjects);
    const shuffled = both.chain(([figures, listed]) =>
      fc.tuple(
        fc.constant({ figures, listed }),
        fc.shuffledSubarray(figures, { minLength: figures.length }),
        fc.shuffledSubarray(listed, { minLength: listed.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([{ figures, listed }, otherFigures, otherListed]) => {
        expect(scoreAccount(otherFigures, { subjects: otherListed })).toEqual(
          scoreAccount(figures, { subjects: listed }),
        );
      }),
    );
  });

  it('a row of an older day never changes a score that has later ones', () => {
    fc.assert(
      fc.property(rows, row, (given, one) => {
        const late = { ...one, asOf: SEPTEMBER };
        const newer = { ...one, track: null, asOf: NOVEMBER };
        const figures = [...given, newer];

        expect(scoreAccount([...figures, late])).toEqual(scoreAccount(figures));
      }),
    );
  });

  it('a later day of one metric never changes the points of another', () => {
    fc.assert(
      fc.property(rows, row, (given, one) => {
        const figures = given.filter(({ track }) => track !== 'smb');
        const later = { ...one, track: 'enterprise' as const, asOf: '2026-12-20' };
        const pointsIn = (all: readonly MetricRow[]) =>
          AREAS.flatMap((area) => {
            // Of both tracks where none is named the better one counts, so that naming one changes more than its metric.
            const named = metricRow({ area, metric: one.metric, asOf: '2026-12-01', value: 0 });
            const onTrack = [named, ...all];
            return metricsOf(areaOf(onTrack, area))
              .filter(({ metric }) => area !== one.area || metric !== one.metric)
              .map(({ metric, points }) => [area, metric, points]);
          });

        expect(pointsIn([...figures, later])).toEqual(pointsIn(figures));
      }),
    );
  });

  it('the score of a day is that of the rows until then', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const until = given.filter(({ asOf }) => asOf <= OCTOBER);

        expect(scoreAccount(given, { on: OCTOBER })).toEqual(scoreAccount(until));
      }),
    );
  });

  it('a list never takes a score under that of the best rows', () => {
    fc.assert(
      fc.property(rows, subjects, (figures, listed) => {
        const [without, withList] = [scoreAccount(figures), scoreAccount(figures, { subjects: listed })];
        without.areas.forEach((area, index) => {
          const listedArea = withList.areas[index]!;
          expect(listedArea.total).toBeGreaterThanOrEqual(area.total - 1e-9);
        });
      }),
    );
  });
});

type Row = readonly [association: Association | null, value: number];

function infrastructure(association: Association, value: number): MetricRow {
  return metricRow({ area: 'infrastructure', track: null, metric: 'net-customer-adds', association, value });
}

function dpor(subject: string): Partial<EligibilityRow> {
  return { association: 'dpor', subject };
}

function pal(subject: string): Partial<EligibilityRow> {
  return { association: 'pal', subject };
}

/** One metric of an area on the Enterprise track, from rows or from associations with their values. */
function scoreOf(
  area: Area,
  metric: Metric,
  given: readonly (Row | MetricRow)[],
  listed: readonly Partial<EligibilityRow>[] = [],
): MetricScore {
  const rows = given.map((one) =>
    'asOf' in one
      ? one
      : metricRow({ area, track: 'enterprise', metric, association: one[0], value: one[1] }),
  );
  const subjects = listed.map((one) => eligibilityRow({ area, metric, ...one }));
  const [score] = scoreAccount(rows, { subjects }).areas.filter((one) => one.area === area);
  return metricOf(score!, metric);
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
