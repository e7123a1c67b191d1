import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConnectorCall } from '../support/connector-server.ts';
import { porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { activity, csvOf, exported, referralEvent, saidTo, until } from '../support/wire.ts';
import { wording } from '../support/wording.ts';

const CUSTOMER = 'c0000000-0000-4000-8000-000000000001';
const RIVALS = 'c0000000-0000-4000-8000-000000000002';
const CHANNEL = '19:general@thread.tacv2';
const [ADMIN, COLLEAGUE, STRANGER, GUEST] = [1, 3, 7, 8];
const TEAMS = [{ type: 'clientInfo', locale: 'en-GB', platform: 'Windows' }];

let porter: PorterProcess;

beforeAll(async () => {
  porter = await porterProcess();
  const base = csvOf([
    { partnerId: '1001', people: [ADMIN, COLLEAGUE], admins: [ADMIN] },
    { partnerId: '1002', people: [5], country: 'FR' },
  ]);
  const guest = `${contosoTenant},,Guest,guest@fabrikam.test,1001,FRP,program-admin,,\n`;
  const admin = `${contosoTenant},${aad(ADMIN)},Person 1,person1@contoso.test,1001,,,,incentive-admin\n`;
  await porter.import({
    ...base,
    'contacts.csv': base['contacts.csv'] + admin + guest,
    'customers.csv': `customerId,name,domain,country,language,industry,seats\n${CUSTOMER},Tailspin Toys,tailspin.test,US,en,retail,1250\n${RIVALS},Rival Foods,rival.test,US,en,retail,1250\n`,
    'subscriptions.csv': [
      'subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId',
      `5b000000-0000-4000-8000-000000000001,${CUSTOMER},office-365,exchange;teams,EA,active,2025-01-01,2029-01-31,1250,1001,`,
      `5b000000-0000-4000-8000-000000000002,${RIVALS},office-365,exchange;teams,EA,active,2025-01-01,2029-01-31,1250,1002,`,
      '',
    ].join('\n'),
  });
  await porter.start();
}, 60_000);
afterAll(() => porter.close());

const tasks = async (number: number, name: 'task/fetch' | 'task/submit', data: object, more: object = {}) => {
  const value = { data, context: { theme: 'default' } };
  const { status, body } = await porter.post(
    activity(porter, number, { type: 'invoke', name, value, entities: TEAMS, ...more }),
  );
  expect(status).toBe(200);
  const { task } = body as { task: { type: string; value: unknown } };
  return { type: task.type, value: task.value, text: JSON.stringify(task.value) };
};

const whole = (overrides: object = {}) => ({
  verb: 'claim.submit',
  intent: 'window',
  draftId: '',
  partnerId: '1001',
  customerId: CUSTOMER,
  activity: 'usage-only',
  target: 'teams',
  comments: 'We drive it.',
  ...overrides,
});

describe('the form of a claim in a dialog', () => {
  it('opens from the form in the chat, where the client has dialogs', async () => {
    await porter.post(activity(porter, ADMIN, { text: 'new claim', entities: TEAMS }));
    await porter.post(activity(porter, ADMIN, { text: 'new claim' }));
    const [inTeams, elsewhere] = saidTo(porter, ADMIN).slice(-2);

    const opened = await tasks(ADMIN, 'task/fetch', { verb: 'claim.new', msteams: { type: 'task/fetch' } });

    expect(inTeams).toContain('"msteams":{"type":"task/fetch"}');
    expect(elsewhere).not.toContain('task/fetch');
    expect(opened).toMatchObject({
      type: 'continue',
      value: {
        width: 'medium',
        height: 'large',
        card: { contentType: 'application/vnd.microsoft.card.adaptive' },
      },
    });
    expect(opened.text).not.toContain('Action.Execute');
    expect(opened.text).toContain('"dataset":"targets","associatedInputs":"auto"');
  });

  it('comes back with what is wrong and with what was typed', async () => {
    const answer = await tasks(ADMIN, 'task/submit', whole({ intent: 'wrong', target: 'intune' }));

    expect(answer.type).toBe('continue');
    expect(answer.text).toMatch(wording('claim-refusals.no-active-subscription', { target: 'Intune' }));
    expect(answer.text).toContain('We drive it.');
    expect(await exported(porter, 'claims.csv')).toEqual([]);
  });

  it.each([
    ['a stranger', STRANGER, whole()],
    ['no incentive role', COLLEAGUE, whole()],
    ['a foreign location', ADMIN, whole({ partnerId: '1002' })],
    ['a field more', ADMIN, whole({ status: 'approved' })],
    ['a verb of nobody', ADMIN, { verb: 'constructor' }],
  ])('is refused for %s, and nothing is stored', async (_case, number, data) => {
    const answer = await tasks(number, 'task/submit', data);

    expect(answer.type).toBe('message');
    expect(answer.text).not.toContain('Tailspin');
    expect(await exported(porter, 'claims.csv')).toEqual([]);
  });

  it('opens for nothing that would change something', async () => {
    const answer = await tasks(ADMIN, 'task/fetch', whole({ intent: 'fetched' }));

    expect(answer.type).toBe('message');
    expect(await exported(porter, 'claims.csv')).toEqual([]);
  });

  it('makes one claim of two submits at once, and leaves one card in the chat', async () => {
    const before = saidTo(porter, ADMIN).length;

    const answers = await Promise.all([1, 2].map(() => tasks(ADMIN, 'task/submit', whole())));

    expect(answers.map(({ type }) => type)).toEqual(['message', 'message']);
    expect(await exported(porter, 'claims.csv')).toHaveLength(1);
    expect(saidTo(porter, ADMIN).slice(before)).toHaveLength(1);
  });
});

describe('what a list of the form is asked while somebody types', () => {
  const searches = async (number: number, dataset: string, data: object, queryText = '') => {
    const value = { queryText, queryOptions: { skip: 0, top: 15 }, dataset, data };
    const { body } = await porter.post(
      activity(porter, number, { type: 'invoke', name: 'application/search', value }),
    );
    return body as { statusCode: number; value: { results?: { value: string }[] } };
  };

  it('follows what the other inputs hold', async () => {
    const chosen = { partnerId: '1001', customerId: CUSTOMER, activity: 'usage-only' };

    const customers = await searches(ADMIN, 'customers', { partnerId: '1001' }, 'tail');
    const targets = await searches(ADMIN, 'targets', chosen);

    expect(customers.value.results?.map(({ value }) => value)).toEqual([CUSTOMER]);
    // Teams is claimed already.
    expect(targets.value.results?.map(({ value }) => value)).toEqual(['exchange']);
  });

  it('tells nobody of a location that is not theirs', async () => {
    const foreign = { partnerId: '1002', customerId: RIVALS, activity: 'usage-only' };

    const answers = await Promise.all([
      searches(ADMIN, 'targets', foreign),
      searches(ADMIN, 'customers', foreign),
      searches(STRANGER, 'targets', { ...foreign, partnerId: '1001' }),
    ]);

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400]);
  });
});

