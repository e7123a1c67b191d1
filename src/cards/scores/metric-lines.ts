import type { MetricScore } from '../../domain/scores/metric.ts';
import type { OptionScore } from '../../domain/scores/option.ts';
import type { Unit } from '../../domain/scores/areas.ts';
import type { Step } from '../../domain/scores/ways.ts';
import { day, number, type Reader } from '../kit/format.ts';
import { ASSOCIATION_NAMES } from '../kit/labels.ts';
import { listed } from '../kit/text.ts';

const UNITS: { readonly [unit in Unit]: readonly [one: string, many: string] } = {
  customers: ['customer', 'customers'],
  people: ['person', 'people'],
  users: ['active user', 'active users'],
  'protected-users': ['protected user', 'protected users'],
  percent: ['percent', 'percent'],
  dollars: ['US dollar', 'US dollars'],
  deployments: ['deployment', 'deployments'],
  services: ['Azure service', 'Azure services'],
};

/**
 * What a metric's points come from, a line each: what counts and of which day, what does not and why, what is still
 * needed.
 */
export function metricLines(metric: MetricScore, isBelowOne: boolean, reader: Reader): readonly string[] {
  const { options, rule, points, distinct, ifDistinct } = metric;
  const counting = options.filter((option) => option.notCounted === null);
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
      : [`${amount({ ...rule.target, amount: distinct }, reader)} when each counts once`]),
    ...(ifDistinct === null ? [] : [`${number(ifDistinct, reader)} points if none of them are the same`]),
    ...(options.length === 0 ? [`No figures; full points at ${amount(rule.target, reader)}`] : []),
    ...(points <= 0 && rule.prerequisite !== undefined ? [`Needed first: ${rule.prerequisite}`] : []),
    ...(isBelowOne ? ['Under one point: some pages of the programme ask for a whole one'] : []),
  ];
}

/** "**16** of 20", or "at least **20** of 30" where rows may be of the same customers. */
export function pointsText({ points, ifDistinct, rule }: MetricScore, reader: Reader): string {
  const text = `**${number(points, reader)}** of ${number(rule.max, reader)}`;
  return ifDistinct === null ? text : `at least ${text}`;
}

/** The day stands behind the first figure: all rows of a metric are of one day. */
function dated([first, ...others]: readonly string[], { asOf }: MetricScore, reader: Reader) {
  if (first === undefined || asOf === null) return [];
  return [`${first} · ${day(asOf, reader)}`, ...others];
}

/** "2 more deployments by CPOR (+10)". */
export function stepText(step: Step, reader: Reader): string {
  const by = step.association === null ? '' : ` by ${ASSOCIATION_NAMES[step.association]}`;
  return `${moreOf(step, reader)}${by} (+${number(step.points, reader)})`;
}

function moreOf({ metric, more, unit }: Step, reader: Reader): string {
  const count = number(more, reader);
  const noun = UNITS[unit][more === 1 ? 0 : 1];
  if (metric === 'intermediate-certifications')
    return `${count} more ${noun} with an intermediate certification`;
  if (metric === 'advanced-certifications') return `${count} more ${noun} with an advanced certification`;
  if (unit === 'percent') return `${count} percent more usage growth`;
  if (metric === 'usage-growth') return `${count} more ${noun} of usage growth`;
  return `${count} more ${noun}`;
}

function countedLine({ association, value, target }: OptionScore, reader: Reader): string {
  const by = association === null ? '' : ` by ${ASSOCIATION_NAMES[association]}`;
  const loss = value < 0 ? '; a net loss counts as zero' : '';
  return `${number(value, reader)} of ${amount(target, reader)}${by}${loss}`;
}

function notCountedLine(option: OptionScore, reader: Reader): string[] {
  const { association, value, target, points, notCounted } = option;
  if (notCounted === null) return [];
  const by = association === null ? '' : ` by ${ASSOCIATION_NAMES[association]}`;
  if (notCounted.code === 'another-counts') {
    const figure = `${number(value, reader)} of ${amount(target, reader)}${by}`;
    return [`Not counted: ${figure}, which would give ${number(points, reader)}`];
  }
  if (notCounted.code === 'maybe-same-customers') {
    return [`Not added: ${number(value, reader)} of ${amount(target, reader)}${by}, who may be the same`];
  }
  const eligible = notCounted.eligible.map((id) => ASSOCIATION_NAMES[id]);
  const verb = eligible.length === 1 ? 'does' : 'do';
  return [`0 points for ${number(value, reader)}${by}: it does not count here, ${listed(eligible)} ${verb}`];
}

function amount({ amount: count, unit }: { amount: number; unit: Unit }, reader: Reader): string {
  return `${number(count, reader)} ${UNITS[unit][count === 1 ? 0 : 1]}`;
}
