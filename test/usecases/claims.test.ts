import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { claimWorld, type ClaimWorld } from '../support/claims.ts';
import { inDays, noon } from '../support/referrals.ts';

const two = { partnerId: PartnerId.parse('1002'), claimId: 'C-2' };

let world: ClaimWorld;
beforeEach(async () => {
  world = await claimWorld();
});
afterEach(() => world.close());

async function later(days: number): Promise<void> {
  world.now = inDays(days);
  await world.runner.drain();
}

describe('a submitted claim', () => {
  it('is reviewed, asked about, sent again and approved, with an audit row a step', async () => {
    await world.submit(1);

    expect(await world.move(90, 'C-1', ['ask'])).toBe('done');
    expect(await world.move(1, 'C-1', ['resubmit'])).toBe('done');
    expect(await world.move(90, 'C-1', ['approve'])).toBe('done');

    const claim = await world.claim('C-1');
    expect(claim).toMatchObject({ status: 'approved', reason: '', approvedAt: noon, dueAt: null });
    expect(await world.target('exchange')).toMatchObject({
      holder: { partnerId: '1001', claimIds: ['C-1'], since: noon },
    });
    const rows = await world.claimAudits();
    expect(rows.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'claim.submit done',
      'claim.review done',
      'claim.resubmit done',
      'claim.review done',
    ]);
  });

  it('goes through its deadlines by itself', async () => {
    await world.submit(1);

    await later(6);
    expect(await world.claim('C-1')).toMatchObject({ status: 'submitted' });
    await later(7);
    expect(await world.claim('C-1')).toMatchObject({ status: 'under-review', escalatedAt: null });
    await later(60);

    const claim = await world.claim('C-1');
    expect(claim).toMatchObject({ status: 'under-review', escalatedAt: inDays(60) });
    expect(claim.steps.map(({ verb }) => verb)).toEqual([
      'claim.submit',
      'claim.review-begins',
      'claim.review-overdue',
    ]);
  });
});

describe('two partners on one target', () => {
  it('contest it, and who is approved ends the other', async () => {
    await world.submit(1);
    await world.move(90, 'C-1', ['approve']);
    await world.submit(2, two);

    expect(await world.claim('C-1')).toMatchObject({ status: 'approved', contest: { since: noon } });
    expect(await world.move(90, 'C-2', ['approve', { comment: ' ' }])).toBe('comment-required');
    expect(await world.move(90, 'C-2', ['approve', { comment: 'More recent proof' }])).toBe('done');

    expect(await world.claim('C-1')).toMatchObject({
      status: 'rejected',
      reason: 'superseded',
      supersededBy: '1002',
      contest: null,
    });
    expect(await world.claim('C-2')).toMatchObject({ status: 'approved', contest: null });
    expect((await world.target('exchange')).holder).toMatchObject({ partnerId: '1002', claimIds: ['C-2'] });
  });
});
