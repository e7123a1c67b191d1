import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { activity, csvOf, presses, saidTo } from '../support/wire.ts';
import { wording } from '../support/wording.ts';

const ADMIN = 1;
const CHAT = { id: `a:${ADMIN}`, conversationType: 'personal', tenantId: contosoTenant };

let porter: PorterProcess;

beforeAll(async () => {
  porter = await porterProcess();
  await porter.import(csvOf([{ partnerId: '1001', people: [ADMIN], admins: [ADMIN] }]));
  await porter.start();
}, 60_000);
afterAll(() => porter.close());

/** What is answered to a message, by the card's toast. */
async function answerTo(overrides: object): Promise<string> {
  const before = saidTo(porter, ADMIN).length;
  const { status } = await porter.post(activity(porter, ADMIN, overrides));
  expect(status).toBe(200);
  const answers = saidTo(porter, ADMIN).slice(before);
  expect(answers).toHaveLength(1);
  return /"summary":"([^"]*)"/.exec(answers[0] ?? '')?.[1] ?? answers[0] ?? '';
}

describe('a message in a personal chat', () => {
  const person = { id: `29:${ADMIN}`, aadObjectId: aad(ADMIN) };

  it.each<[string, object]>([
    ['no recipient', { recipient: undefined }],
    ['a recipient of null', { recipient: null }],
    ['an empty recipient', { recipient: {} }],
    ['a sender without a name', { from: { ...person, name: null } }],
    ['a sender without an id in the chat', { from: { aadObjectId: aad(ADMIN) } }],
    ['entities of null', { entities: null }],
    ['an entity that mentions nobody', { entities: [{ type: 'mention', text: '<at>all</at>' }] }],
    ['a mention without a text', { entities: [{ type: 'mention', mentioned: { id: '28:x' } }] }],
    ['no locale and no zone', { locale: null, localTimezone: null, localTimestamp: null, timestamp: null }],
    ['attachments and value of null', { attachments: null, value: null, name: null, replyToId: null }],
    ['no channel data', { channelData: null }],
    ['a chat of no kind', { conversation: { ...CHAT, conversationType: null, isGroup: null } }],
    ['no id', { id: null }],
    ['an id that is half a character', { id: '\ud800' }],
    ['a number for an action', { action: 1 }],
    ['a scheme in capitals', { serviceUrl: 'capitals' }],
  ])('is answered as ever with %s', async (_case, overrides) => {
    const expected = await answerTo({ text: 'scores' });
    const told =
      'serviceUrl' in overrides ? { serviceUrl: porter.connector.url.replace('http', 'HTTP') } : overrides;
    // The token is bound to the address as it is written.
    const authorization =
      'serviceUrl' in overrides
        ? {
            authorization: `Bearer ${await porter.openId.token({ serviceurl: porter.connector.url.replace('http', 'HTTP') })}`,
          }
        : {};
    const before = saidTo(porter, ADMIN).length;

    const { status } = await porter.post(activity(porter, ADMIN, { text: 'scores', ...told }), authorization);

    expect(status).toBe(200);
    expect(
      saidTo(porter, ADMIN)
        .slice(before)
        .map((said) => /"summary":"([^"]*)"/.exec(said)?.[1]),
    ).toEqual([expected]);
  });

  it.each([
    ['left out', undefined],
    ['null', null],
    ['empty', ''],
    ['no GUID', 'guest'],
  ])('of somebody whose object id is %s gets a sentence and no data', async (_case, aadObjectId) => {
    const said = await answerTo({ text: 'scores', from: { id: '29:anon', name: 'Guest', aadObjectId } });

    expect(said).toMatch(wording('chat.unknown-person.subject'));
  });
});

describe('a press', () => {
  it('of somebody without an object id is forbidden, whatever it is about', async () => {
    const from = { id: '29:anon', name: 'Guest' };
    const answers = await Promise.all(
      ['1001', '7777'].map((partnerId) => presses(porter, ADMIN, 'profile.show', { partnerId }, { from })),
    );

    expect(answers[0]?.body).toMatchObject({ statusCode: 400, value: { code: 'forbidden' } });
    expect(answers[0]).toEqual(answers[1]);
  });

  it('without an id shares its operation with no other one', async () => {
    const press = (verb: string, reason = '') =>
      presses(porter, ADMIN, verb, { partnerId: '1001', reason }, { id: null, replyToId: 'm1' });

    const cards = [await press('referrals.pause', 'first'), await press('referrals.resume')];

    expect(JSON.stringify(cards[0]?.body)).toMatch(wording('referrals.pause.until-left'));
    expect(JSON.stringify(cards[1]?.body)).not.toMatch(wording('referrals.pause.until'));
  });
});

describe('an installation', () => {
  it.each([
    ['with a number for its action', { type: 'installationUpdate', action: 1 }],
    ['without an action', { type: 'installationUpdate', action: null }],
    ['with members of null', { type: 'conversationUpdate', membersAdded: null, membersRemoved: null }],
  ])('breaks no turn: %s', async (_case, overrides) => {
    const before = porter.output().length;

    const { status } = await porter.post(activity(porter, ADMIN, overrides));

    expect(status).toBe(200);
    expect(porter.output().slice(before)).not.toContain('turn failed');
  });
});
