import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { AREA_RULES } from '../../src/domain/scores/areas.ts';
import { EDITION } from '../../src/domain/scores/current-edition.ts';
import { stateOf } from '../../src/domain/scores/designation.ts';
import { allQuestions, scoreboardOf, viewOf } from '../../src/domain/scores/scoreboard.ts';
import { openQuestions, scoreAccount } from '../../src/domain/scores/score.ts';
import { changeOf, trendOf, type DayScore } from '../../src/domain/scores/trend.ts';
import { AREAS, ASSOCIATIONS, METRICS, TRACKS } from '../../src/domain/shared/catalogue.ts';
import { GlobalId } from '../../src/domain/shared/ids.ts';
import { eligibilityRow, metricRow } from '../support/metric-rows.ts';

const contoso = GlobalId.parse('4400000');

describe('the numbers of the programme', () => {
  const sources = [
    ...AREAS.flatMap((area) =>
      TRACKS.flatMap((track) => AREA_RULES[area][track].map(({ source }) => source)),
    ),
    EDITION.qualifying.source,
    EDITION.renewal.source,
    EDITION.seats.source,
    EDITION.eligibilitySource,
    ...Object.values(EDITION.discrepancies).map(({ source }) => source),
  ];

  it('all name where they were read, and for which year', () => {
    for (const source of sources) {
      expect(source.page).not.toBe('');
      expect(source.publisher).not.toBe('');
      expect(source.year).toMatch(/^FY\d\d$/);
      expect(source.read).toMatch(/^20\d\d-[01]\d$/);
    }
  });

  it('that another source prints differently would not make a better table', () => {
    for (const [area, { metric, printed, sum }] of Object.entries(EDITION.discrepancies)) {
      const rules = AREA_RULES[AREAS.find((one) => one === area)!].enterprise;
      const max = rules.find((rule) => rule.metric === metric)?.max;

      expect(printed).not.toBe(max);
      expect(sum).toBeLessThanOrEqual(100);
    }
    expect(EDITION.discrepancies['modern-work']).toMatchObject({ printed: 15, sum: 95 });
  });
});

describe('the trend of an area', () => {
  const rows = [
    metricRow({ asOf: '2026-08-20', metric: 'deployments', association: 'cpor', value: 1 }),
    metricRow({ asOf: '2026-09-20', metric: 'deployments', association: 'cpor', value: 3 }),
    metricRow({ asOf: '2026-10-05', metric: 'intermediate-certifications', value: 4 }),
  ];
  const totals = (trend: readonly DayScore[]) => trend.map(({ asOf, total }) => [asOf, total]);

  it('has on each day what counted then', () => {
    const trend = trendOf('modern-work', { rows, subjects: [] });

    expect(totals(trend)).toEqual([
      ['2026-08-20', 5],
      ['2026-09-20', 15],
      ['2026-10-05', 25],
    ]);
    expect(changeOf(trend)).toEqual({ since: '2026-09-20', points: 10 });
  });

  it('is empty without figures, and without a change after the first day', () => {
    expect(trendOf('modern-work', { rows: [], subjects: [] })).toEqual([]);
    expect(changeOf([])).toBeNull();
    expect(changeOf(trendOf('modern-work', { rows: rows.slice(0, 1), subjects: [] }))).toBeNull();
  });

  it('can fall', () => {
    const fallen = [
      ...rows,
      metricRow({ asOf: '2026-11-20', metric: 'deployments', association: 'cpor', value: 0 }),
    ];

    expect(changeOf(trendOf('modern-work', { rows: fallen, subjects: [] }))?.points).toBe(-15);
  });
});

