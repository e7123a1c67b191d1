import { EDITION } from './current-edition.ts';

/** So many active users of a workload, or profiles of one that is counted by them, in a month. */
export interface Used {
  readonly workload: string;
  readonly amount: number;
}

/**
 * The monthly consumption value of workloads of Business Applications: their users or profiles, each times its rate. Its growth
 * over a year is the usage growth of the area, which figures bring as a percentage.
 *
 * @returns undefined where a workload has no rate
 */
export function consumptionValue(used: readonly Used[]): number | undefined {
  let value = 0;
  for (const { workload, amount } of used) {
    const found = EDITION.consumption.rates.find(({ workloads }) => workloads.includes(workload));
    if (found === undefined) return undefined;
    value += amount * found.rate;
  }
  return value;
}
