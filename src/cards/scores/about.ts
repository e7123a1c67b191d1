import { consumptionValue } from '../../domain/scores/consumption.ts';
import { EDITION } from '../../domain/scores/current-edition.ts';
import type { AreaScore } from '../../domain/scores/score.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { asText, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { number } from '../kit/format.ts';

/** Where the numbers of an area come from, by which rule it qualifies, and where another source prints other numbers. */
export function aboutLines({ area, groups }: AreaScore, reader: Reads): readonly Text[] {
  const rules = groups.flatMap(({ metrics }) => metrics.map(({ rule }) => rule));
  const pages = new Map(rules.map(({ source }) => [source.page, source]));
  return [
    say(reader, 'scores.overview.rule'),
    say(reader, 'scores.area.window', { months: number(EDITION.qualifying.months - 1, reader) }),
    ...(area === 'business-applications' ? consumptionLines(reader) : []),
    ...differs(area, rules, reader),
    ...[...pages.values()].map(({ publisher, page, year }) =>
      say(reader, 'scores.area.source', {
        publisher: asText(publisher),
        page: asText(page),
        year: asText(year),
      }),
    ),
  ];
}

/** The programme's own example, worked out. */
const EXAMPLE = [
  { workload: 'Business Central', amount: 10 },
  { workload: 'Customer Insights', amount: 50_000 },
] as const;

/** What usage growth and deployments of Business Applications are counted by. */
function consumptionLines(reader: Reads): readonly Text[] {
  const [app, insights] = EXAMPLE;
  const value = consumptionValue(EXAMPLE);
  const rates = EDITION.consumption.rates.map(({ workloads, rate }) =>
    asText(`${workloads.join(', ')} ${number(rate, reader)}`),
  );
  return [
    say(reader, 'scores.area.consumption'),
    say(reader, 'scores.area.consumption-rates', { rates: dotted(...rates) }),
    ...(value === undefined
      ? []
      : [
          say(reader, 'scores.area.consumption-example', {
            users: number(app.amount, reader),
            app: asText(app.workload),
            profiles: number(insights.amount, reader),
            insights: asText(insights.workload),
            value: number(value, reader),
          }),
        ]),
  ];
}

function differs(
  area: AreaScore['area'],
  rules: readonly { readonly metric: string; readonly max: number }[],
  reader: Reads,
): readonly Text[] {
  const other = EDITION.discrepancies[area];
  if (other === undefined || (area !== 'modern-work' && area !== 'data-ai')) return [];
  const max = rules.find(({ metric }) => metric === other.metric)?.max ?? 0;
  const numbers = { printed: number(other.printed, reader), max: number(max, reader) };
  return [
    area === 'modern-work'
      ? say(reader, 'scores.area.differs.modern-work', { ...numbers, sum: number(other.sum, reader) })
      : say(reader, 'scores.area.differs.data-ai', numbers),
  ];
}
