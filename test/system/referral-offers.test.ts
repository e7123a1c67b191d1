import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileHost } from '../support/file-host.ts';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { say } from '../../src/words/say.ts';
import { aad } from '../support/seed.ts';
import { activity, csvOf, exported, presses, referralEvent, saidTo, says, until } from '../support/wire.ts';
import { wording } from '../support/wording.ts';

let porter: PorterProcess;

const crowd = Array.from({ length: 100 }, (_none, index) => 100 + index);

/** One process for all: each test has a country of its own, so that no other location gets its referrals. */
beforeAll(async () => {
  porter = await porterProcess();
  await porter.import(
    csvOf([
      { partnerId: '1001', people: [1, 2] },
      { partnerId: '1002', people: crowd, country: 'DE' },
      { partnerId: '1003', people: [3], country: 'FR' },
      { partnerId: '1004', people: [4], country: 'FR' },
      { partnerId: '1005', people: [5], admins: [5], country: 'ES' },
      { partnerId: '1006', people: [6], country: 'IT' },
      { partnerId: '1007', people: [7], country: 'PT' },
    ]),
  );
  await porter.start({ PORTER_NOTIFY_RATE: '2000' });
}, 60_000);
afterAll(() => porter.close());

/** Whether somebody never heard from has been told something. */
const isTold = (number: number) => porter.connector.created.has(`a:${aad(number)}`);

