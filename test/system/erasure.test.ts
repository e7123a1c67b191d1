import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { activity, csvOf, exported, presses, referralEvent, saidTo, says, until } from '../support/wire.ts';

/** At 1001 two admins, of whom Anna goes; a member; somebody at 1002; an operator, and one with a role at 1001. */
const [ANNA, BEN, MEMBER, RIVAL, OPERATOR, OWN_OPERATOR] = [7, 2, 3, 5, 9, 8];
const NAME = 'Anna Meier-Lund';
const MAIL = 'anna.meier@contoso.test';
const annas = {
  from: { id: '29:anna-of-teams', aadObjectId: aad(ANNA), name: NAME },
  conversation: { id: 'a:annas-chat', conversationType: 'personal', tenantId: contosoTenant },
};

let porter: PorterProcess;
let csv: { readonly [name: string]: string };

beforeAll(async () => {
  porter = await porterProcess();
  const files = csvOf([
    { partnerId: '1001', people: [BEN, MEMBER, OWN_OPERATOR], admins: [BEN] },
    { partnerId: '1002', people: [RIVAL], admins: [RIVAL], country: 'FR' },
  ]);
  csv = {
    ...files,
    'contacts.csv': `${files['contacts.csv']}${contosoTenant},${aad(ANNA)},${NAME},${MAIL},1001,FRP,program-admin,,incentive-admin\n`,
    'operators.csv': `tenantId,aadObjectId,name,email\n${[OPERATOR, OWN_OPERATOR].map((number) => `${contosoTenant},${aad(number)},Operator ${number},o${number}@fasttrack.test\n`).join('')}`,
    'people.csv': `globalId,tenantId,email,name,learnLinked,certification,level,expires\n9000,${contosoTenant},${MAIL},${NAME},true,SC-300,advanced,\n`,
  };
  await porter.import(csv);
  await porter.start({ PORTER_NOTIFY_RATE: '2000' });
}, 60_000);
afterAll(() => porter.close());

/** Every place in the data folder, an export and the log that holds a text of Anna's. */
async function tracesOf(texts: readonly string[]): Promise<string[]> {
  await exported(porter, 'audit.csv');
  const found: string[] = [];
  for (const folder of ['data', 'export']) {
    for (const name of await readdir(join(porter.folder, folder))) {
      const bytes = await readFile(join(porter.folder, folder, name));
      for (const text of texts) if (bytes.includes(text)) found.push(`${folder}/${name}: ${text}`);
    }
  }
  const beside = await readFile(`${join(porter.folder, 'data')}-erasures.jsonl`, 'utf8').catch(() => '');
  for (const text of texts) {
    if (porter.output().includes(text)) found.push(`log: ${text}`);
    if (beside.includes(text)) found.push(`list: ${text}`);
  }
  return found;
}

const HERS = [NAME, MAIL, aad(ANNA), '29:anna-of-teams', 'a:annas-chat'];
const annaPresses = (verb: string, data: object) => presses(porter, ANNA, verb, data, annas);
const codeOf = ({ body }: Awaited<ReturnType<typeof presses>>) =>
  (body.value as { code?: string } | undefined)?.code ?? body.statusCode;

