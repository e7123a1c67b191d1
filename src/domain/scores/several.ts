import type { Association } from '../shared/catalogue.ts';
import { isCounted } from './areas.ts';
import type { MetricRule } from './edition.ts';
import type { EligibilityRow } from './facts.ts';
import type { OptionScore } from './option.ts';

/** What several rows of one metric come to. */
export interface Together {
  /** The rows whose points count. */
  readonly counting: readonly OptionScore[];
  /** Rows of which nobody says whether their customers are others than those that count. */
  readonly unsure: readonly OptionScore[];
  /** 0 to the rule's maximum, unrounded. */
  readonly points: number;
  /** The points if no customer stands in two of the rows; `null`: `points` is exact. */
  readonly ifDistinct: number | null;
  /** Customers (deployments, services) counted once each, where a list names them; else `null`. */
  readonly distinct: number | null;
}

/**
 * Judges the rows of one metric together, by {@link MetricRule.several}. Of several rows of one association the best one
 * counts. A figure without an association is the programme's own for all of them, and counts where it gives more.
 *
 * @param eligible rows whose association feeds the metric, most points first
 * @param subjects the programme's list for that metric, track and day; empty: there is none
 */
export function judgeTogether(
  rule: MetricRule,
  eligible: readonly OptionScore[],
  subjects: readonly EligibilityRow[],
): Together {
  const whole = exactly(rule, eligible.filter((option) => option.association === null).slice(0, 1));
  const parts = judgeParts(rule, bestOfEach(eligible), subjects);
  return whole.counting.length > 0 && whole.points >= parts.points ? whole : parts;
}

function judgeParts(
  rule: MetricRule,
  parts: readonly OptionScore[],
  subjects: readonly EligibilityRow[],
): Together {
  switch (rule.several) {
    case 'best':
      return exactly(rule, parts.slice(0, 1));
    case 'halves':
      return exactly(rule, parts);
    case 'pal-adds': {
      const pal = parts.filter(({ association }) => association === 'pal');
      const others = parts.filter(({ association }) => association !== 'pal');
      return exactly(rule, [...others.slice(0, 1), ...pal]);
    }
    case 'same-customers':
      return judgeShared(rule, parts, subjects);
  }
}

/**
 * Rows that may be of the same customers. A list that names at least as many subjects as each row counts says how many
 * they are in all; a shorter one proves only that there are as many as it names.
 */
function judgeShared(
  rule: MetricRule,
  parts: readonly OptionScore[],
  subjects: readonly EligibilityRow[],
): Together {
  const [best] = parts;
  if (best === undefined || parts.length === 1) return exactly(rule, parts);
  const listed = isCounted(rule.target.unit) ? subjects : [];
  const named = parts.map(({ association, value }) => ({ value, subjects: countedBy(association, listed) }));
  const distinct = new Set(named.flatMap((of) => [...of.subjects])).size;
  const most = addedUp(rule, parts);
  if (distinct === 0 || distinct < best.value) {
    const isSure = most <= best.points;
    const unsure = isSure ? [] : parts.slice(1).filter(({ points }) => points > 0);
    return {
      counting: [best],
      unsure,
      points: best.points,
      ifDistinct: isSure ? null : most,
      distinct: null,
    };
  }
  const points = Math.min((distinct / rule.target.amount) * rule.max, rule.max);
  const isSure = most <= points || named.every((of) => of.subjects.size >= of.value);
  return { counting: parts, unsure: [], points, ifDistinct: isSure ? null : most, distinct };
}

/** The subjects counted by an association, or by the programme without naming one. With an unmet criterion none is. */
function countedBy(association: Association | null, listed: readonly EligibilityRow[]): ReadonlySet<string> {
  const own = listed.filter((row) => row.association === association || row.association === null);
  const keyOf = ({ subject }: EligibilityRow) => subject.trim().toLowerCase();
  const unmet = new Set(own.filter(({ counted }) => !counted).map(keyOf));
  return new Set(own.map(keyOf).filter((key) => !unmet.has(key)));
}

/** The best row of each association, most points first. */
function bestOfEach(eligible: readonly OptionScore[]): readonly OptionScore[] {
  return eligible.filter(
    ({ association }, index) =>
      association !== null && eligible.findIndex((other) => other.association === association) === index,
  );
}

function exactly(rule: MetricRule, counting: readonly OptionScore[]): Together {
  return { counting, unsure: [], points: addedUp(rule, counting), ifDistinct: null, distinct: null };
}

function addedUp(rule: MetricRule, options: readonly OptionScore[]): number {
  return Math.min(sum(options.map(({ points }) => points)), rule.max);
}

/** Adds up in the order given. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
