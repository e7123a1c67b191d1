import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { csvOf, exported, referralEvent } from '../support/wire.ts';

let porter: PorterProcess;

beforeEach(async () => {
  porter = await porterProcess();
});
afterEach(() => porter.close());

describe('a process that is killed', () => {
  it('loses none of 1,000 events that got 202, and offers each exactly once', async () => {
    // Enough people that no conversation reaches Teams' pacing limits.
    const locations = Array.from({ length: 50 }, (_none, index) => ({
      partnerId: String(2001 + index),
      people: [index + 1],
    }));
    await porter.import(csvOf(locations));
    const env = { PORTER_NOTIFY_RATE: '2000' };
    await porter.start(env);
    const accepted = new Set<string>();
    const waiting = Array.from({ length: 1_000 }, (_none, index) => `K-${index}`);
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
      for (let kills = 0; kills < 5; kills++) {
        await delay(200 + Math.random() * 500);
        await porter.stop('SIGKILL');
        await porter.start(env);
      }
    };
    await Promise.all([killer(), ...Array.from({ length: 8 }, sender)]);

    // What was under way at a kill is taken up when its lease runs out. A notice perhaps delivered then waits a minute,
    // and those behind it with it; they are not waited for here.
    const settled = async () => {
      const notices = await exported(porter, 'notices.csv');
      const held = new Set(
        notices.filter((row) => row['state'] === 'uncertain').map((row) => row['aadObjectId']),
      );
      const done = (row: Record<string, string>) => row['state'] === 'sent' || held.has(row['aadObjectId']);
      return notices.length === 1_000 && notices.every(done);
    };
    while (!(await settled())) await delay(1_000);
    const offers = await exported(porter, 'referrals.csv');
    expect(accepted.size).toBe(1_000);
    expect(offers.map((row) => row['referralId']).toSorted()).toEqual([...accepted].toSorted());
    expect(new Set(offers.map((row) => row['status']))).toEqual(new Set(['offered']));
    const counts = (await exported(porter, 'partners.csv')).map((row) => Number(row['received']));
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    const shown = porter.connector.calls.filter((call) => call.accepted && call.path.endsWith('/activities'));
    const tellings = new Set(shown.map((call) => JSON.stringify(call.body).match(/K-\d+/)?.[0]));
    const sent = (await exported(porter, 'notices.csv')).filter((row) => row['state'] === 'sent').length;
    expect(tellings.size).toBeGreaterThanOrEqual(sent);
    // A copy too many only where a kill fell between the connector's answer and its record.
    expect(shown.length - tellings.size).toBeLessThanOrEqual(5 * 16);
  }, 170_000);
});