describe('the state of an area', () => {
  const scored = (qualified: boolean, hasFigures = true) => ({ qualified, hasFigures });
  const day = (asOf: string, qualified: boolean): DayScore => ({
    area: 'security',
    asOf,
    total: qualified ? 75 : 60,
    ifDistinct: null,
    qualified,
  });
  const designation = {
    globalId: contoso,
    area: 'security',
    enrolledOn: '2026-02-15',
    anniversary: '2027-02-15',
  } as const;
  const today = '2026-11-24';

  it.each([
    ['no figures and no enrolment', scored(false, false), [], { status: 'no-data' }],
    ['a score under 70', scored(false), [day('2026-10-20', false)], { status: 'in-progress' }],
    ['a score that qualifies', scored(true), [day('2026-10-20', true)], { status: 'qualified', until: null }],
  ] as const)('with %s', (_case, score, trend, state) => {
    expect(stateOf(score, trend, undefined, today)).toEqual(state);
  });

  /** A score holds until the day before the next figures; the window is this calendar month and the five before it. */
  it.each([
    ['that held on the last day of the month before the window', '2026-06-01', 'in-progress', undefined],
    ['that held on the first day of the window', '2026-06-02', 'qualified', '2026-11-30'],
    ['that held last month', '2026-10-20', 'qualified', '2027-03-31'],
  ])('counts an earlier score %s', (_case, next, status, until) => {
    const trend = [day('2026-01-20', true), day(next, false)];

    expect(stateOf(scored(false), trend, undefined, today)).toEqual({
      status,
      ...(until === undefined ? {} : { until }),
    });
  });

  it.each([
    ['before it began', '2026-02-14', { status: 'in-progress' }],
    ['on its first day', '2026-02-15', { status: 'enrolled', anniversary: '2027-02-15' }],
    ['91 days before the anniversary', '2026-11-16', { status: 'enrolled', anniversary: '2027-02-15' }],
    ['90 days before the anniversary', '2026-11-17', { status: 'renewal-due', ready: false }],
    ['30 days after the anniversary', '2027-03-17', { status: 'renewal-due', until: '2027-03-17' }],
    ['31 days after the anniversary', '2027-03-18', { status: 'in-progress' }],
  ])('of an enrolment %s', (_case, on, state) => {
    expect(stateOf(scored(false), [day('2026-01-20', false)], designation, on)).toMatchObject(state);
  });

  it('of an enrolment stands without figures, and says that a renewal is ready', () => {
    expect(stateOf(scored(false, false), [], designation, '2026-06-01').status).toBe('enrolled');
    expect(stateOf(scored(true), [day('2026-10-20', true)], designation, '2027-01-01')).toMatchObject({
      status: 'renewal-due',
      ready: true,
    });
  });
});

describe('the scoreboard of an account', () => {
  const row = fc.record({
    globalId: fc.constant(contoso),
    asOf: fc.constantFrom('2026-08-20', '2026-09-20', '2026-10-20'),
    area: fc.constantFrom(...AREAS),
    track: fc.constantFrom(...TRACKS, null),
    metric: fc.constantFrom(...METRICS),
    association: fc.constantFrom(...ASSOCIATIONS, null),
    value: fc.integer({ min: -5, max: 20 }),
  });
  const listed = fc.record({
    area: fc.constantFrom('infrastructure' as const, 'modern-work' as const),
    asOf: fc.constantFrom('2026-08-20', '2026-09-20', '2026-10-20'),
    association: fc.constantFrom('dpor' as const, 'pal' as const),
    subject: fc.constantFrom('a@x.test', 'b@x.test', 'c@x.test'),
  });

  it('gives the score that all figures and lists give, and ends its trends with it', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.array(listed, { maxLength: 12 }), (rows, some) => {
        const subjects = some.map(eligibilityRow);

        const view = viewOf(scoreboardOf(contoso, { rows, subjects, designations: [] }), '2026-11-24');

        const whole = scoreAccount(rows, { subjects });
        expect(view.asOf).toBe(whole.asOf);
        whole.areas.forEach((score, at) => {
          const { state: _state, trend, ...shown } = view.areas[at]!;
          expect(shown).toEqual(score);
          expect(trend.at(-1)?.total).toBe(score.hasFigures ? score.total : undefined);
        });
      }),
    );
  });

  it('asks the lists for whatever any day hangs on', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const asked = allQuestions(rows);

        expect(asked).toEqual(expect.arrayContaining([...openQuestions(rows)]));
      }),
    );
  });

  it('leaves history behind but for its totals', () => {
    const rows = [
      metricRow({ asOf: '2026-09-20', value: 2 }),
      metricRow({ asOf: '2026-10-20', value: 4 }),
      metricRow({ asOf: '2026-09-20', metric: 'deployments', value: 1 }),
    ];

    const board = scoreboardOf(contoso, { rows, subjects: [], designations: [] });

    expect(board.rows).toEqual(rows.slice(1));
    expect(board.days.map(({ asOf, total }) => [asOf, total])).toEqual([
      ['2026-09-20', 10.5],
      ['2026-10-20', 18.5],
    ]);
  });
});
