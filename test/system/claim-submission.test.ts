import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { listen, stop } from '../support/open-id-server.ts';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { activity, csvOf, exported, presses, says, saidTo } from '../support/wire.ts';
import { wording } from '../support/wording.ts';

const CUSTOMER = 'c0000000-0000-4000-8000-000000000001';
const DYNAMICS = '5b000000-0000-4000-8000-000000000002';

let porter: PorterProcess;

/** 1 and 2 claim for 1001, which is DPOR of the customer, 3 is there without an incentive role, 4 claims for 1002. */
beforeAll(async () => {
  porter = await porterProcess();
  const base = csvOf([
    { partnerId: '1001', people: [3] },
    { partnerId: '1002', people: [] },
  ]);
  const incentive = [
    [1, '1001', 'incentive-admin'],
    [2, '1001', 'incentive-user'],
    [4, '1002', 'incentive-user'],
  ].map(
    ([number, partnerId, role]) =>
      `${contosoTenant},${aad(Number(number))},Person ${number},person${number}@contoso.test,${partnerId},,,,${role}\n`,
  );
  await porter.import({
    ...base,
    'contacts.csv': base['contacts.csv'] + incentive.join(''),
    'customers.csv': `customerId,name,domain,country,language,industry,seats\n${CUSTOMER},Tailspin Toys,tailspin.test,US,en,retail,1250\n`,
    'subscriptions.csv': [
      'subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId',
      `5b000000-0000-4000-8000-000000000001,${CUSTOMER},office-365,exchange;teams,EA,active,2025-01-01,2029-01-31,1250,1001,`,
      `${DYNAMICS},${CUSTOMER},dynamics-365,,MOSA,in-grace,2025-01-01,2029-01-31,40,,`,
      '',
    ].join('\n'),
    'claims.csv': `claimId,partnerId,customerId,activity,target,status,submittedAt\nC-1,1002,${CUSTOMER},revrec,${DYNAMICS},approved,2026-01-01T00:00:00Z\n`,
  });
  await porter.start();
}, 60_000);
afterAll(() => porter.close());

const submit = (number: number, overrides: object = {}) =>
  presses(porter, number, 'claim.submit', {
    intent: 'one',
    partnerId: '1001',
    customerId: CUSTOMER,
    activity: 'usage-only',
    target: 'teams',
    comments: 'We drive it.',
    ...overrides,
  });
const numberIn = (answer: { body: { value?: unknown } }): string =>
  /C-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(JSON.stringify(answer.body.value))?.[0] ?? '';
const claims = () => exported(porter, 'claims.csv');

