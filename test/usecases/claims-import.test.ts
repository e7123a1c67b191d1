import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { askToBuildClaims } from '../../src/usecases/claims/adoption/ask.ts';
import { claim, claimWorld, type ClaimWorld } from '../support/claims.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { inDays, noon, tailspin } from '../support/referrals.ts';
import { ClaimEntryDocument, ClaimStandingDocument } from '../../src/usecases/claims/documents.ts';

const HEAD = 'claimId,partnerId,customerId,activity,target,status,submittedAt,state\n';
const row = (claimId: string, partnerId: string, target: string, status: string, state = '') =>
  `${claimId},${partnerId},${tailspin},osu-m365,${target},${status},2026-11-01T08:00:00Z,${state}\n`;

let world: ClaimWorld;
beforeEach(async () => {
  world = await claimWorld();
});
afterEach(() => world.close());
afterAll(removeFolders);

async function imports(...rows: string[]): Promise<void> {
  await importing(world.store, { 'claims.csv': HEAD + rows.join('') }, { now: world.now });
  await world.runner.drain();
}

const queue = async () => {
  const found = await Array.fromAsync(world.context.documents.scan(ClaimStandingDocument, 'program'));
  return [...new Set(found.map(({ value }) => value.claimId))].toSorted();
};

describe('imported claims', () => {
  it('are taken as they stand: hold their targets, contest none, and have the full time of their step', async () => {
    await imports(
      row('I-1', '1001', 'exchange', 'approved'),
      row('I-2', '1002', 'exchange', 'under-review'),
      row('I-3', '1002', 'intune', 'partner-action-required'),
      row('I-4', '1002', 'teams-phone', 'rejected'),
    );

    expect(await world.claim('I-1')).toMatchObject({
      status: 'approved',
      reason: '',
      contest: null,
      dueAt: null,
    });
    expect(await world.claim('I-2')).toMatchObject({ status: 'under-review', contest: null });
    expect(await world.claim('I-3')).toMatchObject({ dueAt: new Date('2026-12-11T12:00:00.000Z') });
    expect(await world.claim('I-4')).toMatchObject({ dueAt: inDays(30) });
    expect((await world.target('exchange')).holder).toMatchObject({ partnerId: '1001', claimIds: ['I-1'] });
    expect(await queue()).toEqual(['I-1', 'I-2', 'I-3', 'I-4']);
    expect(world.said).toEqual([]);
  });

  it('are contested by a claim that comes after them', async () => {
    await imports(row('I-1', '1001', 'exchange', 'approved'));
    expect(await world.submit(1)).toBe('already-claimed');
    await world.submit(2, {
      partnerId: PartnerId.parse('1002'),
      claimId: 'C-2',
    });

    expect(await world.claim('I-1')).toMatchObject({ status: 'approved', contest: { since: noon } });
  });

  it('free their target once they are removed or end, and leave the lists', async () => {
    await imports(row('I-1', '1001', 'exchange', 'approved'), row('I-2', '1001', 'intune', 'approved'));
    await imports(
      row('I-1', '1001', 'exchange', 'approved', 'removed'),
      row('I-2', '1001', 'intune', 'rejected'),
    );

    expect((await world.target('exchange')).holder).toBeNull();
    expect((await world.target('intune')).holder).toBeNull();
    expect(await queue()).toEqual(['I-2']);
    const { documents } = world.context;
    expect(await documents.get(ClaimEntryDocument, 'partners/1001', 'claim-entry:I-1')).toBeUndefined();
    const audits = await world.claimAudits();
    expect(audits).toMatchObject([
      { action: 'claim.import', actor: 'import', subject: 'I-2', outcome: 'done' },
    ]);
  });

  it('go to another location’s list with their row', async () => {
    await imports(row('I-1', '1001', 'exchange', 'approved'));
    await imports(row('I-1', '1002', 'exchange', 'approved'));

    const { documents } = world.context;
    expect(await documents.get(ClaimEntryDocument, 'partners/1001', 'claim-entry:I-1')).toBeUndefined();
    expect(await documents.get(ClaimEntryDocument, 'partners/1002', 'claim-entry:I-1')).toBeDefined();
    expect((await world.target('exchange')).holder).toMatchObject({ partnerId: '1002' });
  });

  it('of an earlier release are adopted at the start, once', async () => {
    await world.keep(claim({ claimId: 'V-1', status: 'approved', approvedAt: noon }));
    await world.keep(claim({ claimId: 'V-2', target: 'intune', status: 'under-review' }));

    await askToBuildClaims(world.context);
    await world.runner.drain();
    await askToBuildClaims(world.context);
    await world.runner.drain();

    expect((await world.target('exchange')).holder).toMatchObject({ claimIds: ['V-1'] });
    expect(await world.claim('V-2')).toMatchObject({
      dueAt: new Date('2026-12-11T12:00:00.000Z'),
      revision: 2,
    });
    expect(await queue()).toEqual(['V-1', 'V-2']);
  });
});
