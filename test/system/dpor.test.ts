import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { say } from '../../src/words/say.ts';
import { azureSubscription, fourthCoffee } from '../support/associations.ts';
import { addedText, rawMail } from '../support/mails.ts';
import { porterProcess, SECRET, type PorterProcess } from '../support/porter-process.ts';
import { csvOf, exported, presses, saidTo, says, until } from '../support/wire.ts';
import { aad } from '../support/seed.ts';
import { english, wording } from '../support/wording.ts';

const OTHER = '5b000000-0000-4000-8000-000000000002';
const CSP = '5b000000-0000-4000-8000-000000000003';
const HEAD =
  'subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId\n';
const subscriptions = (dpor: string) =>
  `${HEAD}${azureSubscription},${fourthCoffee},azure,,EA,active,,2027-12-31,,${dpor},\n` +
  `${CSP},${fourthCoffee},office-365,,CSP,active,,,,,1002\n`;

let porter: PorterProcess;

beforeAll(async () => {
  porter = await porterProcess();
  const files = csvOf([
    { partnerId: '1001', people: [1, 2] },
    { partnerId: '1002', people: [3, 4] },
    { partnerId: '1003', people: [5] },
    { partnerId: '1004', people: [6] },
  ]);
  await porter.import({
    ...files,
    // Each is an organisation of its own.
    'partners.csv': (files['partners.csv'] ?? '')
      .replaceAll(/^(100\d),9000/gm, '$1,$1')
      .replace(/^(1001,.*),$/m, '$1,dpor@location-1001.test'),
    'customers.csv': `customerId,name,domain,country,language,industry,seats\n${fourthCoffee},Fourth Coffee,,US,en,retail,640\n`,
    'subscriptions.csv': subscriptions('1001'),
    'usage.csv': `customerId,target,date,partnerId,association,activeUsers,seats,acr\n${fourthCoffee},${azureSubscription},2026-10-01,1001,dpor,,,777\n`,
  });
  await porter.start({ PORTER_NOTIFY_RATE: '2000' });
}, 60_000);
afterAll(() => porter.close());

const changed = (id: string, data: object = {}) => ({
  specversion: '1.0',
  id,
  source: '/crm',
  type: 'porter.dpor.changed',
  data: {
    subscriptionId: azureSubscription,
    customer: { customerId: fourthCoffee, name: 'Fourth Coffee' },
    product: 'azure',
    previousPartnerId: '1001',
    partnerId: '1002',
    changedAt: '2026-11-23T09:00:00Z',
    ...data,
  },
});

async function postMail(raw: Buffer): Promise<number> {
  const at = new Date();
  const response = await fetch(`${porter.url}/api/mail`, {
    method: 'POST',
    headers: {
      'content-type': 'message/rfc822',
      'webhook-id': 'mail-1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(SECRET).sign('mail-1', at, raw.toString()),
    },
    body: new Uint8Array(raw),
  });
  return response.status;
}

/** What was asked for before is done once somebody else was told of something asked for after it. */
async function settled(id: string): Promise<void> {
  const before = toldTo(6).length;
  const subscriptionId = `5b000000-0000-4000-8000-0000000001${id}`;
  const about = { subscriptionId, previousPartnerId: null, partnerId: '1004' };
  await porter.events(changed(`e-settled-${id}`, about));
  await until(() => toldTo(6).length > before);
}

/** The cards of changes that somebody never heard from was told, as text. */
const toldTo = (number: number) =>
  porter.connector
    .messages(`a:${aad(number)}`)
    .map(({ activity }) => JSON.stringify(activity))
    .filter((text) => text.includes(english('dpor.changed.kind').toUpperCase()));