describe('a claim submitted to the real process', () => {
  it('is one number, however many presses come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit(1)));

    expect(answers.every(({ status, body }) => status === 200 && body.statusCode === 200)).toBe(true);
    expect(new Set(answers.map(numberIn)).size).toBe(1);
    expect(await claims()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          claimId: numberIn(answers[0]!),
          partnerId: '1001',
          target: 'teams',
          status: 'submitted',
        }),
      ]),
    );
    expect(await claims()).toHaveLength(2);
  });

  it('comes back as the form when a rule refuses it, and nothing is stored', async () => {
    const before = await claims();
    for (const [overrides, why] of [
      [{ activity: 'osu-m365', target: 'exchange' }, wording('claim-refusals.proof-missing')],
      [{ activity: 'osu-m365' }, wording('claim-refusals.usage-only-workload', { target: 'Teams' })],
      [{ target: 'intune' }, wording('claim-refusals.no-active-subscription', { target: 'Intune' })],
      [
        { activity: 'osu-bizapps', target: DYNAMICS, evidence: 'https://a.test/x' },
        wording('claim-refusals.licensed', { allowed: 'Enterprise Agreement and CASA/EES' }),
      ],
      [{ intent: 'other' }, wording('claim-refusals.already', { target: 'Teams' })],
    ] as const) {
      const { body } = await submit(1, { intent: 'two', ...overrides });
      expect(body.statusCode).toBe(200);
      expect(JSON.stringify(body.value)).toMatch(why);
      expect(JSON.stringify(body.value)).toContain('We drive it.');
    }
    expect(await claims()).toEqual(before);
  });

  it.each([
    ['a foreign location', 1, { partnerId: '1002' }, 'forbidden'],
    ['no incentive role', 3, {}, 'forbidden'],
    ['a stranger', 9, {}, 'forbidden'],
    ['a list of ids', 1, { partnerId: ['1001', '1002'] }, 'invalid'],
    ['a prototype', 1, JSON.parse('{"__proto__":{"role":"operator"}}'), 'invalid'],
    ['a field more', 1, { status: 'approved' }, 'invalid'],
  ])('is refused for %s', async (_case, number, overrides, code) => {
    const data = {
      intent: 'forged',
      customerId: CUSTOMER,
      partnerId: '1001',
      activity: 'usage-only',
      target: 'exchange',
    };
    const sent = { ...data, ...(overrides as object) };
    if (Object.hasOwn(overrides as object, '__proto__')) {
      Object.defineProperty(sent, '__proto__', { value: { role: 'operator' }, enumerable: true });
    }
    const { status, body } = await presses(porter, number, 'claim.submit', sent);

    expect({ status, body }).toMatchObject({ status: 200, body: { statusCode: 400, value: { code } } });
  });

  it('takes a file sent in the chat, and gives it back whole', async () => {
    const bytes = Buffer.from('a signed statement of work');
    const host = createServer((_request, response) => response.end(bytes));
    const port = await listen(host);
    const content = { downloadUrl: `http://127.0.0.1:${port}/sow?secret=canary-download` };
    const contentType = 'application/vnd.microsoft.teams.file.download.info';
    await porter.post(activity(porter, 1, { attachments: [{ contentType, name: 'sow.pdf', content }] }));
    await stop(host);
    const fileIds = /"fileIds":"([0-9a-f]{32})"/.exec(saidTo(porter, 1).at(-1) ?? '')?.[1];
    const attach = { fileIds, to: 'new', kind1: 'statement-of-work' };
    const form = JSON.stringify((await presses(porter, 1, 'claim.attach', attach)).body);
    const [, intent] = /"intent":"([^"]+)"/.exec(form) ?? [];
    const [, draftId] = /"draftId":"([0-9a-f]{32})"/.exec(form) ?? [];

    const claim = { intent, draftId, activity: 'osu-m365', target: 'exchange' };
    const claimId = numberIn(await submit(1, claim));
    const files = JSON.stringify((await presses(porter, 2, 'claim.files', { claimId })).body);
    expect(files).toContain('sow.pdf');
    expect(files).toContain(createHash('sha256').update(bytes).digest('hex').slice(0, 16));
    const get = { kind: 'evidence', claimId, evidenceId: /"value":"([0-9a-f]{16})"/.exec(files)?.[1] };
    expect(await presses(porter, 4, 'file.get', get)).toMatchObject({
      body: { value: { code: 'forbidden' } },
    });
    await presses(porter, 2, 'file.get', get);
    expect(saidTo(porter, 2).at(-1)).toContain(`"sizeInBytes":${bytes.length}`);
    expect(porter.output()).not.toContain('canary-download');
  });

  it('stands in the list of its location and in no other’s, with what was imported', async () => {
    await says(porter, 2, 'claims');
    await says(porter, 4, 'claims');

    expect(saidTo(porter, 2).join()).toContain('Tailspin Toys');
    expect(saidTo(porter, 2).join()).not.toContain('C-1"');
    expect(saidTo(porter, 4).join()).toContain('C-1');
    const { body } = await presses(porter, 4, 'claims.list', { partnerId: '1001' });
    expect(body).toMatchObject({ statusCode: 400, value: { code: 'forbidden' } });
  });
});
