import { afterEach, describe, expect, it } from '@jest/globals';
import { PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import type { Body } from '../../src/store/document-store.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { remove } from '../../src/usecases/ports.ts';
import {
  allLocations,
  countLocations,
  directoryOf,
  findLocation,
  listLocations,
} from '../../src/usecases/referrals/directory.ts';
import { forgetOffer } from '../../src/usecases/referrals/forget.ts';
import { askToMoveDirectory, moveDirectory } from '../../src/usecases/referrals/move-directory.ts';
import { pauseReferrals } from '../../src/usecases/referrals/pause.ts';
import { JobDocument, newJob } from '../../src/usecases/jobs.ts';
import { atEveryPoint, untilBroken } from '../support/break-off.ts';
import { BOOKED, bookedIn } from '../support/directory.ts';
import { actorOf, type ReferralWorld } from '../support/referral-world.ts';
import { noon } from '../support/referrals.ts';
import { releasedWorld } from '../support/released-layout.ts';

const SPREAD = 16;
const FORMER = partitions.directory;
const id = (number: number) => PartnerId.parse(String(number));
const ALL = [1001, 1002, 1003, 1004, 1005, 1006].map(id);

let world: ReferralWorld;
const open = async (spread: number) => {
  world = await releasedWorld(spread);
};
afterEach(() => world.close());

const kindsIn = async (partition: string) =>
  (await Array.fromAsync(world.store.scan('directory')))
    .filter((stored) => stored.partition === partition)
    .map(({ kind }) => kind);
/** An earlier release died between its reservation and the offers. */
async function reserveUnoffered(partnerId: PartnerId): Promise<void> {
  const stored = await world.store.get(FORMER, partnerId);
  if (stored === undefined) throw new Error('no such location');
  const body: Body = { ...stored.body, received: 1, receivedAllTime: 1 };
  const share = { partnerId, workloads: ['teams'], why: 'round-robin', claimed: [] };
  const reservation = {
    v: 1,
    referralId: 'R-8',
    part: 1,
    round: 1,
    shares: [share],
    remainder: [],
    remainderWhy: 'nobody-eligible',
    reservedAt: new Date(noon.getTime() - 1).toISOString(),
  };
  await world.store.commit(FORMER, [
    { op: 'replace', id: partnerId, kind: 'location', etag: stored.etag, body },
    { op: 'create', id: 'reservation:R-8:1:1', kind: 'reservation', body: reservation },
  ]);
}
const countsOf = async () =>
  Object.fromEntries(
    (await Array.fromAsync(allLocations(world.context.documents))).map(({ value }) => [
      value.partnerId,
      value.received,
    ]),
  );

describe.each([1, SPREAD])('the directory of the released layout, on a store that has it in %i', (spread) => {
  it('has each location where it belongs once it has moved, and nothing reserved', async () => {
    await open(spread);
    const { documents } = world.context;
    const before = await Array.fromAsync(allLocations(documents), ({ value }) => value);

    await askToMoveDirectory(world.context);
    await moveDirectory(world.context);

    const after = await Array.fromAsync(allLocations(documents));
    expect(after.map(({ value }) => value)).toEqual(expect.arrayContaining(before));
    expect(after.length).toBe(before.length);
    for (const { partition, value } of after) expect(partition).toBe(directoryOf(documents, value.partnerId));
    const left = await kindsIn(FORMER);
    expect(left).not.toContain('reservation');
    expect(left.includes('location')).toBe(spread === 1);
    // What was to come for a pause comes from where it lay.
    expect(left.filter((kind) => kind === 'job').length).toBe(4);
  });

  it('is served wherever its move is killed, and comes to the same', async () => {
    const points = await atEveryPoint(async (broken) => {
      await world?.close();
      await open(spread);
      await reserveUnoffered(id(1006));
      const { documents } = world.context;
      await askToMoveDirectory(world.context);
      await untilBroken(() => moveDirectory({ ...world.context, documents: broken.documents(documents) }));

      for (const partnerId of ALL)
        expect((await findLocation(documents, partnerId))?.value.partnerId).toBe(partnerId);
      const ofTenant = [{ field: 'referralReady', is: '=', value: true }] as const;
      expect((await listLocations(documents, ofTenant, 10)).map(({ partnerId }) => partnerId)).toEqual(ALL);
      const paused = await pauseReferrals(
        world.context,
        actorOf(1),
        { partnerId: id(1001), reason: '' },
        'pause',
      );
      expect(paused).toMatchObject({ ok: true });
      await moveDirectory(world.context);

      expect(await bookedIn(world.store)).toEqual({ ...BOOKED, unoffered: 1 });
      expect(await countLocations(documents, [])).toBe(ALL.length);
      expect((await findLocation(documents, id(1001)))?.value.pause).not.toBeNull();
    });
    expect(points).toBeGreaterThan(spread === 1 ? 10 : 20);
  }, 120_000);
});

describe('a location that has moved', () => {
  it('is matched once all have moved, and not before', async () => {
    await open(SPREAD);
    const offered = async () => (await world.offer(ReferralId.parse('R-8')))?.status;
    await world.runner.drain();
    const before = await offered();
    await askToMoveDirectory(world.context);
    await world.runner.drain();
    world.now = new Date(noon.getTime() + 1_000);
    await world.runner.drain();

    expect([before, await offered()]).toEqual([undefined, 'offered']);
    expect(await bookedIn(world.store)).toEqual(BOOKED);
  });

  it('forgets an offer once, however often its job runs where it moved from', async () => {
    await open(SPREAD);
    const { documents, clock } = world.context;
    await documents.commit(FORMER, [
      newJob('forget:R-1:1:1:1001', { task: 'directory.forget', partnerId: id(1001) }, clock.now()),
    ]);
    const job = await documents.get(JobDocument, FORMER, 'job:forget:R-1:1:1:1001');
    if (job === undefined) throw new Error('no job');
    const before = await countsOf();

    for (let run = 0; run < 2; run++) {
      expect(await forgetOffer(world.context, { partnerId: id(1001) }, { job, done: remove(job) })).toBe(
        'done',
      );
    }

    expect(await countsOf()).toEqual({ ...before, 1001: (before['1001'] ?? 0) - 1 });
  });

  it('is told of the end of its pause by the jobs that lie where it moved from', async () => {
    await open(SPREAD);
    await askToMoveDirectory(world.context);
    await world.runner.drain();
    world.now = new Date('2026-12-23T12:00:01.000Z');
    await world.runner.drain();

    const paused = await findLocation(world.context.documents, id(1004));
    expect(paused?.value.pausedUntil).toBeNull();
    expect(paused?.value.lastPauseEndedAt).not.toBeNull();
    expect(await kindsIn(FORMER)).not.toContain('job');
  });
});
