import { eligibleAssociations, isCustomerMetric } from '../../domain/scores/eligibility.ts';
import type { MetricScore } from '../../domain/scores/metric.ts';
import type { AreaState } from '../../domain/scores/designation.ts';
import type { AreaScore } from '../../domain/scores/score.ts';
import type { ListedSubject, OwnReason } from '../../domain/scores/why.ts';
import type { Association } from '../../domain/shared/catalogue.ts';
import type { GlobalId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { day, listOf, number, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { AREA_NAMES, ASSOCIATION_NAMES, metricName } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { plain } from '../kit/text.ts';
import type { AccountName } from './overview.ts';
import { standingOf, totalOf } from './standing.ts';
import { moreText } from './step-text.ts';

interface WhyData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly note: Text;
  readonly metrics: readonly {
    readonly name: Text;
    readonly points: Text;
    readonly lines: readonly Text[];
  }[];
  readonly globalId: GlobalId;
  readonly area: string;
}

/** What is shown of one metric. */
export interface WhyMetric {
  readonly metric: MetricScore;
  readonly listed: readonly (ListedSubject & { readonly name: string })[];
  readonly unseen: { readonly counted: number; readonly not: number };
  readonly more: number;
  readonly own: readonly { readonly name: string; readonly reason: OwnReason }[];
}

const render = cardTemplate<WhyData>('scores-why');

/** Which customers and people counted for the metrics of an area, and which did not and why. */
export function scoresWhyCard(
  view: {
    readonly account: AccountName;
    readonly score: AreaScore & { readonly state?: AreaState };
    readonly metrics: readonly WhyMetric[];
  },
  reader: Reader,
): AdaptiveCard {
  const { account, score, metrics } = view;
  const { text, color } = standingOf(score, reader);
  const area = AREA_NAMES[score.area];
  const isListed = metrics.some(({ listed, unseen }) => listed.length + unseen.counted + unseen.not > 0);
  return render(
    {
      fallbackText: say(reader, 'planning.why.fallback', { area, total: totalOf(score, reader) }),
      head: head(say(reader, 'planning.why.kind'), account.name, AREA_NAMES[score.area], text, color),
      note: isListed ? NONE : say(reader, 'planning.why.no-list'),
      metrics: metrics.map((one) => ({
        name: metricName(one.metric.metric, reader),
        points: pointsOf(one.metric, reader),
        lines: linesOf(score, one, reader),
      })),
      globalId: account.globalId,
      area: score.area,
    },
    reader,
  );
}

function pointsOf({ points, ifDistinct, rule, asOf }: MetricScore, reader: Reader): Text {
  const key = ifDistinct === null ? 'planning.why.points' : 'planning.why.points-at-least';
  const score = say(reader, key, { points: number(points, reader), max: number(rule.max, reader) });
  const of =
    asOf === null
      ? say(reader, 'planning.why.none')
      : say(reader, 'planning.why.as-of', { day: day(asOf, reader) });
  return dotted(score, of);
}

function linesOf(
  score: AreaScore,
  { metric, listed, unseen, more, own }: WhyMetric,
  reader: Reader,
): readonly Text[] {
  const feeds = eligibleAssociations(score.area, score.track ?? 'enterprise', metric.metric);
  const isListed = listed.length + unseen.counted + unseen.not > 0;
  return [
    ...(metric.points > 0 ? [] : [say(reader, 'planning.why.zero', { what: leastText(metric, reader) })]),
    ...listed.map((subject) => subjectText(subject, reader)),
    ...(unseen.counted > 0 ? [say(reader, 'planning.why.unseen-counted', { count: unseen.counted })] : []),
    ...(unseen.not > 0 ? [say(reader, 'planning.why.unseen-not', { count: unseen.not })] : []),
    ...(more > 0 ? [say(reader, 'planning.why.more', { count: more })] : []),
    ...own.map(({ name, reason }) => ownText(name, reason, reader)),
    ...(isListed || !isCustomerMetric(metric.metric) || own.length > 0
      ? []
      : [say(reader, 'planning.why.nobody')]),
    ...(isListed || isCustomerMetric(metric.metric) ? [] : [say(reader, 'planning.why.certifications')]),
    ...(feeds.length === 0
      ? []
      : [say(reader, 'planning.why.feeds', { associations: associationsText(feeds, reader) })]),
  ];
}

/** The fewest that bring a metric above zero. */
function leastText({ metric, rule }: MetricScore, reader: Reader): Text {
  return moreText(metric, rule.target.unit, rule.prerequisitePeople ?? 1, reader);
}

function subjectText(subject: ListedSubject & { readonly name: string }, reader: Reader): Text {
  const { association, counted, criterion } = subject;
  const own = plain(subject.name, 80);
  const name =
    association === null
      ? own
      : say(reader, 'planning.why.by', { name: own, association: ASSOCIATION_NAMES[association] });
  return say(reader, counted ? 'planning.why.counted' : 'planning.why.not-counted', {
    name,
    criterion: criterion === '' ? say(reader, 'planning.why.no-criterion') : plain(criterion, 200),
  });
}

function ownText(customer: string, reason: OwnReason, reader: Reader): Text {
  const name = plain(customer, 80);
  switch (reason.code) {
    case 'may-count':
      return say(reader, 'planning.why.own.may-count', {
        name,
        associations: associationsText(reason.by, reader),
      });
    case 'association':
      return say(reader, 'planning.why.own.association', {
        name,
        associations: associationsText(reason.held, reader),
      });
    case 'ended':
      return say(reader, 'planning.why.own.ended', { name });
    case 'seats': {
      const { seats, least, most } = reason;
      return most === null
        ? say(reader, 'planning.why.own.seats', { name, seats, least: number(least, reader) })
        : say(reader, 'planning.why.own.seats-between', {
            name,
            seats,
            least: number(least, reader),
            most: number(most, reader),
          });
    }
  }
}

function associationsText(associations: readonly Association[], reader: Reader): Text {
  return listOf(
    associations.map((association) => ASSOCIATION_NAMES[association]),
    reader,
  );
}
