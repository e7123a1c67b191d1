import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { listen, stop } from '../support/open-id-server.ts';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { activity, csvOf, exported, presses, saidTo, says, until } from '../support/wire.ts';

const [ADMIN, OPERATOR, NEWCOMER] = [1, 9, 21];
const NEW_TENANT = 'eeeeeeee-0000-4000-8000-000000000002';

let porter: PorterProcess;

beforeAll(async () => {
  porter = await porterProcess();
  await porter.import({
    ...csvOf([{ partnerId: '1001', people: [ADMIN], admins: [ADMIN] }]),
    'operators.csv': `tenantId,aadObjectId,name,email\n${contosoTenant},${aad(OPERATOR)},Robin Vale,robin@fasttrack.test\n`,
  });
  await porter.start({ PORTER_NOTIFY_RATE: '2000' });
}, 60_000);
afterAll(() => porter.close());

/** Drops a file into somebody's chat. */
async function drops(number: number, name: string, bytes: Uint8Array): Promise<void> {
  const host = createServer((_request, response) => response.end(bytes));
  const port = await listen(host);
  const contentType = 'application/vnd.microsoft.teams.file.download.info';
  const content = { downloadUrl: `http://127.0.0.1:${port}/${name}?secret=canary-download` };
  await porter.post(activity(porter, number, { attachments: [{ contentType, name, content }] }));
  await stop(host);
}

const lastTo = (number: number) => saidTo(porter, number).at(-1) ?? '';
const importIn = (text: string) => /"importId":"([0-9a-f]{32})"/.exec(text)?.[1] ?? '';

/** A partner of a tenant that was not served, with its admin. */
function newPartner(): Uint8Array {
  const files = csvOf([{ partnerId: '2001', people: [NEWCOMER], admins: [NEWCOMER], country: 'FR' }]);
  const entries = Object.entries(files).map(([name, text]) => [
    `new/${name}`,
    strToU8(text.replaceAll(contosoTenant, NEW_TENANT)),
  ]);
  return zipSync(Object.fromEntries(entries) as Record<string, Uint8Array>);
}

const fromThere = {
  conversation: { id: 'a:new', conversationType: 'personal', tenantId: NEW_TENANT },
  channelData: { tenant: { id: NEW_TENANT } },
};

describe('files that an operator drops into the chat', () => {
  it('are shown as a dry run, imported once when that is confirmed, and serve the new partner at once', async () => {
    expect((await porter.post(activity(porter, NEWCOMER, { text: 'today', ...fromThere }))).status).toBe(403);
    await drops(OPERATOR, 'new.zip', newPartner());
    await until(() => lastTo(OPERATOR).includes('"verb":"import.confirm"'));
    const importId = importIn(lastTo(OPERATOR));
    expect((await exported(porter, 'partners.csv')).map(({ partnerId }) => partnerId)).toEqual(['1001']);

    const pressed = await Promise.all(
      [1, 2].map(() => presses(porter, OPERATOR, 'import.confirm', { importId })),
    );
    expect(pressed.map(({ body }) => body.statusCode)).toEqual([200, 200]);
    const partners = async () =>
      (await exported(porter, 'partners.csv')).map(({ partnerId }) => partnerId).toSorted();
    await until(async () => (await partners()).length === 2);
    const show = async () =>
      JSON.stringify((await presses(porter, OPERATOR, 'import.show', { importId })).body);
    await until(async () => !(await show()).includes('"verb":"import.show"'));
    const confirmed = (await exported(porter, 'audit.csv')).filter(
      ({ action }) => action === 'import.confirm',
    );
    expect(confirmed.map(({ actor }) => actor)).toEqual([aad(OPERATOR)]);
    const asks = activity(porter, NEWCOMER, { text: 'today', ...fromThere });
    expect((await porter.post(asks)).status).toBe(200);
    expect(porter.output()).not.toContain('canary-download');
  }, 120_000);

  it('are named by file, line and column where a row is wrong, and nothing is stored', async () => {
    await drops(OPERATOR, 'partners.csv', strToU8('partnerId,name\n12,x\n'));
    await until(() => /partners\\*\.csv:\d+ /.test(lastTo(OPERATOR)));
    expect(lastTo(OPERATOR)).not.toContain('import.confirm');
    await drops(OPERATOR, 'bomb.zip', zipSync({ 'a.csv': new Uint8Array(70 * 1024 * 1024) }));
    await until(() => lastTo(OPERATOR).includes('64 MB'));
  }, 60_000);

  it('mean nothing by anybody else, and nobody else can confirm or see an import', async () => {
    await says(porter, ADMIN, 'hello');
    await drops(ADMIN, 'new.csv', strToU8('partnerId\n3001\n'));
    expect(importIn(lastTo(ADMIN))).toBe('');
    await drops(OPERATOR, 'again.zip', newPartner());
    await until(() => /again/.test(lastTo(OPERATOR)));
    const importId = importIn(saidTo(porter, OPERATOR).findLast((text) => importIn(text) !== '') ?? '');
    for (const verb of ['import.confirm', 'import.show']) {
      const { body } = await presses(porter, ADMIN, verb, { importId });
      expect(body).toMatchObject({ statusCode: 400, value: { code: 'forbidden' } });
    }
  }, 60_000);
});

describe('an export from the chat', () => {
  it('is offered as a file to operators, and to nobody else', async () => {
    await presses(porter, OPERATOR, 'file.get', { kind: 'export' });
    await until(() => lastTo(OPERATOR).includes('file.consent'));
    expect(lastTo(OPERATOR)).toMatch(/"sizeInBytes":[1-9]\d{2,}/);
    const { body } = await presses(porter, ADMIN, 'file.get', { kind: 'export' });
    expect(body).toMatchObject({ value: { code: 'forbidden' } });
  }, 60_000);
});
