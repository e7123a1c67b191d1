import { readFile } from 'node:fs/promises';

/** As Linux counts them for programs, on every machine of today. */
const TICKS_A_SECOND = 100;

/** User and system time of a process so far, in all its threads; 0 once it is gone, and where there is no `/proc`. */
export async function processorSeconds(pid: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The twelfth and thirteenth fields behind the name.
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) / TICKS_A_SECOND;
}