describe('a DPOR change, over HTTP against the real process', () => {
  it('reaches both partners’ contacts, one card each, however often and whichever way it comes', async () => {
    const event = changed('e-1', { changedBy: 'Ada Lund' });
    for (let time = 0; time < 3; time++) await porter.events(event);
    await porter.events([event, changed('e-late', { changedAt: '2026-11-22T09:00:00Z', partnerId: '1003' })]);
    expect(await porter.events([event, event])).toEqual({
      status: 202,
      body: { accepted: 0, duplicates: 2 },
    });
    await until(() => [1, 2, 3, 4].every((number) => toldTo(number).length > 0));
    await porter.import({ 'subscriptions.csv': subscriptions('1002') });
    await settled('01');

    expect([1, 2, 3, 4, 5].map((number) => toldTo(number).length)).toEqual([1, 1, 1, 1, 0]);
    expect(toldTo(1)[0]).toMatch(wording('dpor.changed.state.lost'));
    expect(toldTo(3)[0]).toMatch(wording('dpor.changed.state.gained'));
    expect(toldTo(3)[0]).toContain('Ada Lund');
    const history = (await exported(porter, 'dpor.csv')).map(
      ({ previousPartnerId, partnerId, changedAt }) => [previousPartnerId, partnerId, changedAt],
    );
    expect(history.filter(([, partnerId]) => partnerId !== '1004').sort()).toEqual([
      ['1001', '1002', '2026-11-23T09:00:00.000Z'],
      ['1001', '1003', '2026-11-22T09:00:00.000Z'],
    ]);
    const notices = (await exported(porter, 'notices.csv')).filter(
      ({ subject }) => subject === azureSubscription,
    );
    expect(notices.map(({ kind, state }) => [kind, state])).toEqual(
      Array.from({ length: 4 }, () => ['dpor-changed', 'sent']),
    );
    expect(porter.output()).not.toContain('Ada');
  });

  it('found by an import while the bot runs reaches both, with the name of neither to the other', async () => {
    await porter.import({ 'subscriptions.csv': subscriptions('1003') });
    await until(() => toldTo(5).length > 0 && toldTo(3).length > 1);

    expect(toldTo(5)[0]).toMatch(wording('dpor.changed.gained-from-other'));
    expect(toldTo(5)[0]).not.toContain('Location 1002');
    expect(toldTo(3)[1]).not.toContain('Location 1003');
  });

  it('told by Microsoft’s mail reaches both', async () => {
    // Seconds are the finest that a mail tells, and none counts as later than it arrived.
    const date = new Date(Date.now() + 2_000).toUTCString();
    const about = { organization: 'Fourth Coffee', service: 'Microsoft Azure', ends: '2027-12-31' };
    const raw = rawMail({ to: 'dpor@location-1001.test', date, body: addedText(about) });
    expect(await postMail(raw)).toBe(202);
    await until(() => toldTo(1).length > 1 && toldTo(5).length > 1);

    expect([1, 2, 3, 4, 5].map((number) => toldTo(number).length)).toEqual([2, 2, 2, 2, 2]);
    expect(toldTo(1)[1]).toMatch(wording('dpor.changed.state.gained'));
    expect(toldTo(5)[1]).toMatch(wording('dpor.changed.state.lost'));
  });

  it('of a CSP subscription is accepted, audited as refused, and changes nothing', async () => {
    const batch = [
      changed('e-csp', { subscriptionId: CSP }),
      changed('e-2', {
        subscriptionId: OTHER,
        product: 'Office 365 Enterprise E3',
        previousPartnerId: null,
        partnerId: '9999999',
      }),
    ];
    expect(await porter.events(batch)).toEqual({ status: 202, body: { accepted: 2, duplicates: 0 } });
    await settled('02');

    const audits = await exported(porter, 'audit.csv');
    expect(audits.filter(({ outcome }) => outcome === 'refused')).toMatchObject([
      { actor: 'event', action: 'dpor.change', subject: CSP },
    ]);
    const rows = await exported(porter, 'dpor.csv');
    expect(rows.filter(({ subscriptionId }) => subscriptionId === CSP)).toEqual([]);
    expect(rows.filter(({ partnerId }) => partnerId === '9999999')).toHaveLength(1);
  });

  it('shows its history to who holds or held it, and nothing to anybody else', async () => {
    const shown = await presses(porter, 1, 'dpor.history', { subscriptionId: azureSubscription });
    const history = JSON.stringify(shown.body.value);
    expect(history).toMatch(
      wording('dpor.history.change', { before: '**Location 1001**', after: english('dpor.another-partner') }),
    );
    expect(history).toMatch(
      wording('dpor.history.change', { before: english('dpor.another-partner'), after: '**Location 1001**' }),
    );
    expect(history).not.toContain('Location 1003');

    const refused = await Promise.all([
      presses(porter, 1, 'dpor.history', { subscriptionId: OTHER }),
      presses(porter, 1, 'dpor.history', { subscriptionId: '5b000000-0000-4000-8000-00000000dead' }),
      presses(porter, 77, 'dpor.history', { subscriptionId: azureSubscription }),
      presses(porter, 5, 'associations.show', { customerId: fourthCoffee }),
      presses(porter, 5, 'associations.show', { customerId: '5b000000-0000-4000-8000-00000000dead' }),
    ]);
    expect(new Set(refused.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(refused[0]).toMatchObject({ body: { statusCode: 400, value: { code: 'forbidden' } } });
    const forged = await presses(porter, 5, 'associations.show', {
      customerId: fourthCoffee,
      tenantId: '1001',
    });
    expect(forged).toMatchObject({ body: { statusCode: 400, value: { code: 'invalid' } } });
  });

  it('moves the customer from one list of associations to the other, without the figures of before', async () => {
    await says(porter, 5, 'associations');
    expect(saidTo(porter, 5).at(-1)).toContain(say({ locale: 'en' }, 'associations.list.none'));
    await says(porter, 1, 'associations');
    expect(saidTo(porter, 1).at(-1)).toContain('Fourth Coffee');

    const shown = await presses(porter, 1, 'associations.show', { customerId: fourthCoffee });
    const text = JSON.stringify(shown.body.value);
    expect(text).toContain('DPOR · Microsoft Azure');
    expect(text).toMatch(wording('associations.usage.none'));
    expect(text).not.toContain('· Office 365');
  });
});