describe('the main job, over HTTP against the real process', () => {
  it('lets a person chat, be offered a referral unasked, and accept it', async () => {
    await says(porter, 1, 'hi');
    expect(saidTo(porter, 1).at(-1)).toContain(say({ locale: 'en' }, 'today.nothing'));
    await says(porter, 1, '  SCORES ');
    expect(saidTo(porter, 1).at(-1)).toContain('Location 1001');

    expect(await porter.events(referralEvent('R-1'))).toEqual({
      status: 202,
      body: { accepted: 1, duplicates: 0 },
    });
    await until(() => saidTo(porter, 1).length === 3);
    const offered = saidTo(porter, 1).at(-1);
    expect(offered).toContain('referral.accept');
    expect(offered).not.toContain('jo@tailspin.test');

    const accepted = await presses(porter, 1, 'referral.accept', { referralId: 'R-1', part: 1, offer: 1 });
    expect(accepted).toMatchObject({ status: 200, body: { statusCode: 200 } });
    expect(JSON.stringify(accepted.body.value)).toContain('jo@tailspin.test');
    await until(() => wording('referrals.offer.accepted').test(saidTo(porter, 1).at(-1) ?? ''));
  });

  it('lets one of a hundred accept; the others see who did', async () => {
    await porter.events(referralEvent('R-2', {}, 'DE'));
    await until(() => {
      const told = porter.connector.calls.filter((call) => JSON.stringify(call.body).includes('R-2'));
      return told.length >= crowd.length;
    });

    const answers = await Promise.all(
      crowd.map((number) =>
        presses(porter, number, 'referral.accept', { referralId: 'R-2', part: 1, offer: 1 }),
      ),
    );

    expect(answers.map((answer) => [answer.status, answer.body.statusCode])).toEqual(
      crowd.map(() => [200, 200]),
    );
    const deciders = new Set(
      answers.map((answer) => /\*\*(Person \d+)\*\* accepted/.exec(JSON.stringify(answer.body.value))?.[1]),
    );
    expect(deciders.size).toBe(1);
    expect([...deciders][0]).toMatch(/^Person \d+$/);
    const audits = await exported(porter, 'audit.csv');
    const accepts = audits.filter((row) => row['action'] === 'referral.accept' && row['subject'] === 'R-2/1');
    expect(accepts.filter((row) => row['outcome'] === 'done')).toHaveLength(1);
    expect(accepts.filter((row) => row['outcome'] === 'stale')).toHaveLength(99);
  });

  it('answers forbidden alike for a stranger, a thing that is not there and a forged part', async () => {
    await porter.events(referralEvent('R-3', {}, 'FR'));
    await until(() => isTold(3));
    const bodies = await Promise.all([
      presses(porter, 4, 'referral.accept', { referralId: 'R-3', part: 1 }),
      presses(porter, 3, 'referral.accept', { referralId: 'R-none', part: 1 }),
      presses(porter, 3, 'referral.show', { referralId: 'R-3', part: 7 }),
      presses(porter, 77, 'referral.show', { referralId: 'R-3', part: 1 }),
    ]);
    expect(new Set(bodies.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(bodies[0]).toMatchObject({
      status: 200,
      body: { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'forbidden' } },
    });
    const invalid = await presses(porter, 3, 'referral.accept', {
      referralId: 'R-3',
      part: 1,
      status: 'accepted',
    });
    expect(invalid).toMatchObject({ status: 200, body: { statusCode: 400, value: { code: 'invalid' } } });
  });

  it('tells a stranger of the same tenant who can give them access, naming nobody, and nothing else', async () => {
    for (const text of ['hi', 'scores', 'pause', 'claims', 'operations', 'whatever'])
      await says(porter, 50, text);
    const said = saidTo(porter, 50);
    expect(said).toHaveLength(6);
    for (const card of said) {
      expect(card).toMatch(wording('chat.no-access.who-adds'));
      expect(card).not.toMatch(/Person \d(?!\d)|Location 100|Action\./);
    }
  });

  it('welcomes once, whatever the number of install events', async () => {
    const install = () => porter.post(activity(porter, 5, { type: 'installationUpdate', action: 'add' }));
    const added = () =>
      porter.post(activity(porter, 5, { type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] }));
    await Promise.all([install(), added(), install(), added(), install()]);
    expect(saidTo(porter, 5)).toHaveLength(1);
    expect(saidTo(porter, 5)[0]).toContain('Welcome');
  });

  it('asks for the reason by chat where a client brings none along', async () => {
    await porter.events(referralEvent('R-6', {}, 'IT'));
    await until(() => isTold(6));
    await porter.post(
      activity(porter, 6, { value: { verb: 'referral.decline', referralId: 'R-6', part: 1, offer: 1 } }),
    );
    expect(saidTo(porter, 6).at(-1)).toMatch(wording('talk.decline.reason'));
    await says(porter, 6, 'nonsense');
    expect(saidTo(porter, 6).at(-1)).toMatch(wording('talk.no-match'));
    await says(porter, 6, '6');
    expect(saidTo(porter, 6).at(-1)).toMatch(wording('talk.decline.notes'));
    await says(porter, 6, 'cancel');
    expect(saidTo(porter, 6).at(-1)).toContain('Cancelled');
    await porter.post(
      activity(porter, 6, { value: { verb: 'referral.decline', referralId: 'R-6', part: 1, offer: 1 } }),
    );
    await says(porter, 6, 'no capacity');
    await says(porter, 6, 'skip');
    expect(saidTo(porter, 6).at(-1)).toContain('"value":"capacity"');
    const declined = await presses(porter, 6, 'referral.decline', {
      referralId: 'R-6',
      part: 1,
      offer: 1,
      reason: 'capacity',
    });
    expect(JSON.stringify(declined.body.value)).toMatch(wording('referrals.offer.declined-why'));
    const rows = async () =>
      (await exported(porter, 'referrals.csv')).filter((row) => row['referralId'] === 'R-6');
    await until(async () => (await rows()).length === 2);
    expect((await rows()).map((row) => [row['partnerId'], row['status'], row['reason']])).toEqual([
      ['1006', 'declined', 'capacity'],
      ['FTC', 'ftc', 'nobody-eligible'],
    ]);
  });

  it('brings the decline form back with what was typed and what is missing', async () => {
    await porter.events(referralEvent('R-7', {}, 'PT'));
    await until(() => isTold(7));
    const at = { referralId: 'R-7', part: 1, offer: 1 };
    const { body } = await presses(porter, 7, 'referral.decline', { ...at, reason: 'other', notes: ' ' });
    expect(body.statusCode).toBe(200);
    expect(JSON.stringify(body.value)).toMatch(wording('referrals.error.notes-needed'));
    expect(JSON.stringify(body.value)).toContain('"value":"other"');
    const rows = await exported(porter, 'referrals.csv');
    expect(rows.find((row) => row['referralId'] === 'R-7')).toMatchObject({ status: 'offered' });
  });

  it('puts the introduction into the OneDrive of whoever accepted, once they have allowed it', async () => {
    const file = { kind: 'introduction', referralId: 'R-1', part: 1 };
    const asked = await presses(porter, 1, 'file.get', file);
    expect(asked).toMatchObject({ status: 200, body: { statusCode: 200 } });
    expect(saidTo(porter, 1).at(-1)).toContain('application/vnd.microsoft.teams.card.file.consent');
    const host = await fileHost();
    const uploadInfo = {
      contentUrl: 'https://contoso-my.sharepoint.com/x.eml',
      name: 'x.eml',
      uploadUrl: host.url,
      uniqueId: 'U-1',
      fileType: 'eml',
    };

    const allowed = await presses(
      porter,
      1,
      '',
      {},
      {
        name: 'fileConsent/invoke',
        value: { type: 'fileUpload', action: 'accept', context: file, uploadInfo },
      },
    );

    expect(allowed).toMatchObject({ status: 200, body: { statusCode: 200 } });
    expect(host.uploads.map(({ bytes }) => bytes.toString())).toEqual([
      expect.stringContaining('To: Jo Berg <jo@tailspin.test>'),
    ]);
    expect(saidTo(porter, 1).at(-1)).toContain('application/vnd.microsoft.teams.card.file.info');
    await host.close();
  });

  it('stops cleanly, and has logged nothing of anybody', async () => {
    expect(await porter.stop()).toBe(0);
    expect(porter.output()).not.toMatch(/Person \d|Tailspin|jo@|contoso\.test|canary|Bearer/);
  });
});
