import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { createConnector } from '../../src/notifications/connector.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { sendThroughKills, tellings } from '../support/kills.ts';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { referralWorld } from '../support/referral-world.ts';
import { exported } from '../support/wire.ts';
import { NoticeDocument } from '../../src/usecases/notices/documents.ts';

let porter: PorterProcess;

beforeEach(async () => {
  porter = await porterProcess();
});
afterEach(() => porter.close());

const KILLS = 3;
const MINUTE_MS = 60_000;

describe('a process that is killed', () => {
  it('loses none of 200 events that got 202, and tells of each exactly once', async () => {
    const accepted = await sendThroughKills(porter, 200, KILLS);
    await porter.stop('SIGKILL');

    const unsure = await catchUp();

    expect(accepted.size).toBe(200);
    const offers = await exported(porter, 'referrals.csv');
    expect(offers.map((row) => row['referralId']).toSorted()).toEqual([...accepted].toSorted());
    expect(new Set(offers.map((row) => row['status']))).toEqual(new Set(['offered']));
    const counts = (await exported(porter, 'partners.csv')).map((row) => Number(row['received']));
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    const told = tellings(porter);
    expect(new Set(told)).toEqual(accepted);
    // A copy too many only where a kill fell between the connector's answer and its record.
    expect(told.length - new Set(told).size).toBeLessThanOrEqual(unsure);
  }, 120_000);
});

/**
 * What the next process does once leases and uncertain notices have waited out their minutes, with a clock that is moved.
 * @returns how many notices were under way at a kill
 */
async function catchUp(): Promise<number> {
  const store = await openSqlite({ folder: join(porter.folder, 'data') });
  const connector = createConnector({ tokens: undefined, allowed: (url) => url === porter.connector.url });
  const world = await referralWorld(new Date(), { store, connector, serviceUrl: porter.connector.url });
  const unsure = new Set<string>();
  try {
    for (let minutes = 0; ; minutes++) {
      world.now = new Date(world.now.getTime() + MINUTE_MS);
      await world.runner.drain();
      const notices = await Array.fromAsync(world.context.documents.scan(NoticeDocument, 'people'));
      for (const { partition, id, value } of notices) {
        if (value.state === 'uncertain' || value.attempts > 1) unsure.add(`${partition} ${id}`);
      }
      if (notices.every(({ value }) => value.state === 'sent')) return unsure.size;
      if (minutes > 10) throw new Error('notices are left');
    }
  } finally {
    await world.close();
  }
}
