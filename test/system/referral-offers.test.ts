import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { activity, csvOf, exported, presses, referralEvent, saidTo, says, until } from '../support/wire.ts';

let porter: PorterProcess;

beforeEach(async () => {
  porter = await porterProcess();
});
afterEach(() => porter.close());

describe('the main job, over HTTP against the real process', () => {
  it('lets a person chat, be offered a referral unasked, and accept it', async () => {
    await porter.import(csvOf([{ partnerId: '1001', people: [1, 2] }]));
    await porter.start();

    await says(porter, 1, 'hi');
    expect(saidTo(porter, 1).at(-1)).toContain('What I can do');
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
    await until(() => saidTo(porter, 1).at(-1)?.includes('accepted on') === true);
    expect(await porter.stop()).toBe(0);
    expect(porter.output()).not.toMatch(/Person 1|Tailspin|jo@|contoso\.test|canary|Bearer/);
  });

  it('lets one of a hundred accept; the others see who did', async () => {
    const people = Array.from({ length: 100 }, (_none, index) => index + 1);
    await porter.import(csvOf([{ partnerId: '1001', people }]));
    await porter.start();
    await porter.events(referralEvent('R-1'));
    await until(
      () => porter.connector.calls.filter((call) => call.path.endsWith('/activities')).length >= 100,
    );

    const answers = await Promise.all(
      people.map((number) =>
        presses(porter, number, 'referral.accept', { referralId: 'R-1', part: 1, offer: 1 }),
      ),
    );

    expect(answers.map((answer) => [answer.status, answer.body.statusCode])).toEqual(
      people.map(() => [200, 200]),
    );
    const deciders = new Set(
      answers.map((answer) => /\*\*(Person \d+)\*\* accepted/.exec(JSON.stringify(answer.body.value))?.[1]),
    );
    expect(deciders.size).toBe(1);
    expect([...deciders][0]).toMatch(/^Person \d+$/);
    const audits = await exported(porter, 'audit.csv');
    const accepts = audits.filter((row) => row['action'] === 'referral.accept');
    expect(accepts.filter((row) => row['outcome'] === 'done')).toHaveLength(1);
    expect(accepts.filter((row) => row['outcome'] === 'stale')).toHaveLength(99);
  });

  it('answers forbidden alike for a stranger, a thing that is not there and a forged part', async () => {
    await porter.import(
      csvOf([
        { partnerId: '1001', people: [1] },
        { partnerId: '1002', people: [2] },
      ]),
    );
    await porter.start();
    await porter.events(referralEvent('R-1'));
    await until(() => porter.connector.created.size > 0);
    const bodies = await Promise.all([
      presses(porter, 2, 'referral.accept', { referralId: 'R-1', part: 1 }),
      presses(porter, 1, 'referral.accept', { referralId: 'R-none', part: 1 }),
      presses(porter, 1, 'referral.show', { referralId: 'R-1', part: 7 }),
      presses(porter, 77, 'referral.show', { referralId: 'R-1', part: 1 }),
    ]);
    expect(new Set(bodies.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(bodies[0]).toMatchObject({
      status: 200,
      body: { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'forbidden' } },
    });
    const invalid = await presses(porter, 1, 'referral.accept', {
      referralId: 'R-1',
      part: 1,
      status: 'accepted',
    });
    expect(invalid).toMatchObject({ status: 200, body: { statusCode: 400, value: { code: 'invalid' } } });
  });

  it('tells somebody without a grant who can give them access, and nothing else', async () => {
    const csv = csvOf([{ partnerId: '1001', people: [1] }]);
    await porter.import({
      ...csv,
      'contacts.csv': csv['contacts.csv']!.replace('program-member', 'program-admin'),
    });
    await porter.start();
    for (const text of ['hi', 'scores', 'whatever']) await says(porter, 50, text);
    const said = saidTo(porter, 50);
    expect(said).toHaveLength(3);
    for (const card of said) {
      expect(card).toContain('Person 1');
      expect(card).not.toMatch(/Location 1001|Action\./);
    }
  });

  it('welcomes once, whatever the number of install events', async () => {
    await porter.import(csvOf([{ partnerId: '1001', people: [1] }]));
    await porter.start();
    const install = () => porter.post(activity(porter, 1, { type: 'installationUpdate', action: 'add' }));
    const added = () =>
      porter.post(activity(porter, 1, { type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] }));
    await Promise.all([install(), added(), install(), added(), install()]);
    expect(saidTo(porter, 1)).toHaveLength(1);
    expect(saidTo(porter, 1)[0]).toContain('Welcome');
  });

  it('asks for the reason by chat where a client brings none along', async () => {
    await porter.import(csvOf([{ partnerId: '1001', people: [1] }]));
    await porter.start();
    await porter.events(referralEvent('R-1'));
    await until(() => porter.connector.created.size > 0);
    await porter.post(
      activity(porter, 1, { value: { verb: 'referral.decline', referralId: 'R-1', part: 1, offer: 1 } }),
    );
    expect(saidTo(porter, 1).at(-1)).toContain('Why do you decline?');
    await says(porter, 1, 'help');
    await says(porter, 1, 'nonsense');
    expect(saidTo(porter, 1).at(-1)).toContain('That is none of these');
    await says(porter, 1, '6');
    expect(saidTo(porter, 1).at(-1)).toContain('In a few words, why?');
    await says(porter, 1, 'cancel');
    expect(saidTo(porter, 1).at(-1)).toContain('Cancelled');
    await porter.post(
      activity(porter, 1, { value: { verb: 'referral.decline', referralId: 'R-1', part: 1, offer: 1 } }),
    );
    await says(porter, 1, 'no capacity');
    expect(saidTo(porter, 1).at(-1)).toContain('declined on');
    await until(async () => (await exported(porter, 'referrals.csv')).length === 2);
    expect(
      (await exported(porter, 'referrals.csv')).map((row) => [
        row['partnerId'],
        row['status'],
        row['reason'],
      ]),
    ).toEqual([
      ['1001', 'declined', 'capacity'],
      ['FTC', 'ftc', 'nobody-eligible'],
    ]);
  });

  it('brings the decline form back with what was typed and what is missing', async () => {
    await porter.import(csvOf([{ partnerId: '1001', people: [1] }]));
    await porter.start();
    await porter.events(referralEvent('R-1'));
    await until(() => porter.connector.created.size > 0);
    const at = { referralId: 'R-1', part: 1, offer: 1 };
    const { body } = await presses(porter, 1, 'referral.decline', { ...at, reason: 'other', notes: ' ' });
    expect(body.statusCode).toBe(200);
    expect(JSON.stringify(body.value)).toMatch(
      /say in a few words why.*"value":"other"|"value":"other".*say in a few words why/,
    );
    expect((await exported(porter, 'referrals.csv'))[0]).toMatchObject({ status: 'offered' });
  });
});