describe('a word in a channel', () => {
  const inChannel = (number: number, overrides: object) =>
    porter.post(
      activity(porter, number, {
        conversation: {
          id: `${CHANNEL};messageid=1700000000000`,
          conversationType: 'channel',
          isGroup: true,
          tenantId: contosoTenant,
        },
        ...overrides,
      }),
    );
  const since = (from: number): ConnectorCall[] => porter.connector.calls.slice(from);
  const from = () => porter.connector.calls.length;

  it('is answered to its reader alone', async () => {
    const start = from();
    await inChannel(ADMIN, { text: '<at>Porter</at> profile' });
    const [call, ...others] = since(start);

    expect(others).toEqual([]);
    expect(call?.path).toMatch(/activities\?isTargetedActivity=true$/);
    expect(call?.body).toMatchObject({ recipient: { id: `29:${ADMIN}`, isTargeted: true } });
    expect(JSON.stringify(call?.body)).toContain('Location 1001');
  });

  it('names the targeted message that it answers', async () => {
    const start = from();
    await inChannel(ADMIN, {
      id: '1772129782775',
      text: 'help',
      recipient: { id: '28:bot', name: 'Porter', isTargeted: true },
    });

    expect(since(start).at(0)?.body).toMatchObject({
      entities: [{ type: 'targetedMessageInfo', messageId: '1772129782775' }],
    });
  });

  it('is answered in the personal chat where Teams refuses, and the channel learns only that', async () => {
    const start = from();
    porter.connector.faults.push({ status: 403, code: 'Forbidden' });
    await inChannel(ADMIN, { text: '<at>Porter</at> profile' });
    const [refused, own, pointer] = since(start);

    expect(refused?.path).toContain('isTargetedActivity');
    expect(own).toMatchObject({ conversationId: `a:${ADMIN}`, accepted: true });
    expect(JSON.stringify(own?.body)).toContain('Location 1001');
    expect(pointer?.conversationId).toContain(CHANNEL);
    expect(JSON.stringify(pointer?.body)).toMatch(wording('chat.in-person.subject'));
    expect(JSON.stringify(pointer?.body)).not.toContain('1001');
  });

  it('shows buttons that work for its reader and for nobody else', async () => {
    const start = from();
    await inChannel(ADMIN, { text: '<at>Porter</at> profile' });
    expect(since(start)).toHaveLength(1);
    const message = porter.connector
      .messages(`${CHANNEL};messageid=1700000000000`)
      .findLast(({ activity: said }) => JSON.stringify(said).includes('Location 1001'));
    const press = async (number: number, replyToId = message?.id) =>
      (
        await inChannel(number, {
          type: 'invoke',
          name: 'adaptiveCard/action',
          replyToId,
          value: { action: { verb: 'profile.show', data: { partnerId: '1001' } }, trigger: 'manual' },
        })
      ).body as { statusCode: number };

    expect(await press(ADMIN)).toMatchObject({ statusCode: 200 });
    expect(await press(COLLEAGUE)).toMatchObject({ statusCode: 400 });
    expect(await press(ADMIN, 'another')).toMatchObject({ statusCode: 400 });
  });
});

