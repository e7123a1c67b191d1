import { setTimeout as delay } from 'node:timers/promises';
import type { PorterProcess } from './porter-process.ts';
import { csvOf, referralEvent } from './wire.ts';

/** Enough people that no conversation reaches Teams' pacing limits. */
const LOCATIONS = Array.from({ length: 50 }, (_none, index) => ({
  partnerId: String(2001 + index),
  people: [index + 1],
}));

/**
 * Sends events, each until it got 202, to a process that is killed again and again meanwhile.
 * @returns the ids of the referrals that were accepted
 */
export async function sendThroughKills(
  porter: PorterProcess,
  count: number,
  kills: number,
): Promise<ReadonlySet<string>> {
  await porter.import(csvOf(LOCATIONS));
  const env = { PORTER_NOTIFY_RATE: '2000' };
  await porter.start(env);
  const accepted = new Set<string>();
  const waiting = Array.from({ length: count }, (_none, index) => `K-${index}`);
  const sender = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const answer = await porter.events(referralEvent(id)).catch(() => undefined);
      if (answer?.status === 202) accepted.add(id);
      else {
        waiting.push(id);
        await delay(50);
      }
    }
  };
  const killer = async () => {
    for (let killed = 0; killed < kills; killed++) {
      // Where a kill falls is the point of the test, so it is left to chance.
      await delay(200 + Math.random() * 500);
      await porter.stop('SIGKILL');
      await porter.start(env);
    }
  };
  await Promise.all([killer(), ...Array.from({ length: 8 }, sender)]);
  return accepted;
}

/** Which of the referrals each message shown is about, as often as it was shown. */
export function tellings(porter: PorterProcess): string[] {
  return porter.connector.calls
    .filter((call) => call.accepted && call.method === 'POST' && call.path.endsWith('/activities'))
    .map((call) => /K-\d+/.exec(JSON.stringify(call.body))?.[0] ?? '');
}
