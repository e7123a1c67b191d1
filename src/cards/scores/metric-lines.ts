import type { MetricScore } from '../../domain/scores/metric.ts';
import type { OptionScore } from '../../domain/scores/option.ts';
import type { Target } from '../../domain/scores/edition.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { day, listOf, number } from '../kit/format.ts';
import { ASSOCIATION_NAMES } from '../kit/labels.ts';

/**
 * What a metric's points come from, a line each: what counts and of which day, what does not and why, what is still
 * needed.
 */
export function metricLines(metric: MetricScore, isBelowOne: boolean, reader: Reads): readonly Text[] {
  const { options, rule, points, distinct, ifDistinct } = metric;
  const counting = options.filter((option) => option.notCounted === null);
  const { prerequisite } = rule;
  return [
    ...dated(
      [
        ...counting.map((option) => countedLine(option, reader)),
        ...options.flatMap((option) => notCountedLine(option, reader)),
      ],
      metric,
      reader,
    ),
    ...(distinct === null
      ? []
      : [
          say(reader, 'scores.line.distinct', {
            amount: amount({ ...rule.target, amount: distinct }, reader),
          }),
        ]),
    ...(ifDistinct === null
      ? []
      : [say(reader, 'scores.line.if-distinct', { points: oneDecimal(ifDistinct) })]),
    ...(options.length === 0
      ? [say(reader, 'scores.line.no-figures', { target: amount(rule.target, reader) })]
      : []),
    ...(points <= 0 && prerequisite !== undefined
      ? [
          say(reader, 'scores.line.needed-first', {
            what: say(reader, `scores.prerequisite.${prerequisite}`),
          }),
        ]
      : []),
    ...(isBelowOne ? [say(reader, 'scores.line.below-one')] : []),
  ];
}

/** "**16** of 20", or "at least **20** of 30" where rows may be of the same customers. */
export function pointsText({ points, ifDistinct, rule }: MetricScore, reader: Reads): Text {
  return say(reader, ifDistinct === null ? 'scores.area.points' : 'scores.area.points-at-least', {
    points: number(points, reader),
    max: number(rule.max, reader),
  });
}

/** The day stands behind the first figure: all rows of a metric are of one day. */
function dated([first, ...others]: readonly Text[], { asOf }: MetricScore, reader: Reads): readonly Text[] {
  if (first === undefined || asOf === null) return [];
  return [dotted(first, day(asOf, reader)), ...others];
}

function countedLine(option: OptionScore, reader: Reads): Text {
  const { association, value, target } = option;
  if (value >= 0) return figureText(option, reader);
  const figure = { value: number(value, reader), target: amount(target, reader) };
  return association === null
    ? say(reader, 'scores.line.of-loss', figure)
    : say(reader, 'scores.line.of-by-loss', {
        ...figure,
        association: ASSOCIATION_NAMES[association],
      });
}

/** "500 of 1,000 active users by CPOR". */
function figureText({ association, value, target }: OptionScore, reader: Reads): Text {
  const figure = { value: number(value, reader), target: amount(target, reader) };
  return association === null
    ? say(reader, 'scores.line.of', figure)
    : say(reader, 'scores.line.of-by', { ...figure, association: ASSOCIATION_NAMES[association] });
}

function notCountedLine(option: OptionScore, reader: Reads): readonly Text[] {
  const { association, value, points, notCounted } = option;
  switch (notCounted?.code) {
    case undefined:
      return [];
    case 'another-counts':
      return [
        say(reader, 'scores.line.not-counted', {
          figure: figureText(option, reader),
          points: number(points, reader),
        }),
      ];
    case 'maybe-same-customers':
      return [say(reader, 'scores.line.not-added', { figure: figureText(option, reader) })];
    case 'association-not-eligible': {
      // A row without an association is of all of them, so it is always eligible.
      if (association === null || notCounted === null) return [];
      const eligible = notCounted.eligible.map((id) => ASSOCIATION_NAMES[id]);
      return [
        say(reader, 'scores.line.not-eligible', {
          value: number(value, reader),
          association: ASSOCIATION_NAMES[association],
          others: listOf(eligible, reader),
          count: eligible.length,
        }),
      ];
    }
  }
}

/** "4,000 active users". */
function amount({ amount: count, unit }: Target, reader: Reads): Text {
  return say(reader, `scores.unit.${unit}`, { count });
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
