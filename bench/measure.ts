/** One line of `docs/performance.md`. */
export interface Measure {
  /** Where {@link ./costs.ts} explains it when its goal is missed. */
  readonly id: string;
  readonly what: string;
  readonly figure: string;
  readonly goal?: Goal;
}

export interface Goal {
  readonly text: string;
  readonly met: boolean;
}

/** A part of the bench that can be asked for by its name. */
export interface Stage {
  readonly name: string;
  /** Heading, and below it how it was measured. */
  readonly title: string;
  readonly how: string;
  run(): Promise<readonly Measure[]>;
}

export function atLeast(value: number, goal: number, unit = ''): Goal {
  return { text: `at least ${rounded(goal)}${unit}`, met: value >= goal };
}

export function atMost(value: number, goal: number, unit = ''): Goal {
  return { text: `at most ${rounded(goal)}${unit}`, met: value <= goal };
}

/** Three digits that count, thousands apart. */
export function rounded(value: number): string {
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return Number(value.toFixed(Math.min(digits, 3))).toLocaleString('en');
}
