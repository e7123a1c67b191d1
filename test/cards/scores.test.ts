import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { bar } from '../../src/cards/kit/bar.ts';
import { scoresAreaCard } from '../../src/cards/scores/area.ts';
import { scoresChooseCard } from '../../src/cards/scores/choose.ts';
import { scoresOverviewCard } from '../../src/cards/scores/overview.ts';
import { ScoresShowPress } from '../../src/cards/scores/show-press.ts';
import { day, type Reader } from '../../src/cards/kit/format.ts';
import type { MetricRow } from '../../src/domain/scores/facts.ts';

import { AREAS, ASSOCIATIONS, METRICS, TRACKS, type Area } from '../../src/domain/shared/catalogue.ts';
import { GlobalId } from '../../src/domain/shared/ids.ts';
import { say } from '../../src/words/say.ts';
import { asText } from '../../src/words/text.ts';
import { actionsOf, cardFaults, textOf } from '../support/card-rules.ts';
import { accountOf, eligibilityRow, metricRow } from '../support/metric-rows.ts';
import { english, wording } from '../support/wording.ts';

const reader: Reader = {
  locale: 'en-GB',
  timeZone: 'Europe/Berlin',
  now: new Date('2026-11-24T08:00:00Z'),
};
const contoso = { globalId: GlobalId.parse('4400000'), name: 'Contoso Corporation' };

const rows: MetricRow[] = [
  metricRow({ metric: 'net-customer-adds', association: 'cpor', value: 4 }),
  metricRow({ metric: 'net-customer-adds', association: 'pal', value: 12 }),
  metricRow({ metric: 'intermediate-certifications', value: 4 }),
  metricRow({ metric: 'advanced-certifications', value: 1 }),
  metricRow({ metric: 'usage-growth', association: 'dpor', value: 3_000 }),
  metricRow({ metric: 'usage-growth', association: 'cpor', value: 500 }),
  metricRow({ metric: 'deployments', association: 'dpor', value: 3 }),
  metricRow({
    area: 'infrastructure',
    track: null,
    metric: 'net-customer-adds',
    association: 'csp',
    value: 3,
  }),
  metricRow({ area: 'infrastructure', track: null, metric: 'intermediate-certifications', value: 5 }),
  metricRow({ area: 'infrastructure', track: null, metric: 'advanced-certifications', value: 3 }),
  metricRow({ area: 'infrastructure', track: null, metric: 'usage-growth', association: 'pal', value: 0.5 }),
  metricRow({ area: 'infrastructure', track: null, metric: 'deployments', association: 'dpor', value: 5 }),
  metricRow({ area: 'security', track: null, metric: 'net-customer-adds', association: 'pal', value: -2 }),
];

