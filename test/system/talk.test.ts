import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { csvOf, presses, saidTo, says } from '../support/wire.ts';
import { wording } from '../support/wording.ts';

const CUSTOMER = 'aaaaaaaa-0000-4000-8000-000000000001';
const SUBSCRIPTION = '5b000000-0000-4000-8000-000000000001';
/** A subscription of the customer’s whose DPOR nobody is. */
const UNHELD = '5b000000-0000-4000-8000-0000000000f2';

let porter: PorterProcess;

/** Person 1 administers and claims for a location that is Tailspin's DPOR; person 2 stands elsewhere. */
beforeAll(async () => {
  porter = await porterProcess();
  const csv = csvOf([
    { partnerId: '1001', people: [1], admins: [1] },
    { partnerId: '1002', people: [2], admins: [2], country: 'FR' },
  ]);
  await porter.import({
    ...csv,
    'contacts.csv': (csv['contacts.csv'] ?? '').replaceAll(
      ',program-admin,,',
      ',program-admin,,incentive-admin',
    ),
    'customers.csv': `customerId,name,domain,country,language,industry,seats\n${CUSTOMER},Tailspin Toys,,US,en,retail,1250\n`,
    'subscriptions.csv': `subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId\n${SUBSCRIPTION},${CUSTOMER},office-365,exchange;teams,EA,active,,2099-12-31,1250,1001,\n${UNHELD},${CUSTOMER},azure,,EA,active,,2099-12-31,,,\n`,
  });
  await porter.start();
}, 60_000);
afterAll(() => porter.close());

/** What is answered to one thing said. */
async function answersTo(number: number, text: string): Promise<string> {
  const before = saidTo(porter, number).length;
  await says(porter, number, text);
  return saidTo(porter, number).slice(before).join('\n');
}

describe('by conversation', () => {
  it('a claim goes from its first sentence to the preview, is left and gone on with, and its Submit claims', async () => {
    expect(await answersTo(1, 'new claim for Tailspin, Exchange')).toMatch(wording('talk.claim.activity'));
    expect(await answersTo(1, '2')).toMatch(wording('talk.claim.contact'));
    const left = await answersTo(1, 'settings');
    expect(left).toContain('talk.go-on');

    const { body } = await presses(porter, 1, 'talk.go-on', {});
    expect(body.statusCode).toBe(200);
    expect(saidTo(porter, 1).at(-1)).toMatch(wording('talk.claim.contact'));
    await answersTo(1, 'Jo Berg');
    await answersTo(1, 'skip');
    await answersTo(1, 'jo@tailspin.test');
    await answersTo(1, 'https://files.test/sow.pdf');
    const preview = await answersTo(1, 'yes');
    expect(preview).toContain('"verb":"claim.submit"');

    const intent = /"intent":"([^"]+)"/.exec(preview)?.[1];
    const form = { partnerId: '1001', customerId: CUSTOMER, activity: 'usage-only', target: 'exchange' };
    const sent = await presses(porter, 1, 'claim.submit', { intent, ...form });
    expect(JSON.stringify(sent.body)).toContain('"verb":"claim.');
  });

  it('settings begin at the button and end with Save', async () => {
    await presses(porter, 1, 'talk.start', { about: 'settings' });
    expect(saidTo(porter, 1).at(-1)).toMatch(wording('talk.settings.language-line'));
    await answersTo(1, 'de-DE');
    await answersTo(1, '1');
    await answersTo(1, 'skip');
    expect(await answersTo(1, '1')).toContain('"verb":"settings.set"');
  });

  it('a pause and a DPOR request end with the card whose button acts', async () => {
    await presses(porter, 1, 'talk.start', { about: 'pause', partnerId: '1001' });
    expect(await answersTo(1, 'Summer party')).toContain('"verb":"referrals.pause"');

    await presses(porter, 1, 'talk.start', { about: 'dpor', customerId: CUSTOMER });
    expect(await answersTo(1, UNHELD)).toContain('"verb":"associations.show"');
  });

  it.each(['Tailspin', 'Nobody Ltd'])('a name that is not theirs to know says nothing: %s', async (name) => {
    const answer = await answersTo(2, name);

    expect(answer).toMatch(wording('talk.unknown.line'));
    expect(answer).not.toContain('Toys');
  });

  it.each([
    ['who is partner of record for Tailspin', 'Tailspin Toys'],
    ['qui est le partenaire de Tailspin', 'Tailspin Toys'],
    ['pls scores', 'scores'],
    ['hello porter', 'scores'],
    ['pause us for a month', 'referrals.pause'],
  ])('understands “%s”', async (text, shown) => {
    expect(await answersTo(1, text)).toContain(shown);
  });
});