describe('an erasure over the wire', () => {
  it('is refused alike to whom it is not for, and changes nothing', async () => {
    for (const [who, whom] of [
      [BEN, ANNA],
      [RIVAL, ANNA],
      [OWN_OPERATOR, ANNA],
      [OPERATOR, 99],
    ] as const) {
      const answer = await presses(porter, who, 'person.erase', { aadObjectId: aad(whom) });
      expect([who, codeOf(answer)]).toEqual([who, 'forbidden']);
    }
    const lost = await presses(porter, OPERATOR, 'person.erase', { form: 'somebody' });
    expect(lost.body.statusCode).toBe(200);
    expect((await exported(porter, 'audit.csv')).filter(({ action }) => action === 'person.erase')).toEqual(
      [],
    );
  }, 60_000);

  it('leaves nothing of the person in the data folder, the exports and the log but the pseudonym', async () => {
    await porter.post(activity(porter, ANNA, { ...annas, text: 'hello' }));
    await porter.events(referralEvent('R-1'));
    const accept = () => annaPresses('referral.accept', { referralId: 'R-1', part: 1 });
    await until(async () => (await accept()).body.statusCode === 200);
    await annaPresses('referral.note', { referralId: 'R-1', part: 1, text: `Call ${NAME}, ${MAIL}` });
    await annaPresses('referrals.pause', { partnerId: '1001', reason: 'Holidays' });
    const opening = {
      intent: 'c',
      partnerId: '1001',
      program: 'FRP',
      kind: 'support',
      subject: `For ${NAME}`,
      text: 'x',
    };
    expect((await annaPresses('case.open', opening)).body.statusCode).toBe(200);
    await annaPresses('claim.draft', {
      intent: 'd',
      partnerId: '1001',
      customerId: 'aaaaaaaa-0000-4000-8000-000000000001',
      activity: 'usage-only',
      target: 'teams',
      sellerName: NAME,
    });
    await porter.idle();
    expect((await tracesOf([NAME, MAIL, aad(ANNA)])).length).toBeGreaterThan(3);
    await porter.stop();
    await cp(join(porter.folder, 'data'), join(porter.folder, 'yesterday'), { recursive: true });
    await porter.start({ PORTER_NOTIFY_RATE: '2000' });

    const { body } = await annaPresses('person.erase', {});
    expect(body.statusCode).toBe(200);
    await porter.idle();
    expect(await tracesOf(HERS)).toEqual([]);

    const [erased] = (await exported(porter, 'audit.csv')).filter(({ action }) => action === 'person.erase');
    const [offer] = await exported(porter, 'referrals.csv');
    expect(offer?.['decidedBy']).toBe(erased?.['actor']);
    expect((await exported(porter, 'cases.csv'))[0]?.['openedBy']).toBe(erased?.['actor']);
    const shown = await presses(porter, OPERATOR, 'person.erase', { aadObjectId: aad(ANNA) });
    expect(JSON.stringify(shown.body)).toContain(`P-${String(erased?.['actor']).slice(0, 8)}`);
    expect(await tracesOf(HERS)).toEqual([]);
  }, 120_000);

  it('keeps the person away: the same files bring nobody back, and who writes is a stranger', async () => {
    await porter.import(csv);
    await porter.post(activity(porter, ANNA, { ...annas, text: 'today' }));
    expect(codeOf(await annaPresses('referral.show', { referralId: 'R-1', part: 1 }))).toBe('forbidden');
    expect((await exported(porter, 'grants.csv')).some(({ aadObjectId }) => aadObjectId === aad(ANNA))).toBe(
      false,
    );
    expect(await tracesOf(HERS)).toEqual([]);
  }, 60_000);

  it('is done again when yesterday’s copy is put back, and nobody hears of it', async () => {
    await porter.stop();
    await rm(join(porter.folder, 'data'), { recursive: true });
    await cp(join(porter.folder, 'yesterday'), join(porter.folder, 'data'), { recursive: true });
    const said = saidTo(porter, ANNA).length;
    await porter.start({ PORTER_NOTIFY_RATE: '2000' });
    expect(codeOf(await annaPresses('referral.show', { referralId: 'R-1', part: 1 }))).toBe('forbidden');
    await porter.idle();
    expect(await tracesOf(HERS)).toEqual([]);
    expect(saidTo(porter, ANNA)).toHaveLength(said);
  }, 60_000);

  it('ends when a program admin gives them a role again', async () => {
    const granted = { partnerId: '1001', program: 'FRP', aadObjectId: aad(ANNA), role: 'program-member' };
    expect((await presses(porter, BEN, 'team.grant', granted)).body.statusCode).toBe(200);
    await until(
      async () => (await annaPresses('profile.show', { partnerId: '1001' })).body.statusCode === 200,
    );
    await says(porter, BEN, 'hello');
    expect((await exported(porter, 'grants.csv')).some(({ aadObjectId }) => aadObjectId === aad(ANNA))).toBe(
      true,
    );
  }, 60_000);
});