describe('the overview', () => {
  const card = scoresOverviewCard(contoso, accountOf(rows), reader);

  it('keeps the rules for cards', () => {
    expect(cardFaults(card)).toEqual([]);
  });

  it('says in its head how many areas qualify, and of when the data are', () => {
    expect(textOf(card)).toContain('Contoso Corporation\n1 of 6 qualified\nData of 20 Oct 2026');
    expect(card.fallbackText).toBe(
      english('scores.overview.fallback', {
        account: 'Contoso Corporation',
        state: english('scores.overview.qualified', { qualified: '1', all: '6' }),
      }),
    );
  });

  it('draws each area as a bar of Teams’ own, whose parts end at 70 and at 100', () => {
    const bars = JSON.parse(JSON.stringify(card.body)) as { readonly items?: readonly object[] }[];
    const charts = bars.flatMap(({ items }) => items?.slice(0, 1) ?? []);
    const parts = (value: number, color: string) => [{ value, color }];
    const rest = (...values: readonly number[]) => values.map((value) => ({ value, color: 'neutral' }));

    expect(charts.filter((one) => 'fallback' in one)).toMatchObject([
      { data: [{ data: [...parts(63.5, 'categoricalLightBlue'), ...rest(6.5, 30)] }] },
      { data: [{ data: rest(70, 30) }] },
      { data: [{ data: rest(70, 30) }] },
      { data: [{ data: [...parts(72.5, 'good'), ...rest(27.5)] }] },
      { data: [{ data: rest(70, 30) }] },
      { data: [{ data: rest(70, 30) }] },
    ]);
  });

  it('gives each area its state in a word and its total', () => {
    const text = textOf(card);

    expect(text).toContain('**Modern Work**\n**63.5**\nIn progress');
    expect(text).toContain('**Infrastructure**\n**72.5**\nQualified');
    expect(text).toContain('**Data & AI**\nNo data');
  });

  it('names the area that needs least', () => {
    expect(textOf(card)).toContain('Closest: **Modern Work**, 6.5 points short.');
  });

  it('has one row to tap an area, whose press is one we understand', () => {
    const actions = actionsOf(card);

    expect(actions.map(({ data }) => (data as { area: Area }).area)).toEqual(AREAS);
    for (const { verb, data } of actions) {
      expect(ScoresShowPress.parse({ verb, data })).toEqual({ verb: 'scores.show', data });
    }
  });

  it('says when figures can be expected while there are none', () => {
    const empty = scoresOverviewCard(contoso, accountOf([]), reader);

    expect(cardFaults(empty)).toEqual([]);
    expect(textOf(empty)).toMatch(wording('scores.none.text'));
    expect(actionsOf(empty)).toMatchObject([{ title: 'Look again', data: { globalId: '4400000' } }]);
  });

  it('shows names from data as they are written', () => {
    const odd = { ...contoso, name: '[Contoso](https://evil.example) **${name}**' };

    const shown = scoresOverviewCard(odd, accountOf(rows), reader);

    expect(textOf(shown)).toContain('\\[Contoso\\]\\(https:\u2060//evil.example) \\*\\*${name}\\*\\*');
  });
});

