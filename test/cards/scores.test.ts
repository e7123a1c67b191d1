import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { bar } from '../../src/cards/kit/bar.ts';
import { scoresAreaCard } from '../../src/cards/scores/area.ts';
import { scoresChooseCard } from '../../src/cards/scores/choose.ts';
import { scoresOverviewCard } from '../../src/cards/scores/overview.ts';
import { ScoresShowPress } from '../../src/cards/scores/show-press.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import type { MetricRow } from '../../src/domain/scores/facts.ts';
import { scoreAccount } from '../../src/domain/scores/score.ts';
import { AREAS, ASSOCIATIONS, METRICS, TRACKS, type Area } from '../../src/domain/shared/catalogue.ts';
import { GlobalId } from '../../src/domain/shared/ids.ts';
import { actionsOf, cardFaults, textOf } from '../support/card-rules.ts';
import { eligibilityRow, metricRow } from '../support/metric-rows.ts';

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
  const card = scoresOverviewCard(contoso, scoreAccount(rows), reader);

  it('keeps the rules for cards', () => {
    expect(cardFaults(card)).toEqual([]);
  });

  it('says in its head how many areas qualify, and of when the data are', () => {
    expect(textOf(card)).toContain('Contoso Corporation\n1 of 6 qualified\nData of 20 Oct 2026');
    expect(card.fallbackText).toBe('Capability score of Contoso Corporation: 1 of 6 qualified');
  });

  it('gives each area its state in a word and its total', () => {
    const text = textOf(card);

    expect(text).toContain('Modern Work\nIn progress · 63.5');
    expect(text).toContain('Infrastructure\nQualified · 72.5');
    expect(text).toContain('Data & AI\nNo data');
  });

  it('names the area that needs least', () => {
    expect(textOf(card)).toContain('Closest: **Modern Work**, 6.5 points short.');
  });

  it('has one button an area, whose press is one we understand', () => {
    const actions = actionsOf(card);

    expect(actions.map(({ data }) => (data as { area: Area }).area)).toEqual(AREAS);
    for (const { verb, data } of actions) {
      expect(ScoresShowPress.parse({ verb, data })).toEqual({ verb: 'scores.show', data });
    }
  });

  it('says when figures can be expected while there are none', () => {
    const empty = scoresOverviewCard(contoso, scoreAccount([]), reader);

    expect(cardFaults(empty)).toEqual([]);
    expect(textOf(empty)).toContain('There are no figures for this account yet');
    expect(actionsOf(empty)).toMatchObject([{ title: 'Look again', data: { globalId: '4400000' } }]);
  });

  it('shows names from data as they are written', () => {
    const odd = { ...contoso, name: '[Contoso](https://evil.example) **${name}**' };

    const shown = scoresOverviewCard(odd, scoreAccount(rows), reader);

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

    expect(text).toContain('0 points for 12 by PAL: it does not count here, CPOR and DPOR do');
    expect(text).toContain('Not counted: 500 of 1,000 active users by CPOR, which would give 15');
    expect(textOf(areaCard('security'))).toContain('-2 of 10 customers by PAL; a net loss counts as zero');
  });

  it('says what is missing for 70, and ways there', () => {
    const text = textOf(modernWork);

    expect(text).toContain('63.5 points: 6.5 short of 70');
    expect(text).toContain(
      [
        '• 1 more person with an advanced certification (+7.5), to 71',
        '• 1 more customer by CPOR (+4) and 1 more deployment by DPOR (+2.5), to 70',
        '• 3 more deployments by DPOR (+7.5), to 71',
      ].join('\n'),
    );
  });

  it('says what keeps a sufficient total from qualifying', () => {
    const withoutGrowth = rows.filter(
      (row) => row.area !== 'infrastructure' || row.metric !== 'usage-growth',
    );

    const text = textOf(areaCard('infrastructure', withoutGrowth));

    expect(text).toContain('In progress · 72');
    expect(text).toContain('72 points, but usage growth at zero');
    expect(text).toContain('No total qualifies while a metric is at zero.');
    expect(text).toContain('• 1 percent more usage growth (+1), to 73');
  });

  it('warns of a metric under one point', () => {
    expect(textOf(areaCard('infrastructure'))).toContain('Under one point');
  });

  it('names what must be held before certifications count', () => {
    expect(textOf(areaCard('security'))).toContain('Needed first: two people with AZ-500');
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
    expect(textOf(scoresOverviewCard(contoso, scoreAccount([...rows, later]), reader))).toContain(
      'Data of 20 Oct 2026 to 5 Nov 2026',
    );
  });

  it('says at least, and what it would be, while rows may be of the same customers', () => {
    const more = [...rows, metricRow({ metric: 'net-customer-adds', association: 'dpor', value: 1 })];

    const text = textOf(areaCard('modern-work', more));

    expect(text).toContain('Net customer adds\nat least **16** of 20');
    expect(text).toContain('Not added: 1 of 5 customers by DPOR, who may be the same');
    expect(text).toContain('20 points if none of them are the same');
    expect(text).toContain('In progress · at least 63.5');
    expect(text).toContain('At least 63.5 points, 67.5 if the customers differ: up to 6.5 short of 70');
    expect(textOf(scoresOverviewCard(contoso, scoreAccount(more), reader))).toContain('at least 63.5');
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
    const [score] = scoreAccount(more, { subjects }).areas;

    const text = textOf(scoresAreaCard(contoso, score!, reader));

    expect(text).toContain('Net customer adds\n**20** of 20');
    expect(text).toContain('5 customers when each counts once');
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
        expect(cardFaults(scoresOverviewCard(contoso, scoreAccount(given), reader))).toEqual([]);
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
  it.each([
    [0, 0],
    [0.001, 1],
    [0.5, 10],
    [0.999, 19],
    [1, 20],
    [7, 20],
    [-1, 0],
  ])('of %s fills %s of 20', (ratio, filled) => {
    const { filled: line, rest } = bar(ratio, false);

    expect([line.length, rest.length]).toEqual([filled, 20 - filled]);
  });
});

function areaCard(area: Area, given: readonly MetricRow[] = rows, as: Reader = reader) {
  const score = scoreAccount(given);
  return scoresAreaCard(contoso, score.areas[AREAS.indexOf(area)]!, as);
}