describe('a thumb under an answer', () => {
  it('is kept with the question and without a name', async () => {
    await porter.post(activity(porter, ADMIN, { text: 'ask what is CPOR for jo@tailspin.test' }));
    const answer = porter.connector.messages(`a:${ADMIN}`).at(-1);
    const rate = (number: number, reaction: string) =>
      porter.post(
        activity(porter, number, {
          type: 'invoke',
          name: 'message/submitAction',
          replyToId: answer?.id,
          value: {
            actionName: 'feedback',
            actionValue: { reaction, feedback: '{"feedbackText":"too long"}' },
          },
        }),
      );

    const answers = [await rate(ADMIN, 'like'), await rate(ADMIN, 'dislike'), await rate(COLLEAGUE, 'like')];

    expect(answer?.activity).toMatchObject({ channelData: { feedbackLoop: { type: 'default' } } });
    expect(answers.map(({ body }) => (body as { statusCode: number }).statusCode)).toEqual([200, 200, 400]);
    const rows = await exported(porter, 'ratings.csv');
    expect(rows).toMatchObject([{ question: 'what is CPOR for …', useful: 'false', comment: 'too long' }]);
  });
});

describe('a reply that quotes', () => {
  it('an offer shows that offer, and what is quoted means nothing', async () => {
    await porter.events(['R-1', 'R-2'].map((id) => referralEvent(id)));
    const offers = () =>
      porter.connector
        .messages(`a:${COLLEAGUE}`)
        .filter(({ activity: said }) => JSON.stringify(said).includes('referral.accept'));
    await porter.post(activity(porter, COLLEAGUE, { text: 'help' }));
    await until(() => offers().length === 2);
    const [first] = offers().filter(({ activity: said }) => JSON.stringify(said).includes('"R-1"'));
    const quote = `<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="${first?.id}"><strong itemprop="mri">Porter</strong><p itemprop="preview">help scores</p></blockquote>`;

    await porter.post(
      activity(porter, COLLEAGUE, {
        text: 'help scores\n\naccept',
        attachments: [{ contentType: 'text/html', content: `${quote}<p>accept</p>` }],
      }),
    );
    await porter.post(
      activity(porter, COLLEAGUE, {
        text: `<quoted messageId="${first?.id}"/> accept`,
        entities: [{ type: 'quotedReply', quotedReply: { messageId: first?.id, preview: 'help' } }],
      }),
    );

    const said = saidTo(porter, COLLEAGUE).slice(-2);
    for (const answer of said) {
      expect(answer).toContain('"referralId":"R-1"');
      expect(answer).not.toContain('"referralId":"R-2"');
    }
    expect((await exported(porter, 'referrals.csv')).map(({ status }) => status)).toEqual([
      'offered',
      'offered',
    ]);
  });
});

describe('somebody who does not belong to the organisation', () => {
  const why = wording('chat.outsider.line');

  it('is told why as a guest, whatever address the roster has, and nothing else', async () => {
    const userId = `29:${GUEST}`;
    const member = { id: userId, aadObjectId: aad(GUEST), tenantId: contosoTenant };
    porter.connector.members.set(userId, { ...member, email: 'guest@fabrikam.test', userRole: 'guest' });

    await porter.post(activity(porter, GUEST, { type: 'installationUpdate', action: 'add' }));
    await porter.post(activity(porter, GUEST, { text: 'profile' }));
    const { body } = await porter.post(
      activity(porter, GUEST, {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { verb: 'profile.show', data: { partnerId: '1001' } } },
      }),
    );

    expect(saidTo(porter, GUEST)).toHaveLength(2);
    for (const said of saidTo(porter, GUEST)) expect(said).toMatch(why);
    expect(body).toMatchObject({
      statusCode: 400,
      value: { code: 'forbidden', message: expect.stringMatching(why) },
    });
    expect(JSON.stringify(await exported(porter, 'grants.csv'))).not.toContain(aad(GUEST));
  });

  it('is told why when they come from another organisation, also by the object id of somebody known', async () => {
    const from = { id: '29:x', aadObjectId: aad(ADMIN), tenantId: 'eeeeeeee-0000-4000-8000-000000000009' };
    await porter.post(activity(porter, 20, { text: 'profile', from }));

    expect(saidTo(porter, 20)).toHaveLength(1);
    expect(saidTo(porter, 20)[0]).toMatch(why);
  });
});

describe('a welcome', () => {
  it('suggests three words to begin with', async () => {
    await porter.post(activity(porter, 5, { type: 'installationUpdate', action: 'add' }));

    const [welcome] = porter.connector.messages('a:5').slice(-1);
    expect(welcome?.activity).toMatchObject({
      suggestedActions: {
        to: ['29:5'],
        actions: [{ type: 'imBack' }, { type: 'imBack' }, { type: 'imBack' }],
      },
    });
  });
});
