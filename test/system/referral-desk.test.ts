import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { APP, porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { activity, csvOf, exported, presses, referralEvent, saidTo, until } from '../support/wire.ts';
import { wording } from '../support/wording.ts';

let porter: PorterProcess;

const crowded = Array.from({ length: 10 }, (_none, index) => {
  const people = [2 * index + 21, 2 * index + 22];
  return { partnerId: String(2001 + index), people, admins: people, country: 'DE' };
});

/** One process for all: each test has a country of its own, so that no other location gets its referrals. */
beforeAll(async () => {
  porter = await porterProcess();
  await porter.import(
    csvOf([
      { partnerId: '1001', people: [1, 2], admins: [1] },
      { partnerId: '1002', people: [3] },
      { partnerId: '1003', people: [9], admins: [9], country: 'FR' },
      { partnerId: '1004', people: [9], admins: [9], country: 'FR' },
      ...crowded,
    ]),
  );
  await porter.start({ PORTER_NOTIFY_RATE: '2000' });
}, 60_000);
afterAll(() => porter.close());

const CHANNEL = '19:referrals@thread.tacv2';
const inThread = {
  conversation: {
    id: `${CHANNEL};messageid=1700000000000`,
    isGroup: true,
    conversationType: 'channel',
    tenantId: contosoTenant,
  },
  channelData: {
    tenant: { id: contosoTenant },
    team: { id: '19:team@thread.tacv2' },
    channel: { id: CHANNEL },
  },
};

/** Words said to Porter in a thread of the channel. */
function mentions(number: number, words: string) {
  const text = `<at>Porter</at> ${words}\n`;
  const entities = [
    { type: 'mention', text: '<at>Porter</at>', mentioned: { id: `28:${APP}`, name: 'Porter' } },
  ];
  return porter.post(activity(porter, number, { ...inThread, text, entities }));
}

/** Says that a location's referrals of a kind are shown there from now on. */
const comeHere = (kind: string, location: string) =>
  new RegExp(`${wording('referrals.channel.set', { kind }).source}.*${location}`);

const allAnswers = () =>
  porter.connector
    .messages(`${CHANNEL};messageid=1700000000000`)
    .map((message) => JSON.stringify(message.activity));
const isForOne = (text: string) => text.includes('"isTargeted":true');
/** Those that everybody in the channel reads. */
const answers = () => allAnswers().filter((text) => !isForOne(text));
const offersThere = () =>
  porter.connector.messages(CHANNEL).map((message) => JSON.stringify(message.activity));

/** Whether somebody never heard from has been told something. */
const isTold = (number: number) => porter.connector.created.has(`a:${aad(number)}`);

describe('a Teams channel for referrals', () => {
  it('is set by a word, shows offers, takes answers of whoever has a role, and keeps the contact out', async () => {
    for (const [number, words] of [
      [1, 'scores'],
      [1, 'referrals'],
      [2, 'benefit referrals here'],
      [77, 'benefit referrals here'],
      [77, 'standard referrals here 1001'],
      [1, 'referrals here'],
    ] as const) {
      await mentions(number, words);
    }
    const given = ['referrals.channel.refused', 'referrals.channel.which-kind'] as const;
    expect(answers().map((text) => given.find((key) => wording(key).test(text)))).toEqual([
      'referrals.channel.refused',
      'referrals.channel.refused',
      'referrals.channel.refused',
      'referrals.channel.which-kind',
    ]);
    expect(allAnswers().filter(isForOne)).toHaveLength(2);
    for (const text of answers()) expect(text).not.toContain('Location 1001');

    await mentions(1, 'Benefit  Referrals HERE');
    expect(answers().at(-1)).toMatch(comeHere('benefit', 'Location 1001'));

    await porter.events(referralEvent('R-1'));
    await until(() => offersThere().length === 1 && isTold(1) && isTold(2));
    expect(offersThere()[0]).toContain('referral.accept');
    expect(offersThere()[0]).not.toContain('jo@tailspin.test');

    const at = { referralId: 'R-1', part: 1, offer: 1 };
    const stranger = await presses(porter, 3, 'referral.accept', at, inThread);
    expect(stranger.body).toMatchObject({ statusCode: 400, value: { code: 'forbidden' } });
    const elsewhere = await presses(porter, 1, 'scores.show', { globalId: '9000' }, inThread);
    expect(elsewhere.body).toMatchObject({ statusCode: 400, value: { code: 'invalid' } });
    const nameless = await presses(
      porter,
      2,
      'referral.decline',
      { ...at, reason: 'other', notes: '' },
      inThread,
    );
    expect(JSON.stringify(nameless.body.value)).toMatch(wording('referrals.error.notes-needed'));

    const accepted = await presses(porter, 2, 'referral.accept', at, inThread);
    expect(accepted.body.statusCode).toBe(200);
    const shown = JSON.stringify(accepted.body.value);
    expect(shown).toContain('Person 2');
    expect(shown).not.toMatch(/jo@tailspin|Jo Berg|555 0100|Action\./);
    const late = await presses(porter, 1, 'referral.decline', { ...at, reason: 'capacity' }, inThread);
    expect(JSON.stringify(late.body.value)).toContain('Person 2');

    const update = () =>
      porter.connector.calls.filter(
        ({ method, conversationId }) => method === 'PUT' && conversationId?.startsWith('19:'),
      );
    await until(() => update().length > 0);
    expect(update()[0]?.conversationId).toMatch(/^19:referrals@thread\.tacv2;messageid=m\d+$/);
    for (const { body } of update()) expect(JSON.stringify(body)).not.toMatch(/jo@tailspin|Jo Berg|555 0100/);
    await until(() =>
      [...porter.connector.created.keys()].some((id) =>
        porter.connector
          .messages(id)
          .some(({ activity: said }) => JSON.stringify(said).includes('jo@tailspin.test')),
      ),
    );

    await mentions(1, 'referrals stop here');
    expect(answers().at(-1)).toMatch(wording('referrals.channel.stopped'));
    await porter.events(referralEvent('R-2'));
    await until(
      async () =>
        (await exported(porter, 'notices.csv')).filter((row) => row['subject'] === 'R-2/1').length > 0,
    );
    expect(offersThere()).toHaveLength(1);
    const told = (await exported(porter, 'notices.csv')).filter((row) => row['aadObjectId'] === '');
    expect(told.map((row) => [row['tenantId'], row['subject'], row['state']])).toEqual([
      [contosoTenant, 'R-1/1', 'sent'],
    ]);
    const words = (await exported(porter, 'audit.csv')).filter(
      (row) => row['action'] === 'referrals.channel',
    );
    expect(words.map((row) => [row['subject'], row['outcome']])).toEqual([
      ['1001', 'done'],
      ['1001', 'done'],
    ]);
    expect(saidTo(porter, 1)).toEqual([]);
  });

  it('asks which of several locations, by number or PartnerID', async () => {
    await mentions(9, 'standard referrals here');
    expect(answers().at(-1)).toMatch(
      new RegExp(`${wording('referrals.channel.which').source}.*Location 1003.*Location 1004`),
    );
    await mentions(9, 'standard referrals here 3');
    expect(answers().at(-1)).toMatch(wording('referrals.channel.which'));
    await mentions(9, 'standard referrals here 2');
    expect(answers().at(-1)).toMatch(comeHere('standard', 'Location 1004'));
    await mentions(9, 'standard referrals here 1003');
    expect(answers().at(-1)).toMatch(comeHere('standard', 'Location 1003'));
  });
});

describe('a crowd at the desk', () => {
  it('of 200 presses at once over 20 offers leaves each with one decision and one story', async () => {
    const ids = Array.from({ length: 20 }, (_none, index) => `C-${index}`);
    await porter.events(ids.map((id) => referralEvent(id, {}, 'DE')));
    const rowsOf = async () =>
      (await exported(porter, 'referrals.csv')).filter((row) => ids.includes(row['referralId'] ?? ''));
    await until(async () => (await rowsOf()).filter((row) => row['status'] === 'offered').length === 20);
    const offers = await rowsOf();

    const people = new Map(crowded.map((location) => [location.partnerId, location.people]));
    const asked = offers.flatMap(({ referralId, partnerId = '' }) =>
      Array.from({ length: 9 }, (_none, index) => {
        const at = { referralId, part: 1, offer: 1 };
        const number = people.get(partnerId)?.[index % 2] ?? 0;
        return index % 3 === 0
          ? presses(porter, number, 'referral.decline', { ...at, reason: 'capacity' })
          : presses(porter, number, 'referral.accept', at);
      }),
    );
    const paused = crowded.flatMap(({ partnerId, people: admins }) =>
      admins.map((number) => presses(porter, number, 'referrals.pause', { partnerId })),
    );
    const answered = await Promise.all([...asked, ...paused]);
    expect(new Set(answered.map(({ status, body }) => `${status} ${body.statusCode}`))).toEqual(
      new Set(['200 200']),
    );

    const rows = await rowsOf();
    const audits = await exported(porter, 'audit.csv');
    for (const id of ids) {
      const to = offers.find((offer) => offer['referralId'] === id)?.['partnerId'];
      const first = rows.find((row) => row['referralId'] === id && row['partnerId'] === to);
      const decisions = audits.filter(
        (row) =>
          row['subject'] === `${id}/1` &&
          row['outcome'] === 'done' &&
          ['referral.accept', 'referral.decline'].includes(row['action'] ?? ''),
      );
      expect(decisions.map((row) => [row['action'], row['actor']])).toEqual([
        [first?.['status'] === 'accepted' ? 'referral.accept' : 'referral.decline', first?.['decidedBy']],
      ]);
      expect(audits.filter((row) => row['subject'] === `${id}/1` && row['outcome'] === 'stale')).toHaveLength(
        8,
      );
    }
    const pauses = audits.filter((row) => row['action'] === 'referrals.pause' && row['outcome'] === 'done');
    expect(pauses.map((row) => row['subject']).toSorted()).toEqual(crowded.map(({ partnerId }) => partnerId));
  });
});