describe('the card of an area', () => {
  const modernWork = areaCard('modern-work');

  it.each(AREAS)('keeps the rules for cards: %s', (area) => {
    expect(cardFaults(areaCard(area))).toEqual([]);
    expect(cardFaults(areaCard(area, []))).toEqual([]);
  });

  it('groups the metrics as the programme does, with points and maximum', () => {
    const text = textOf(modernWork);

    expect(text).toMatch(/Performance[^]*Skilling[^]*Customer success/);
    expect(text).toContain('Net customer adds\n**16** of 20');
    expect(text).toContain('4 of 5 customers by CPOR');
    expect(text).toContain('Enterprise track · Data of 20 Oct 2026');
  });

  it('names what did not count, and why', () => {
    const text = textOf(modernWork);

    expect(text).toMatch(
      wording('scores.line.not-eligible', {
        value: '12',
        association: 'PAL',
        count: 2,
        others: 'CPOR and DPOR',
      }),
    );
    expect(text).toMatch(
      wording('scores.line.not-counted', { figure: '500 of 1,000 active users by CPOR', points: '15' }),
    );
    expect(textOf(areaCard('security'))).toMatch(
      wording('scores.line.of-by-loss', { value: '-2', target: '10 customers', association: 'PAL' }),
    );
  });

  it('says what is missing for 70, and ways there', () => {
    const text = textOf(modernWork);

    expect(text).toMatch(wording('scores.area.verdict.short', { total: '63.5', missing: '6.5' }));
    expect(text).toContain(
      [
        english('scores.area.way', {
          steps: `${english('planning.more.advanced', { count: 1 })} (+7.5)`,
          total: '71',
        }),
        english('scores.area.way', {
          steps: `${english('planning.more.customers', { count: 1 })} by CPOR (+4) and ${english('planning.more.deployments', { count: 1 })} by DPOR (+2.5)`,
          total: '70',
        }),
        english('scores.area.way', {
          steps: `${english('planning.more.deployments', { count: 3 })} by DPOR (+7.5)`,
          total: '71',
        }),
      ].join('\n'),
    );
  });

  it('says what keeps a sufficient total from qualifying', () => {
    const withoutGrowth = rows.filter(
      (row) => row.area !== 'infrastructure' || row.metric !== 'usage-growth',
    );

    const text = textOf(areaCard('infrastructure', withoutGrowth));

    expect(text).toContain('In progress · 72');
    expect(text).toMatch(wording('scores.area.verdict.zero', { total: '72', metrics: 'usage growth' }));
    expect(text).toMatch(wording('scores.area.zero'));
    expect(text).toMatch(
      wording('scores.area.way', {
        steps: `${english('planning.more.percent', { count: 1 })} (+1)`,
        total: '73',
      }),
    );
  });

  it('warns of a metric under one point', () => {
    expect(textOf(areaCard('infrastructure'))).toMatch(wording('scores.line.below-one'));
  });

  it('names what must be held before certifications count', () => {
    expect(textOf(areaCard('security'))).toMatch(
      wording('scores.line.needed-first', { what: english('scores.prerequisite.az-500') }),
    );
  });

  it('never rounds up to 70', () => {
    const almost = rows.map((row) => (row.value === 3_000 ? { ...row, value: 3_865 } : row));

    const text = textOf(areaCard('modern-work', almost));

    expect(text).toContain('In progress · 69.9');
    expect(text).toContain('69.9 points: 0.1 short of 70');
  });

  it('shows the day of each metric, and of which days they are in all', () => {
    const later = metricRow({ metric: 'intermediate-certifications', value: 3, asOf: '2026-11-05' });

    const text = textOf(areaCard('modern-work', [...rows, later]));

    expect(text).toContain('4 of 5 customers by CPOR · 20 Oct 2026');
    expect(text).toContain('3 of 4 people · 5 Nov 2026');
    expect(text).toContain('1 of 2 people · 20 Oct 2026');
    expect(text).toContain('Data of 20 Oct 2026 to 5 Nov 2026');
    expect(textOf(scoresOverviewCard(contoso, accountOf([...rows, later]), reader))).toContain(
      'Data of 20 Oct 2026 to 5 Nov 2026',
    );
  });

  it('says at least, and what it would be, while rows may be of the same customers', () => {
    const more = [...rows, metricRow({ metric: 'net-customer-adds', association: 'dpor', value: 1 })];

    const text = textOf(areaCard('modern-work', more));

    expect(text).toContain('Net customer adds\nat least **16** of 20');
    expect(text).toMatch(wording('scores.line.not-added', { figure: '1 of 5 customers by DPOR' }));
    expect(text).toMatch(wording('scores.line.if-distinct', { points: 20 }));
    expect(text).toContain('In progress · at least 63.5');
    expect(text).toMatch(
      wording('scores.area.verdict.short-at-least', { total: '63.5', distinct: '67.5', missing: '6.5' }),
    );
    expect(textOf(scoresOverviewCard(contoso, accountOf(more), reader))).toContain('at least 63.5');
    expect(cardFaults(areaCard('modern-work', more))).toEqual([]);
  });

  it('says how many customers there are once a list tells', () => {
    const more = [...rows, metricRow({ metric: 'net-customer-adds', association: 'dpor', value: 2 })];
    const named = ['a', 'b', 'c', 'd'].map((subject) => ({ association: 'cpor' as const, subject }));
    const subjects = [
      ...named,
      { association: 'dpor' as const, subject: 'd' },
      { association: 'dpor' as const, subject: 'e' },
    ].map((one) => eligibilityRow({ area: 'modern-work', track: 'enterprise', ...one }));
    const [score] = accountOf(more, { subjects }).areas;

    const text = textOf(scoresAreaCard(contoso, score!, reader));

    expect(text).toContain('Net customer adds\n**20** of 20');
    expect(text).toMatch(wording('scores.line.distinct', { amount: '5 customers' }));
    expect(text).not.toContain('at least');
  });

  it('tells what the other track would give', () => {
    const both = [...rows, metricRow({ track: 'smb', metric: 'deployments', association: 'cpor', value: 1 })];

    expect(textOf(areaCard('modern-work', both))).toContain('SMB would give 5');
  });

  it('writes numbers and days as its reader does', () => {
    const text = textOf(areaCard('modern-work', rows, { ...reader, locale: 'de-DE' }));

    expect(text).toContain('3.000 von 4.000');
    expect(text).toContain('20. Okt. 2026');
  });

  it('leads to a plan, to the reasons and back to all areas', () => {
    expect(actionsOf(modernWork)).toMatchObject([
      { verb: 'scores.plan', data: { globalId: '4400000', area: 'modern-work' } },
      { verb: 'scores.why', data: { globalId: '4400000', area: 'modern-work' } },
      { verb: 'certificates.show', data: { globalId: '4400000', area: 'modern-work' } },
      { title: 'All areas', verb: 'scores.show', data: { globalId: '4400000' } },
    ]);
  });

  it('keeps the rules whatever the figures', () => {
    const row = fc.record({
      globalId: fc.constant(contoso.globalId),
      asOf: fc.constant('2026-10-20'),
      area: fc.constantFrom(...AREAS),
      track: fc.constantFrom(...TRACKS, null),
      metric: fc.constantFrom(...METRICS),
      association: fc.constantFrom(...ASSOCIATIONS, null),
      value: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), fc.constantFrom(...AREAS), (given, area) => {
        expect(cardFaults(areaCard(area, given))).toEqual([]);
        expect(cardFaults(scoresOverviewCard(contoso, accountOf(given), reader))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the choice of an account', () => {
  it.each([2, 6, 7, 40])('keeps the rules for cards with %s accounts', (count) => {
    const accounts = Array.from({ length: count }, (_, index) => ({
      globalId: GlobalId.parse(String(4_400_000 + index)),
      name: `Partner ${index}`,
    }));

    const card = scoresChooseCard(accounts, reader);

    expect(cardFaults(card)).toEqual([]);
    expect(JSON.stringify(card)).toContain(`Partner ${count - 1}`);
  });
});

describe('what a card sends back', () => {
  it.each([
    ['an unknown area', { globalId: '4400000', area: 'sales' }],
    ['an id that is none', { globalId: '../x' }],
    ['more than we ask', { globalId: '4400000', role: 'program-admin' }],
  ])('is refused with %s', (_case, data) => {
    expect(ScoresShowPress.safeParse({ verb: 'scores.show', data }).success).toBe(false);
  });
});

describe('a bar', () => {
  const weights = (ratio: number, mark?: number) =>
    bar(ratio, false, mark).parts.map(({ weight, style }) => [style, weight]);

  it.each([
    [0, 0],
    [0.001, 1],
    [0.5, 50],
    [0.999, 99],
    [1, 100],
    [7, 100],
    [-1, 0],
  ])('of %s fills %s of 100', (ratio, filled) => {
    const filling = bar(ratio, false).parts.filter(({ style }) => style === 'accent');

    expect(filling.reduce((sum, { weight }) => sum + weight, 0)).toBe(filled);
  });

  it('shows where what is needed ends, as long as it is not reached', () => {
    expect(weights(0.635, 0.7)).toEqual([
      ['accent', 64],
      ['emphasis', 6],
      ['emphasis', 30],
    ]);
    expect(weights(0.8, 0.7)).toEqual([
      ['accent', 80],
      ['emphasis', 20],
    ]);
  });
});

describe('the state of an area', () => {
  const full = (asOf: string, value: number) =>
    metricRow({ asOf, area: 'security', track: null, metric: 'intermediate-certifications', value });
  const designation = (anniversary: string) => ({
    globalId: contoso.globalId,
    area: 'security' as const,
    enrolledOn: '2026-01-01',
    anniversary,
  });
  const shown = (anniversary: string) =>
    textOf(
      scoresAreaCard(
        contoso,
        accountOf([full('2026-09-20', 2), full('2026-10-20', 3)], {
          designations: [designation(anniversary)],
        }).areas[AREAS.indexOf('security')]!,
        reader,
      ),
    );

  it('stays enrolled to its anniversary, and says so', () => {
    expect(shown('2027-06-01')).toContain(say(reader, 'scores.standing.enrolled'));
    expect(shown('2027-06-01')).toContain(say(reader, 'scores.area.enrolled', { day: asText('1 Jun 2027') }));
  });

  it('says by when a renewal is due, and what it takes', () => {
    const text = shown('2026-12-01');

    expect(text).toContain(say(reader, 'scores.standing.renewal-due'));
    expect(text).toContain(say(reader, 'scores.area.renewal-short', { day: asText('31 Dec 2026') }));
  });

  it('says what the last figures changed', () => {
    expect(shown('2027-06-01')).toContain(
      say(reader, 'scores.area.change', { change: asText('+6.7'), day: day('2026-09-20', reader) }),
    );
  });
});

describe('the charts of an area', () => {
  const trend = [metricRow({ asOf: '2026-09-20', value: 2 }), metricRow({ asOf: '2026-10-20', value: 4 })];
  const nodes = (card: unknown): { readonly [key: string]: unknown }[] => {
    if (Array.isArray(card)) return card.flatMap(nodes);
    if (typeof card !== 'object' || card === null) return [];
    return [{ ...card }, ...Object.values(card).flatMap(nodes)];
  };
  const typed = (card: unknown, type: string) => nodes(card).filter((node) => node['type'] === type);

  it('are a gauge and a line, with a picture for clients that have none', () => {
    const card = areaCard('modern-work', trend);
    const [gauge] = typed(card, 'Chart.Gauge');
    const [line] = typed(card, 'Chart.Line');

    expect(gauge).toMatchObject({ value: 16, min: 0, max: 100, fallback: { type: 'Image' } });
    expect(line).toMatchObject({
      fallback: 'drop',
      data: [
        {
          values: [
            { x: '2026-09-20', y: 8 },
            { x: '2026-10-20', y: 16 },
          ],
        },
        { values: [{ y: 70 }, { y: 70 }] },
      ],
    });
  });

  it('say in words what the picture shows, and have one for each theme', () => {
    const [picture] = typed(areaCard('modern-work', trend), 'Image');

    expect(picture?.['altText']).toContain(say(reader, 'scores.picture.total', { total: asText('16') }));
    expect(picture?.['altText']).toContain('20 Oct 2026');
    const urls = nodes(picture).flatMap((node) => (typeof node['url'] === 'string' ? [node['url']] : []));
    expect(new Set(urls).size).toBe(2);
    for (const url of urls) expect(url).toMatch(/^data:image\/png;base64,iVBORw0KGgo/);
  });

  it('are bars of Teams’ own for each metric, with ours where the client has none', () => {
    const bars = typed(areaCard('modern-work', trend), 'Chart.HorizontalBar.Stacked');
    const [adds] = bars;

    expect(bars).toHaveLength(METRICS.length);
    expect(adds).toMatchObject({
      title: english('scores.chart.bar', {
        name: english('names.metric.net-customer-adds'),
        points: '16',
      }),
      data: [
        {
          data: [
            { value: 16, color: 'categoricalLightBlue' },
            { value: 4, color: 'neutral' },
          ],
        },
      ],
    });
    // Ours, under the same line of text.
    expect(typed(adds?.['fallback'], 'TextBlock')).toHaveLength(2);
    expect(typed(adds?.['fallback'], 'Column').filter(({ style }) => style === 'accent')).toMatchObject([
      { width: 80 },
    ]);
  });

  it('are none without figures, and have no line with figures of one day', () => {
    expect(typed(areaCard('security', trend), 'Chart.Gauge')).toEqual([]);
    expect(typed(areaCard('modern-work', trend.slice(1)), 'Chart.Line')).toEqual([]);
  });
});

describe('what stands behind the numbers', () => {
  it.each(AREAS)('names the page and the year in %s', (area) => {
    expect(textOf(areaCard(area))).toMatch(/solutions-partner-[a-z-]+”, FY24/);
  });

  it('tells where a slide prints other numbers, and which count', () => {
    const numbers = { printed: asText('15'), max: asText('20'), sum: asText('95') };

    expect(textOf(areaCard('modern-work'))).toContain(
      say(reader, 'scores.area.differs.modern-work', numbers),
    );
    expect(textOf(areaCard('data-ai'))).toContain(
      say(reader, 'scores.area.differs.data-ai', { printed: asText('20'), max: asText('40') }),
    );
    expect(textOf(areaCard('infrastructure'))).not.toContain('slide');
  });
});

function areaCard(area: Area, given: readonly MetricRow[] = rows, as: Reader = reader) {
  const score = accountOf(given);
  return scoresAreaCard(contoso, score.areas[AREAS.indexOf(area)]!, as);
}
