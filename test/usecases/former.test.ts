import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runPress } from '../../src/bot/invoke.ts';
import { createRegistry } from '../../src/capabilities.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { takeDporChange } from '../../src/usecases/associations/take-dpor-change.ts';
import { alpha, azureSubscription, beta, fourthCoffee, reported } from '../support/associations.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { inDays } from '../support/referrals.ts';
import { speakingNow } from '../support/speaking.ts';
import { FormerDocument } from '../../src/usecases/associations/documents.ts';
import { english } from '../support/wording.ts';

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld();
  await world.locationWith(alpha, [1]);
  await world.locationWith(beta, [2]);
});
afterEach(() => world.close());
afterAll(removeFolders);

/** When and why it ended, as the cards put it. */
const MOVED = [
  english('associations.ended.on', { day: 'Sat 21 Nov' }),
  english('associations.ended.why.moved'),
].join(' · ');

const { actions } = createRegistry();
const press = async (number: number, verb: string, data: object) => {
  const speaking = await speakingNow(world, number, `${verb}-${world.now.getTime()}`);
  return JSON.stringify(await runPress(actions, speaking, { verb, data: { ...data }, automatic: false }));
};
const list = (number: number, customer = '') =>
  press(number, 'associations.list', { partnerId: number === 1 ? alpha : beta, customer });
const show = (number: number) => press(number, 'associations.show', { customerId: fourthCoffee });
const endings = async (partnerId = alpha) => {
  const page = await world.context.documents.list(FormerDocument, partitions.partner(partnerId), {
    limit: 9,
  });
  return page.items.flatMap(({ value }) =>
    value.endings.map(({ association, why, ended, isFound }) => ({ association, why, ended, isFound })),
  );
};
const bring = async (files: { readonly [name: string]: string }, now = world.now) => {
  world.now = now;
  await importing(world.store, files, { now });
  await world.runner.drain();
};
const SUBSCRIPTIONS =
  'subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId,state\n';
const sold = (dpor: string, csp: string, state = '') =>
  `${SUBSCRIPTIONS}${azureSubscription},${fourthCoffee},azure,,,active,,,,${dpor},${csp},${state}\n`;
const moveTo = async (partnerId: typeof alpha | null, changedAt: Date, previousPartnerId = alpha) => {
  await takeDporChange(
    world.context,
    reported({ key: changedAt.toISOString(), previousPartnerId, partnerId, changedAt }),
    'event',
  );
  await world.runner.drain();
};

describe('a customer whose last tie ended', () => {
  it('is listed as former, with why and since when, and tells nothing else any more', async () => {
    await bring({ 'subscriptions.csv': sold(alpha, '') });
    await moveTo(beta, inDays(-2));

    expect(await list(1)).toMatch(new RegExp(`Former.*Fourth Coffee.*${MOVED}`));
    expect(await list(1, 'fourth')).toContain(MOVED);
    expect(await list(1, 'other')).not.toContain('Fourth Coffee');
    expect(await show(1)).toContain('forbidden');
    expect(await list(2)).not.toContain('Former');
    expect(await endings()).toEqual([
      { association: 'dpor', why: 'moved', ended: inDays(-2), isFound: false },
    ]);
  });

  it('is former for who lost it by a change that told of them first', async () => {
    await moveTo(beta, inDays(-2));

    expect(await endings()).toMatchObject([{ association: 'dpor', why: 'moved', ended: inDays(-2) }]);
  });

  it('stays for a year, and no longer', async () => {
    await moveTo(null, inDays(-2));
    world.now = inDays(362);
    expect(await list(1)).toContain('Former');
    world.now = inDays(364);

    expect(await list(1)).not.toContain('Former');
  });

  it('that is tied again is former no more', async () => {
    await moveTo(beta, inDays(-2));
    await moveTo(alpha, inDays(-1), beta);

    expect(await list(1)).not.toContain('Former');
    expect(await endings()).toEqual([]);
    expect(await list(2)).toContain('Former');
  });

  it.each<[string, () => Promise<void>, object]>([
    [
      'DPOR that became CSP',
      () => bring({ 'subscriptions.csv': sold('', beta) }, inDays(1)),
      { association: 'dpor', why: 'csp', ended: inDays(1) },
    ],
    [
      'a subscription that is removed',
      () => bring({ 'subscriptions.csv': sold(alpha, '', 'removed') }, inDays(1)),
      { association: 'dpor', why: 'gone', ended: inDays(1), isFound: true },
    ],
  ])('tells why: %s', async (_case, end, ending) => {
    await bring({ 'subscriptions.csv': sold(alpha, '') });
    await end();

    expect(await endings()).toMatchObject([ending]);
    expect(await list(1)).toContain('Former');
  });

  it('tells why: CSP that went to another partner, found by an import', async () => {
    await bring({ 'subscriptions.csv': sold('', alpha) });
    await bring({ 'subscriptions.csv': sold('', beta) }, inDays(1));

    expect(await endings()).toEqual([{ association: 'csp', why: 'moved', ended: inDays(1), isFound: true }]);
    await bring({ 'subscriptions.csv': sold('', beta).replace('active', 'expired') }, inDays(5));
    expect(await endings()).toMatchObject([{ ended: inDays(1) }]);
  });

  it('tells why: a PAL link that was revoked', async () => {
    const head = 'partnerId,customerId,credential,credentialId,linkedAt,revokedAt\n';
    const row = (revoked: string) =>
      `${head}${alpha},${fourthCoffee},user,u1,2026-01-01T00:00:00Z,${revoked}\n`;
    await bring({ 'pal.csv': row('') });
    await bring({ 'pal.csv': row('2026-11-20T00:00:00Z') }, inDays(1));

    expect(await endings()).toEqual([
      { association: 'pal', why: 'revoked', ended: new Date('2026-11-20T00:00:00Z'), isFound: false },
    ]);
  });

  it('tells why: an approved claim that was withdrawn', async () => {
    const claims = (status: string) =>
      `claimId,partnerId,customerId,activity,target,status,submittedAt\nC-1,${alpha},${fourthCoffee},usage-only,teams,${status},2026-01-02T00:00:00Z\n`;
    await bring({ 'claims.csv': claims('approved') });
    await bring({ 'claims.csv': claims('rejected') }, inDays(1));

    expect(await endings()).toMatchObject([{ association: 'cpor', why: 'rejected' }]);
  });

  it('that is tied by something else shows on its card what ended', async () => {
    const row = sold(alpha, '').trimEnd();
    const other = '5b000000-0000-4000-8000-000000000002';
    const both = `${row}\n${other},${fourthCoffee},office-365,,,active,,,,${alpha},,\n`;
    await bring({ 'subscriptions.csv': both });
    await moveTo(beta, inDays(-2));

    expect(await list(1)).not.toContain('Former');
    expect(await show(1)).toContain(MOVED);
  });

  it('looks as if it were not there to everybody else', async () => {
    await moveTo(null, inDays(-2));

    expect(await show(2)).toContain('forbidden');
    expect(await list(2)).not.toContain('Fourth Coffee');
  });
});
