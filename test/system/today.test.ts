import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { say } from '../../src/words/say.ts';
import { asText } from '../../src/words/text.ts';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { activity, csvOf, presses, referralEvent, saidTo, says, until } from '../support/wire.ts';

/** A program admin, a member and somebody with an incentive role only, all of 1001; programme staff; nobody. */
const [ADMIN, MEMBER, INCENTIVE, OPERATOR, STRANGER] = [1, 2, 3, 8, 50];
const CUSTOMER = 'cccccccc-0000-4000-8000-000000000001';
const en = { locale: 'en' };
let porter: PorterProcess;

beforeAll(async () => {
  porter = await porterProcess();
  const files = csvOf([{ partnerId: '1001', people: [ADMIN, MEMBER], admins: [ADMIN] }]);
  const incentive = `${contosoTenant},${aad(INCENTIVE)},Person 3,person3@contoso.test,1001,,,,incentive-user`;
  await porter.import({
    ...files,
    'contacts.csv': `${files['contacts.csv'] ?? ''}${incentive}\n`,
    'operators.csv': `tenantId,aadObjectId,name,email\n${contosoTenant},${aad(OPERATOR)},Olga,olga@program.test\n`,
    'customers.csv': `customerId,name,domain,country,language,industry,seats\n${CUSTOMER},Fourth Coffee,fourth.test,US,en,retail,300\n`,
  });
  await porter.start({});
  await porter.events(referralEvent('R-1'));
  await until(() => porter.connector.created.has(`a:${aad(ADMIN)}`));
  const submitted = await presses(porter, INCENTIVE, 'claim.submit', {
    intent: 'today-1',
    partnerId: '1001',
    customerId: CUSTOMER,
    activity: 'usage-only',
    target: 'teams',
    contactName: 'Jo',
    contactTitle: 'CIO',
    contactEmail: 'jo@fourth.test',
    evidence: 'https://proof.test/one',
  });
  expect(submitted.body).toMatchObject({ statusCode: 200 });
}, 60_000);
afterAll(() => porter.close());

async function typed(number: number, word: string): Promise<string> {
  await says(porter, number, word);
  return saidTo(porter, number).at(-1) ?? '';
}

describe('today, over HTTP against the real process', () => {
  it.each(['today', 'hi', 'Hello', ' HOME '])('shows an offer to a member who types %s', async (word) => {
    const card = await typed(MEMBER, word);
    expect(card).toContain('"verb":"referral.show","data":{"referralId":"R-1","part":1}');
    expect(card).toContain('Tailspin Toys');
    expect(card).not.toContain('claims.list');
    expect(card).not.toContain('operations.show');
  });

  it('shows the same to a program admin by a press, and each row opens its card', async () => {
    const pressed = await presses(porter, ADMIN, 'today.show', {});
    expect(pressed.body).toMatchObject({ statusCode: 200 });
    expect(JSON.stringify(pressed.body.value)).toContain('"verb":"referral.show"');
    const opened = await presses(porter, ADMIN, 'referral.show', { referralId: 'R-1', part: 1 });
    expect(JSON.stringify(opened.body.value)).toContain('referral.accept');
  });

  it('shows the queue to programme staff, and no offer', async () => {
    const card = await typed(OPERATOR, 'today');
    expect(card).toContain(say(en, 'today.queue', { count: 1 }));
    expect(card).toContain('claims.queue');
    expect(card).toContain('operations.show');
    expect(card).not.toContain('referral.show');
    expect(card).not.toContain('scores.show');
  });

  it('shows a claim that waits for an answer to who has an incentive role, and to nobody else', async () => {
    const queue = await presses(porter, OPERATOR, 'claims.queue', {});
    const [claimId = ''] = /C-[A-Z0-9-]+/.exec(JSON.stringify(queue.body.value)) ?? [];
    await presses(porter, OPERATOR, 'claim.review', { claimId, decision: 'ask', comments: 'Which month?' });
    const row = `"verb":"claim.show","data":{"claimId":"${claimId}"}`;

    await until(async () => (await typed(INCENTIVE, 'today')).includes(row));
    expect(await typed(INCENTIVE, 'today')).toContain('claims.list');
    expect(await typed(MEMBER, 'today')).not.toContain(row);
    // It is the location's turn now.
    expect(await typed(OPERATOR, 'today')).not.toContain('claims.queue');
  });

  it('refuses a stranger the press, and tells them who can give them access', async () => {
    const pressed = await presses(porter, STRANGER, 'today.show', {});
    expect(pressed.body).toMatchObject({ statusCode: 400, value: { code: 'forbidden' } });
    expect(await typed(STRANGER, 'today')).not.toMatch(/Tailspin|Action\./);
  });

  it('takes nothing along that no card of ours sends', async () => {
    const pressed = await presses(porter, MEMBER, 'today.show', { partnerId: '1001' });
    expect(pressed.body).toMatchObject({ statusCode: 400, value: { code: 'invalid' } });
  });

  it('welcomes with what waits, once', async () => {
    const install = () => porter.post(activity(porter, ADMIN, { type: 'installationUpdate', action: 'add' }));
    await Promise.all([install(), install()]);
    const welcome = say(en, 'today.welcome', { name: asText('Person') });
    const welcomes = saidTo(porter, ADMIN).filter((said) => said.includes(welcome));
    expect(welcomes).toHaveLength(1);
    expect(welcomes[0]).toContain('"verb":"referral.show"');
  });
});
