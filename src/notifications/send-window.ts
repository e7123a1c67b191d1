/**
 * Sliding windows of what one conversation takes from one bot. Source: Microsoft Learn, "Optimize your bot: rate
 * limiting", per-bot-per-conversation limits of sending, 2026-10; the second of the two shortest is covered by the first.
 */
const WINDOWS: readonly { readonly most: number; readonly ms: number }[] = [
  { most: 7, ms: 1_000 },
  { most: 60, ms: 30_000 },
  { most: 1_800, ms: 3_600_000 },
];

const LONGEST_MS = 3_600_000;

/** Keeps what was sent to each conversation, for an hour. */
export interface SendWindows {
  /** @returns 0 and notes the send, or how many milliseconds to wait before asking again */
  take(conversationId: string, now: Date): number;
}

export function createSendWindows(): SendWindows {
  const sentAt = new Map<string, number[]>();
  let swept = 0;
  return {
    take(conversationId, now) {
      const at = now.getTime();
      if (at - swept > LONGEST_MS) {
        swept = at;
        for (const [id, times] of sentAt) if ((times.at(-1) ?? 0) <= at - LONGEST_MS) sentAt.delete(id);
      }
      const times = (sentAt.get(conversationId) ?? []).filter((time) => time > at - LONGEST_MS);
      const wait = waitFor(times, at);
      if (wait === 0) times.push(at);
      sentAt.set(conversationId, times);
      return wait;
    },
  };
}

/** @param times of earlier sends, ascending, in milliseconds */
function waitFor(times: readonly number[], at: number): number {
  return Math.max(
    0,
    ...WINDOWS.map(({ most, ms }) => {
      const first = times.at(-most);
      return times.length < most || first === undefined ? 0 : first + ms - at;
    }),
  );
}
