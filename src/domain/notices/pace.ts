import { z } from 'zod';
import { BURST_MS } from './topic.ts';

const Ms = z.number().int();

/**
 * What one conversation has taken from the bot lately. It lies with whoever is told, since a lane runs now here, now there.
 */
export const Pace = z.object({
  /** When the latest calls were made, ascending, in epoch milliseconds; as many as the longest exact window holds. */
  calls: z.array(Ms),
  /** Calls by minute since the epoch, ascending, for the window of an hour. */
  minutes: z.array(z.object({ minute: z.number().int(), count: z.number().int() })),
  /** When DPOR notices went out one by one, of the last ten minutes. */
  singles: z.array(Ms),
  /** The latest digest: the notice's id, and since when it gathers. */
  digest: z.object({ id: z.string(), since: Ms }).nullable(),
});
export type Pace = z.infer<typeof Pace>;

export const NO_PACE: Pace = { calls: [], minutes: [], singles: [], digest: null };

/**
 * Sliding windows of what one conversation takes from one bot, each a little longer than it is said to be: what leaves
 * evenly does not arrive evenly. Source: Microsoft Learn, "Optimize your bot: rate limiting", per-bot-per-conversation limits
 * of sending and of creating, 2026-10; the second of the two shortest is covered by the first.
 */
const WINDOWS: readonly { readonly most: number; readonly ms: number }[] = [
  { most: 7, ms: 1_100 },
  { most: 60, ms: 30_500 },
];
const KEPT = 60;
const MAX_AN_HOUR = 1_800;
const MINUTE_MS = 60_000;

/** @returns how many milliseconds to wait before the next call; 0: none */
export function paceWait({ calls, minutes }: Pace, now: Date): number {
  const at = now.getTime();
  const waits = WINDOWS.map(({ most, ms }) => {
    const first = calls.at(-most);
    return calls.length < most || first === undefined ? 0 : first + ms - at;
  });
  return Math.max(0, ...waits, hourWait(minutes, at));
}

/** Minutes that the hour before touches count whole, so that it never holds more than it may. */
function hourWait(minutes: Pace['minutes'], at: number): number {
  const within = minutes.filter(({ minute }) => isWithinHour(minute, at));
  const [oldest] = within;
  const sum = within.reduce((total, { count }) => total + count, 0);
  return oldest === undefined || sum < MAX_AN_HOUR ? 0 : (oldest.minute + 61) * MINUTE_MS - at;
}

function isWithinHour(minute: number, at: number): boolean {
  return (minute + 61) * MINUTE_MS > at;
}

/** One more call, now. */
export function withCall(pace: Pace, now: Date): Pace {
  const at = now.getTime();
  const minute = Math.floor(at / MINUTE_MS);
  const minutes = pace.minutes.filter((entry) => entry.minute !== minute && isWithinHour(entry.minute, at));
  const before = pace.minutes.find((entry) => entry.minute === minute)?.count ?? 0;
  return {
    ...pace,
    calls: [...pace.calls, at].slice(-KEPT),
    minutes: [...minutes, { minute, count: before + 1 }],
  };
}

/** The same, and it told of a DPOR change by itself. */
export function withSingle(pace: Pace, now: Date): Pace {
  return { ...pace, singles: [...recentSingles(pace, now), now.getTime()] };
}

/** When DPOR notices went out one by one within the last ten minutes. */
export function recentSingles({ singles }: Pace, now: Date): readonly number[] {
  return singles.filter((at) => at > now.getTime() - BURST_MS);
}
