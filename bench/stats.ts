/** Middle value; of an even number the mean of the two in the middle. 0 of none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** @param p from 0 to 100; between two values it is interpolated */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = ((sorted.length - 1) * p) / 100;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
