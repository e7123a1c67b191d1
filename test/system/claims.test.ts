import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { csvOf, exported, presses, saidTo, says, until } from '../support/wire.ts';
import { wording } from '../support/wording.ts';

const CUSTOMER = 'aaaaaaaa-0000-4000-8000-000000000001';
const SUBSCRIPTION = '5b000000-0000-4000-8000-000000000001';
const OPERATOR = 9;

let porter: PorterProcess;
beforeAll(async () => {
  porter = await porterProcess();
  const files = csvOf([
    { partnerId: '1001', people: [1] },
    { partnerId: '1002', people: [2] },
  ]);
  await porter.import({
    ...files,
    'partners.csv': (files['partners.csv'] ?? '').replaceAll(/^(100\d),9000/gm, '$1,$1'),
    'contacts.csv': (files['contacts.csv'] ?? '').replaceAll(
      ',program-member,,',
      ',program-member,,incentive-user',
    ),
    'operators.csv': `tenantId,aadObjectId,name,email\n${contosoTenant},${aad(OPERATOR)},Robin Vale,robin@fasttrack.test\n`,
    'customers.csv': `customerId,name,domain,country,language,industry,seats\n${CUSTOMER},Tailspin Toys,,US,en,retail,1250\n`,
    'subscriptions.csv': `subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId\n${SUBSCRIPTION},${CUSTOMER},office-365,exchange;teams,EA,active,,2099-12-31,1250,,\n`,
  });
  await porter.start({ PORTER_NOTIFY_RATE: '2000' });
}, 60_000);
afterAll(() => porter.close());

/** Submits as whoever of a location would. @returns the claim's number */
async function submits(number: number, target: string, overrides: object = {}): Promise<string> {
  const { body } = await presses(porter, number, 'claim.submit', {
    intent: `intent-${number}-${target}`,
    partnerId: `100${number}`,
    customerId: '',
    customerTenantId: CUSTOMER,
    customerName: 'Tailspin Toys',
    activity: 'osu-m365',
    target,
    evidence: 'https://files.test/proof',
    ...overrides,
  });
  const [, claimId] = /"claimId":"([^"]+)"/.exec(JSON.stringify(body)) ?? [];
  if (claimId === undefined) throw new Error(JSON.stringify(body));
  return claimId;
}

/** What the operator reads on a claim's card. */
const shown = async (claimId: string) =>
  JSON.stringify((await presses(porter, OPERATOR, 'claim.show', { claimId })).body);

const refused = { statusCode: 400, value: { code: 'forbidden' } };

describe('a claim over the wire', () => {
  it('is reviewed, answered, approved, contested and lost; events and exports say so', async () => {
    const first = await submits(1, 'exchange');
    const ask = { claimId: first, decision: 'ask', comments: 'Please add the acknowledgement' };

    expect((await presses(porter, 1, 'claim.review', ask)).body).toMatchObject(refused);
    expect((await presses(porter, 2, 'claim.show', { claimId: first })).body).toMatchObject(refused);
    expect((await presses(porter, OPERATOR, 'claim.review', ask)).body).toMatchObject({ statusCode: 200 });
    await until(() => saidTo(porter, 1).some((text) => text.includes('Please add the acknowledgement')));
    await presses(porter, 1, 'claim.resubmit', {
      claimId: first,
      evidence: 'https://files.test/signed',
      comments: '',
    });
    expect(await shown(first)).toContain('"Under review"');
    await presses(porter, OPERATOR, 'claim.told', {
      claimId: first,
      toldOn: new Date().toISOString().slice(0, 10),
    });
    await presses(porter, OPERATOR, 'claim.review', { claimId: first, decision: 'approve' });
    expect(await shown(first)).toContain('"Approved"');

    const second = await submits(2, 'exchange');
    await until(() =>
      saidTo(porter, OPERATOR).some((text) => wording('claim-notices.review.contest').test(text)),
    );
    await presses(porter, 1, 'claim.defend', {
      claimId: first,
      evidence: 'https://files.test/more',
      comments: '',
    });
    const decide = { decision: 'approve', comments: 'The newer acknowledgement' };
    const both = await Promise.all(
      [first, second].map((claimId) => presses(porter, OPERATOR, 'claim.review', { claimId, ...decide })),
    );

    expect(both.map(({ status, body }) => [status, body.statusCode])).toEqual([
      [200, 200],
      [200, 200],
    ]);
    const rows = await exported(porter, 'claims.csv');
    const standing = rows.map(({ status, reason }) => `${status} ${reason}`.trim()).toSorted();
    expect(standing).toEqual(['approved', 'rejected superseded']);
    const loser = rows.find(({ status }) => status === 'rejected')?.['partnerId'] === '1001' ? 1 : 2;
    await until(() => saidTo(porter, loser).some((text) => text.includes('The newer acknowledgement')));

    const winner = rows.find(({ status }) => status === 'approved')?.['claimId'] ?? '';
    await porter.events({
      specversion: '1.0',
      id: 'e-1',
      source: '/customers',
      type: 'porter.claim.customer-responded',
      data: { claimId: winner, consent: 'declined', respondedAt: new Date().toISOString() },
    });
    await until(async () => wording('claims.state.customer-declined').test(await shown(winner)));
    const audit = await exported(porter, 'audit.csv');
    const done = audit.filter(({ action, outcome }) => action === 'claim.review' && outcome === 'done');
    // Asked, approved, and one of the two decisions.
    expect(done).toHaveLength(3);
  }, 60_000);

  it('is not moved by what no card of ours sends', async () => {
    const claimId = await submits(1, 'sharepoint,', {
      target: 'teams',
      activity: 'usage-only',
      evidence: '',
    });
    const forged = [
      { claimId: [claimId], decision: 'approve' },
      { claimId, decision: 'approve', status: 'approved' },
      JSON.parse(`{"claimId":"${claimId}","decision":"approve","__proto__":{"operator":true}}`) as object,
    ];
    for (const data of forged) {
      const { status, body } = await presses(porter, OPERATOR, 'claim.review', data);
      expect({ status, body }).toMatchObject({
        status: 200,
        body: { statusCode: 400, value: { code: 'invalid' } },
      });
    }
    const long = { claimId, decision: 'ask', comments: 'x'.repeat(100_000) };
    const { body } = await presses(porter, OPERATOR, 'claim.review', long);

    expect(JSON.stringify(body)).toContain('At most 4,000 characters');
    expect(await shown(claimId)).toContain('"Submitted"');
    await says(porter, OPERATOR, 'claims');
    await until(() => saidTo(porter, OPERATOR).some((text) => text.includes(claimId)));
  }, 60_000);
});
