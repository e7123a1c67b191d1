import type { Effort } from '../../domain/scores/plan.ts';
import type { Additions } from '../../domain/scores/what-if.ts';
import { METRICS, type Metric } from '../../domain/shared/catalogue.ts';

const MAX = 1_000_000;

/** The numbers of the form as they were typed, by input; what is no number is named. */
export interface PlanTyped {
  readonly more: Additions;
  /** Undefined: nothing was typed, and all is one for one. */
  readonly effort: Effort | undefined;
  readonly typed: { readonly [input: string]: string };
  /** Inputs that hold no number. */
  readonly wrong: readonly string[];
}

/** Reads the form; both separators are taken. */
export function readPlanTyped(data: { readonly [input: string]: unknown }): PlanTyped {
  const typed: Record<string, string> = {};
  const wrong: string[] = [];
  const read = (input: string): number | undefined => {
    const text = textOf(data[input]);
    if (text === '') return undefined;
    typed[input] = text;
    const value = Number(text.replace(',', '.'));
    if (Number.isFinite(value) && value >= 0 && value <= MAX) return value;
    wrong.push(input);
    return undefined;
  };
  const by = (prefix: string) =>
    Object.fromEntries(
      METRICS.flatMap((metric): [Metric, number][] => {
        const value = read(`${prefix}-${metric}`);
        return value === undefined ? [] : [[metric, value]];
      }),
    );
  const more = by('more');
  const effort = by('effort');
  return { more, effort: Object.keys(effort).length === 0 ? undefined : effort, typed, wrong };
}

function textOf(value: unknown): string {
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
}
