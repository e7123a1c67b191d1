import { expect, it } from '@jest/globals';
import { scoresAreaCard } from '../../src/cards/scores/area.ts';
import { EDITION } from '../../src/domain/scores/current-edition.ts';
import { AREA_RULES } from '../../src/domain/scores/areas.ts';
import { AREAS } from '../../src/domain/shared/catalogue.ts';
import { GlobalId } from '../../src/domain/shared/ids.ts';
import { PSEUDO } from '../../src/words/language.ts';
import { accountOf, metricRow } from '../support/metric-rows.ts';
import { readerAt } from '../support/intake-cards.ts';
import { scoreCards } from '../support/other-cards.ts';
import { literalsOf } from '../support/pseudo.ts';
import { noon } from '../support/referrals.ts';

/** Pages are called as their publisher calls them. */
const SOURCES = AREAS.flatMap((area) => AREA_RULES[area].enterprise.map(({ source }) => source)).flatMap(
  ({ publisher, page, year }) => [publisher, page, year],
);
/** Products are called the same in every language. */
const PRODUCTS = EDITION.consumption.rates.flatMap(({ workloads }) => workloads);
const reader = { ...readerAt(noon), locale: PSEUDO };
const contoso = { globalId: GlobalId.parse('4400000'), name: 'Contoso Corporation' };
const scores = accountOf([
  metricRow({ association: 'cpor', value: 4 }),
  metricRow({ association: 'dpor', value: 1 }),
  metricRow({ association: 'pal', value: 12 }),
  metricRow({ metric: 'usage-growth', association: 'dpor', value: 3_000 }),
  metricRow({ metric: 'usage-growth', association: 'cpor', value: 500 }),
  metricRow({ track: 'smb', metric: 'deployments', association: 'cpor', value: 1 }),
  metricRow({ area: 'security', track: null, association: 'pal', value: -2 }),
  metricRow({ asOf: '2026-09-20', association: 'cpor', value: 2 }),
]);
const areas = AREAS.flatMap((area) =>
  scores.areas
    .filter((score) => score.area === area)
    .map((score) => [area, scoresAreaCard(contoso, score, reader)] as const),
);

it.each([...Object.entries(scoreCards(reader)), ...areas])(
  'no text on the card is a literal: %s',
  (_face, card) => {
    expect(
      literalsOf(card, [
        'Contoso Corporation',
        'Fabrikam, Inc.',
        'Tailspin Toys',
        'Fourth Coffee',
        '10 active users',
        'and',
        ...SOURCES,
        ...PRODUCTS,
      ]),
    ).toEqual([]);
  },
);
