import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personIdOf } from '../../src/usecases/memberships/person-id.ts';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { csvOf, exported, presses, referralEvent, saidTo, says, until } from '../support/wire.ts';

const ANNA = 7;
const RATE = { PORTER_NOTIFY_RATE: '2000' };

let porter: PorterProcess;

const data = () => join(porter.folder, 'data');
const yesterday = () => join(porter.folder, 'yesterday');
/** How many messages in Anna's chat offer a referral. */
const offersOf = (referralId: string) =>
  saidTo(porter, ANNA).filter((said) => said.includes(`"${referralId}"`) && said.includes('referral.accept'))
    .length;
const stateOf = async (referralId: string) =>
  (await exported(porter, 'notices.csv')).find(({ subject }) => subject?.includes(referralId))?.['state'];

beforeAll(async () => {
  porter = await porterProcess();
  await porter.import(csvOf([{ partnerId: '1001', people: [ANNA], admins: [ANNA] }]));
  await porter.start(RATE);
  await says(porter, ANNA, 'hello');
  await porter.events(referralEvent('R-OLD'));
  await until(() => offersOf('R-OLD') === 1);
  // Yesterday Teams throttled for a while, so the copy holds an offer that is still to be sent.
  porter.connector.plan = () => ({ status: 429, retryAfter: '1' });
  await porter.events(referralEvent('R-WAITS'));
  await until(() => porter.connector.calls.some(({ accepted }) => !accepted));
  await porter.stop();
  await cp(data(), yesterday(), { recursive: true });
  porter.connector.plan = () => undefined;
  await porter.start(RATE);
  await until(() => offersOf('R-WAITS') === 1);
  await porter.events(referralEvent('R-TODAY'));
  await until(() => offersOf('R-TODAY') === 1);
  // The machine is lost as soon as it is written down that Anna was told.
  await until(async () => (await stateOf('R-TODAY')) === 'sent');
  await porter.stop('SIGKILL');
}, 60_000);
afterAll(() => porter.close());

describe('a restore of yesterday’s copy', () => {
  it('repeats no notice: neither what waited in the copy, nor what comes again with events sent since', async () => {
    await rm(data(), { recursive: true });
    await cp(yesterday(), data(), { recursive: true });
    const before = saidTo(porter, ANNA).length;

    await porter.start(RATE);
    await porter.events(referralEvent('R-TODAY'));
    await until(async () => (await stateOf('R-TODAY')) === 'sent' && (await stateOf('R-WAITS')) === 'sent');

    expect(saidTo(porter, ANNA)).toHaveLength(before);
    expect(porter.output()).toContain('told before the store knew of it: not told again');
  }, 60_000);

  it('tells what is new, and an offer told before is answered as ever, from the card that is there', async () => {
    await porter.events(referralEvent('R-NEW'));
    await until(() => offersOf('R-NEW') === 1);
    const { body } = await presses(porter, ANNA, 'referral.accept', { referralId: 'R-TODAY', part: 1 });

    expect(body.statusCode).toBe(200);
    expect(offersOf('R-TODAY')).toBe(1);
  }, 60_000);

  it('knows what was told by keyed hashes alone', async () => {
    const folder = `${data()}-told`;
    const files = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
    );
    const lines = files.join('').trimEnd().split('\n');

    expect(lines.length).toBeGreaterThanOrEqual(4);
    expect(lines.every((line) => /^\S{24} [0-9a-f]{32}$/.test(line))).toBe(true);
    expect(lines.join()).not.toContain(personIdOf(contosoTenant, aad(ANNA)));
  });
});
