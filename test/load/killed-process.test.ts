import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { sendThroughKills, tellings } from '../support/kills.ts';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { exported } from '../support/wire.ts';

let porter: PorterProcess;

beforeEach(async () => {
  porter = await porterProcess();
});
afterEach(() => porter.close());

describe('a process that is killed', () => {
  it('loses none of 1,000 events that got 202, and offers each exactly once', async () => {
    const accepted = await sendThroughKills(porter, 1_000, 5);

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
    const told = tellings(porter);
    const sent = (await exported(porter, 'notices.csv')).filter((row) => row['state'] === 'sent').length;
    expect(new Set(told).size).toBeGreaterThanOrEqual(sent);
    // A copy too many only where a kill fell between the connector's answer and its record.
    expect(told.length - new Set(told).size).toBeLessThanOrEqual(5 * 16);
  });
});
