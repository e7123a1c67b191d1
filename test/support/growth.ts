/** Of a text eight times as long: what grows with the length alone costs eight times as much, what is quadratic 64 times. */
const LONGER = 8;
/** Less than this is told apart from nothing by no clock; milliseconds of the processor. */
const NOTHING_MS = 4;
const TRIES = 3;

/**
 * How much dearer the work becomes when what it is done on is eight times as long: about 8 where the cost grows with the length, 64
 * where it grows with its square. Processor time of this process, so that others on the machine do not matter.
 *
 * @param work does it once on something of that many pieces
 */
export function growth(work: (pieces: number) => unknown, pieces: number): Promise<number> {
  return timesAsDear(
    () => work(pieces),
    () => work(pieces / LONGER),
  );
}

/** How much dearer one piece of work is than another, by processor time of this process. */
export async function timesAsDear(work: () => unknown, other: () => unknown): Promise<number> {
  await other();
  const less = await leastOf(other);
  return Math.max(await leastOf(work), NOTHING_MS) / Math.max(less, NOTHING_MS);
}

/** More than noise makes of what grows with the length, and less than what grows with its square. */
export const IN_LINE = 32;

async function leastOf(work: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES; tries++) {
    const before = process.cpuUsage();
    await work();
    const { user } = process.cpuUsage(before);
    least = Math.min(least, user / 1_000);
  }
  return least;
}
