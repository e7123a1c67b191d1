import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { listNotices } from '../../src/cli/jobs/resting-notices.ts';
import { retryDeadNotices } from '../../src/usecases/operators/retry-dead.ts';
import { PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { ConnectorError } from '../../src/notifications/connector-error.ts';
import { setSettings } from '../../src/usecases/notices/settings.ts';
import { actorOf, referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { person } from '../support/seed.ts';

const us = PartnerId.parse('1001');
const R = (number: number) => ReferralId.parse(`R-${number}`);
const fails = (status: number, code: string) => new ConnectorError({ status, code, phase: 'answered' });

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld();
  await world.locationWith(us, [1]);
});
afterEach(() => world.close());

const lines = async () => {
  const all = await Array.fromAsync(listNotices(world.context.documents));
  return all.map(({ state, due, attempts, what, why }) =>
    [state, due?.toISOString() ?? '-', attempts, what.replaceAll(person(1).personId, 'ONE'), why].join(' '),
  );
};

it('lists what did not come through and why, sends again what gave up, and leaves alone what was asked for', async () => {
  await setSettings(world.context, actorOf(1), { kinds: 'dpor,claims,renewals' });
  world.fault = fails(400, 'BadArgument');
  await world.receive(R(1));
  world.fault = fails(502, 'http-502');
  await world.receive(R(2));
  world.fault = undefined;
  await world.receive(R(3));
  expect(await lines()).toEqual([
    'dead - 1 referral-offer:R-1:1:1:ONE 400 BadArgument',
    'uncertain 2026-11-23T12:01:00.000Z 1 referral-offer:R-2:1:1:ONE 502 http-502',
    'waiting - 0 referral-offer:R-3:1:1:ONE ',
  ]);

  expect(await retryDeadNotices(world.context.documents, world.now)).toBe(1);
  await world.runner.drain();
  expect((await lines())[0]).toContain('R-2');
  world.now = new Date(world.now.getTime() + 60_000);
  await world.runner.drain();
  expect(await lines()).toEqual([]);

  // A reminder is muted, which is nothing to try again.
  world.now = new Date(world.now.getTime() + 3 * 86_400_000);
  await world.runner.drain();
  expect(await lines()).toEqual([
    expect.stringContaining('as the person asked: muted referrals'),
    expect.stringContaining('as the person asked: muted referrals'),
    expect.stringContaining('as the person asked: muted referrals'),
  ]);
  expect(await retryDeadNotices(world.context.documents, world.now)).toBe(0);
});
