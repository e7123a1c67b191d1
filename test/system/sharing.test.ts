import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { say } from '../../src/words/say.ts';
import { LANGUAGES, languageOf } from '../../src/words/language.ts';
import { APP, porterProcess, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { activity, csvOf, presses, referralEvent, saidTo, says, until } from '../support/wire.ts';

/** An admin with an incentive role and a member of 1001; somebody of 1002; nobody. */
const [ADMIN, MEMBER, RIVAL, STRANGER] = [1, 2, 3, 50];
const CUSTOMER = 'aaaaaaaa-0000-4000-8000-000000000001';
const PUBLIC = 'https://porter.contoso.test';
const PACKAGE = join(import.meta.dirname, '..', '..', 'appPackage');
const en = { locale: 'en' };
const NAMES = /Tailspin|Location 1001|R-1/;

const Card = z.looseObject({
  version: z.string(),
  refresh: z.looseObject({ userIds: z.array(z.string()) }).optional(),
});
const Result = z.object({
  composeExtension: z.object({
    type: z.literal('result'),
    attachmentLayout: z.literal('list'),
    attachments: z.array(
      z.object({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        content: Card,
        preview: z.object({
          contentType: z.literal('application/vnd.microsoft.card.thumbnail'),
          content: z.looseObject({
            title: z.string(),
            text: z.string().optional(),
            tap: z.object({ type: z.literal('invoke'), title: z.string(), value: z.unknown() }).optional(),
          }),
        }),
      }),
    ),
  }),
});

let porter: PorterProcess;
let claimId = '';

beforeAll(async () => {
  porter = await porterProcess();
  const files = csvOf([
    { partnerId: '1001', people: [ADMIN, MEMBER], admins: [ADMIN] },
    { partnerId: '1002', people: [RIVAL], country: 'FR' },
  ]);
  await porter.import({
    ...files,
    'contacts.csv': (files['contacts.csv'] ?? '').replace(
      'program-admin,,',
      'program-admin,,incentive-admin',
    ),
    'customers.csv': `customerId,name,domain,country,language,industry,seats\n${CUSTOMER},Tailspin Toys,,US,en,retail,1250\n`,
    'subscriptions.csv': `subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId\n5b000000-0000-4000-8000-000000000001,${CUSTOMER},office-365,exchange;teams,EA,active,,2099-12-31,1250,1001,\n`,
  });
  await porter.start({ PORTER_NOTIFY_RATE: '2000', PORTER_PUBLIC_URL: `${PUBLIC}/` });
  for (const number of [ADMIN, MEMBER, RIVAL]) await says(porter, number, 'hi');
  await porter.events(referralEvent('R-1'));
  await until(async () => (await show(ADMIN, { referralId: 'R-1', part: 1 })).includes('"statusCode":200'));
  const claim = { partnerId: '1001', customerId: CUSTOMER, activity: 'usage-only', target: 'exchange' };
  const { body } = await presses(porter, ADMIN, 'claim.submit', { intent: 'one', ...claim });
  claimId = /"claimId":"([^"]+)"/.exec(JSON.stringify(body))?.[1] ?? '';
  await until(async () => JSON.stringify(await query(ADMIN, claimId)).includes(claimId));
  await until(async () => JSON.stringify(await query(ADMIN, 'Tail')).includes(CUSTOMER));
}, 90_000);
afterAll(() => porter.close());

/** A chat of several people in which the bot is not. */
function inChat(number: number, fields: object): Record<string, unknown> {
  return activity(porter, number, {
    type: 'invoke',
    conversation: {
      id: '19:many@thread.v2',
      conversationType: 'groupChat',
      isGroup: true,
      tenantId: contosoTenant,
    },
    ...fields,
  });
}

async function compose(number: number, name: string, value: unknown, fields: object = {}): Promise<unknown> {
  const { status, body } = await porter.post(inChat(number, { name, value, ...fields }));
  expect(status).toBe(200);
  return body;
}

/** As the platform documents it. */
function query(number: number, text: string, fields: object = {}): Promise<unknown> {
  const parameters = text === '' ? [{ name: 'initialRun', value: 'true' }] : [{ name: 'text', value: text }];
  const value = { commandId: 'search', parameters, queryOptions: { skip: 0, count: 25 } };
  return compose(number, 'composeExtension/query', value, fields);
}

async function foundBy(number: number, text: string) {
  return Result.parse(await query(number, text)).composeExtension.attachments;
}

function unfurl(number: number, url: string): Promise<unknown> {
  return compose(number, 'composeExtension/queryLink', { url });
}

async function show(number: number, data: object): Promise<string> {
  const { body } = await presses(porter, number, 'share.show', data, {
    conversation: {
      id: '19:many@thread.v2',
      conversationType: 'groupChat',
      isGroup: true,
      tenantId: contosoTenant,
    },
  });
  return JSON.stringify(body);
}

/** Things that there are, and the same that are not. */
const things = () =>
  [
    [{ claimId }, { claimId: 'C-9999-9999-9999' }],
    [
      { referralId: 'R-1', part: 1 },
      { referralId: 'R-9', part: 1 },
    ],
    [{ customerId: CUSTOMER }, { customerId: 'dddddddd-0000-4000-8000-00000000dead' }],
  ] as const;
const linkTo = (thing: object) => `${PUBLIC}/open/${pathOf(thing)}`;
function pathOf(thing: object): string {
  const [kind = ''] = Object.keys(thing);
  return [kind.replace('Id', ''), ...Object.values(thing).map(String)].join('/');
}

describe('the search of the message extension', () => {
  it('finds customers, referrals and claims of the person, by a part of a name', async () => {
    const found = await foundBy(ADMIN, 'tail');

    expect(found.map(({ preview }) => preview.content.tap?.value)).toEqual([
      { customerId: CUSTOMER },
      { referralId: 'R-1', part: 1 },
      { claimId },
    ]);
    expect(found.map(({ preview }) => preview.content.title)).toEqual(Array(3).fill('Tailspin Toys'));
    for (const { content } of found) expect(content.version).toBe('1.5');
  });

  it('begins with what there is, finds one by its number, pages, and finds nothing of another name', async () => {
    expect(await foundBy(ADMIN, '')).toHaveLength(3);
    expect((await foundBy(ADMIN, 'r-1')).map(({ preview }) => preview.content.tap?.value)).toEqual([
      { referralId: 'R-1', part: 1 },
    ]);
    expect(await foundBy(ADMIN, 'Woodgrove')).toEqual([]);
    const value = { commandId: 'search', parameters: [], queryOptions: { skip: 2, count: 1 } };
    const page = Result.parse(await compose(ADMIN, 'composeExtension/query', value));
    expect(page.composeExtension.attachments.map(({ preview }) => preview.content.tap?.value)).toEqual([
      { claimId },
    ]);
  });

  it('finds for each person what they may see, and for a rival nothing, whatever number they type', async () => {
    const kinds = (await foundBy(MEMBER, 'tail')).map(({ preview }) =>
      Object.keys(z.looseObject({}).parse(preview.content.tap?.value)),
    );

    expect(kinds).toEqual([['customerId'], ['referralId', 'part']]);
    expect(await foundBy(MEMBER, claimId)).toEqual([]);
    for (const text of ['tail', 'R-1', claimId, '']) expect(await foundBy(RIVAL, text)).toEqual([]);
    expect(await query(STRANGER, 'tail')).toEqual({
      composeExtension: { type: 'message', text: say(en, 'refusals.forbidden') },
    });
  });

  it('is in the language of the person', async () => {
    const body = await query(MEMBER, 'tail', { locale: 'fr-FR', entities: [] });
    await says(porter, MEMBER, 'hi');

    expect(JSON.stringify(body)).toContain(say({ locale: 'fr' }, 'sharing.refresh'));
  });

  it.each([
    ['no value', undefined],
    ['another command', { commandId: 'delete', parameters: [] }],
    ['a list for a text', { commandId: ['search'] }],
    [
      'too many parameters',
      { commandId: 'search', parameters: Array.from({ length: 6 }, () => ({ name: 'a' })) },
    ],
  ])('refuses %s as what no client of ours sends', async (_case, value) => {
    expect(await compose(ADMIN, 'composeExtension/query', value)).toMatchObject({
      statusCode: 400,
      value: { code: 'invalid' },
    });
  });

  it('takes sixty searches a minute, and then says so', async () => {
    const other = { from: { id: '29:60', aadObjectId: aad(RIVAL), name: 'Person 3' } };
    let last: unknown;
    for (let count = 0; count < 61; count++) last = await query(RIVAL, 'x', other);

    expect(last).toEqual({ composeExtension: { type: 'message', text: say(en, 'sharing.too-often') } });
  });
});

describe('a shared card', () => {
  it('shows everybody a name and a state, and is asked for again by who may see more', async () => {
    for (const [thing] of things()) {
      const body = Result.parse(await compose(ADMIN, 'composeExtension/selectItem', thing));
      const [only] = body.composeExtension.attachments;
      const text = JSON.stringify(
        only?.content.refresh === undefined ? {} : { ...only.content, refresh: {} },
      );

      expect(text).toContain('Tailspin Toys');
      expect(text).not.toMatch(/Location 1001|Exchange|Jo Berg|FactSet/);
      expect(only?.content.refresh?.userIds).toContain('29:1');
      expect(only?.content.refresh?.userIds).not.toContain('29:3');
    }
  });

  it('names as readers those of the location with the right, the claim’s being those with an incentive role', async () => {
    const userIds = async (thing: object) =>
      Result.parse(await compose(ADMIN, 'composeExtension/selectItem', thing)).composeExtension.attachments[0]
        ?.content.refresh?.userIds;
    const [[claim], [referral]] = things();

    expect(await userIds(referral)).toEqual(['29:1', '29:2']);
    expect(await userIds(claim)).toEqual(['29:1']);
  });

  it('shows the rest after Refresh to who may see it, and nobody else learns whether it is there', async () => {
    for (const [there, missing] of things()) {
      const seen = await show(ADMIN, there);
      expect(seen).toContain('"statusCode":200');
      expect(seen).toContain('Location 1001');
      expect(seen).toContain(linkTo(there));
      expect(seen).not.toContain('Jo Berg');
      for (const who of [RIVAL, STRANGER]) {
        const refused = await show(who, there);
        expect(refused).toContain('"code":"forbidden"');
        expect(refused).toBe(await show(who, missing));
      }
    }
    expect(await show(MEMBER, { claimId })).toContain('"code":"forbidden"');
  });

  it('is refreshed by clients by themselves, which changes nothing', async () => {
    const value = {
      action: { type: 'Action.Execute', verb: 'share.show', data: { referralId: 'R-1', part: 1 } },
      trigger: 'automatic',
    };
    const { body } = await presses(porter, ADMIN, 'share.show', {}, { value });

    expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
  });

  it('cannot be chosen by whom it is not for, no more than what is not there', async () => {
    for (const [there, missing] of things()) {
      const refused = await compose(RIVAL, 'composeExtension/selectItem', there);
      expect(refused).toEqual(await compose(RIVAL, 'composeExtension/selectItem', missing));
      expect(JSON.stringify(refused)).not.toMatch(NAMES);
    }
    expect(await compose(ADMIN, 'composeExtension/selectItem', { claimId, partnerId: '1001' })).toMatchObject(
      {
        value: { code: 'invalid' },
      },
    );
  });
});

describe('a link of Porter’s own', () => {
  it('is shown as a name and a state to who may see it, and else as the same card as what is not there', async () => {
    for (const [there, missing] of things()) {
      const body = await unfurl(ADMIN, linkTo(there));
      const [card] = Result.parse(body).composeExtension.attachments;
      expect(card?.content.version).toBe('1.3');
      expect(JSON.stringify(body)).toContain('Tailspin Toys');
      expect(JSON.stringify(body)).not.toMatch(/Action\.Execute|Location 1001/);
      const generic = JSON.stringify(await unfurl(RIVAL, linkTo(there)));
      const without = (text: string, thing: object) =>
        text.replaceAll(encodeURIComponent(sayingIn(thing)), '');
      expect(without(generic, there)).toBe(
        without(JSON.stringify(await unfurl(RIVAL, linkTo(missing))), missing),
      );
      expect(generic).not.toMatch(/Tailspin|Location 1001/);
      expect(JSON.stringify(await unfurl(STRANGER, linkTo(there)))).toBe(generic);
    }
  });

  it('is a generic card where Teams does not say who pasted it, also without any tenant', async () => {
    const nobody = {
      from: { id: 'redacted', name: 'redacted' },
      conversation: { id: 'redacted', conversationType: 'groupChat', isGroup: true, tenantId: 'redacted' },
      channelData: { tenant: { id: 'redacted' }, source: { name: 'compose' } },
    };
    const value = { url: linkTo({ claimId }) };
    const body = await compose(ADMIN, 'composeExtension/anonymousQueryLink', value, nobody);

    expect(Result.parse(body).composeExtension.attachments).toHaveLength(1);
    expect(JSON.stringify(body)).toContain(say(en, 'sharing.generic'));
    expect(JSON.stringify(body)).not.toMatch(NAMES);
    for (const name of ['composeExtension/queryLink', 'composeExtension/query', 'adaptiveCard/action']) {
      expect((await porter.post(inChat(ADMIN, { name, value, ...nobody }))).status).toBe(403);
    }
    const foreign = { tenant: { id: 'eeeeeeee-0000-4000-8000-00000000000e' } };
    const other = {
      ...nobody,
      channelData: foreign,
      conversation: { id: 'x', conversationType: 'groupChat' },
    };
    expect(
      (await porter.post(inChat(ADMIN, { name: 'composeExtension/anonymousQueryLink', value, ...other })))
        .status,
    ).toBe(403);
  });

  it('leads to the chat in Teams, whether or not there is such a thing, and nowhere else', async () => {
    for (const thing of things().flat()) {
      const path = `/open/${pathOf(thing)}`;
      const { status, headers } = await fetch(`${porter.url}${path}?next=https://evil.test`, {
        redirect: 'manual',
      });
      const to = new URL(headers.get('location') ?? '');

      expect([status, to.host, to.searchParams.get('users')]).toEqual([
        302,
        'teams.microsoft.com',
        `28:${APP}`,
      ]);
      expect(to.searchParams.get('message')).toBe(sayingIn(thing));
    }
    for (const path of [
      '/open/',
      '/open/invoice/1',
      '/open/claim/a%20b',
      '/open/claim/..%2f..%2f',
      '/opened',
    ]) {
      expect((await fetch(`${porter.url}${path}`, { redirect: 'manual' })).status).toBe(404);
    }
  });

  it.each([
    ['what the link puts into the box', sayingIn],
    ['the link itself', linkTo],
  ])('opens the thing’s own card in the chat by %s', async (_what, saying) => {
    for (const [there, missing] of things()) {
      await says(porter, ADMIN, saying(there));
      expect(saidTo(porter, ADMIN).at(-1)).toContain('Tailspin Toys');
      await says(porter, RIVAL, saying(there));
      const refused = cardTold(RIVAL);
      await says(porter, RIVAL, saying(missing));
      expect(refused).toContain(say(en, 'refusals.forbidden'));
      expect(refused).toBe(cardTold(RIVAL));
    }
  });

  const cardTold = (number: number) =>
    JSON.stringify(porter.connector.messages(`a:${number}`).at(-1)?.activity['attachments']);

  function sayingIn(thing: object): string {
    return `open ${pathOf(thing).replaceAll('/', ' ')}`;
  }
});

describe('in Microsoft 365 Copilot', () => {
  const thread = '19:copilot@thread.v2';
  /** As the platform sends it: a group chat of one person, in which the bot is mentioned. */
  const fromCopilot = (number: number, fields: object) =>
    activity(porter, number, {
      conversation: { id: thread, conversationType: 'groupChat', isGroup: true, tenantId: contosoTenant },
      entities: [
        { type: 'mention', mentioned: { id: `28:${APP}`, name: 'Porter' } },
        { type: 'ProductInfo', id: 'COPILOT' },
      ],
      channelData: { tenant: { id: contosoTenant }, productContext: 'COPILOT' },
      ...fields,
    });
  const members = (...numbers: number[]) => {
    const people = numbers.map((number) => ({ id: `29:${number}`, aadObjectId: aad(number) }));
    porter.connector.rosters.set(thread, { members: people });
  };
  const last = () => JSON.stringify(porter.connector.messages(thread).at(-1)?.activity);

  it('answers as in the personal chat while nobody else is in the thread, and pressed buttons too', async () => {
    members(ADMIN);
    await porter.post(fromCopilot(ADMIN, { text: 'Show the open referrals' }));
    expect(last()).toContain('Tailspin Toys');
    const value = {
      action: { type: 'Action.Execute', verb: 'claim.show', data: { claimId } },
      trigger: 'manual',
    };
    const { body } = await porter.post(
      fromCopilot(ADMIN, { type: 'invoke', name: 'adaptiveCard/action', value }),
    );
    expect(body).toMatchObject({ statusCode: 200 });
  });

  it.each([
    ['somebody else is in it', () => members(ADMIN, RIVAL)],
    ['the only one is somebody else', () => members(RIVAL)],
    [
      'there are further pages',
      () =>
        porter.connector.rosters.set(thread, {
          members: [{ id: '29:1', aadObjectId: aad(ADMIN) }],
          continuationToken: 'next',
        }),
    ],
    ['the roster is not told', () => porter.connector.rosters.delete(thread)],
  ])('shows nothing of anybody’s when %s', async (_case, arrange) => {
    arrange();
    await porter.post(fromCopilot(ADMIN, { text: 'Show the open referrals' }));
    expect(last()).not.toMatch(NAMES);
  });

  it('does not move to where notices are sent', async () => {
    members(ADMIN);
    await porter.post(fromCopilot(ADMIN, { text: 'today' }));
    await porter.events(referralEvent('R-2', { customer: { ...customer(), name: 'Wide World Importers' } }));
    await until(() => saidTo(porter, ADMIN).some((said) => said.includes('Wide World')));
    expect(last()).not.toContain('Wide World');
  });

  it('says where files are had', async () => {
    members(ADMIN);
    await presses(porter, ADMIN, 'referral.accept', { referralId: 'R-1', part: 1 });
    const value = {
      action: {
        type: 'Action.Execute',
        verb: 'file.get',
        data: { kind: 'introduction', referralId: 'R-1', part: 1 },
      },
      trigger: 'manual',
    };
    await porter.post(fromCopilot(ADMIN, { type: 'invoke', name: 'adaptiveCard/action', value }));
    expect(last()).toContain(say(en, 'sharing.files-in-teams'));
  });

  function customer() {
    return z.object({ customer: z.looseObject({}) }).parse(referralEvent('R-2')['data']).customer;
  }
});

describe('every word that the manifest declares', () => {
  const Lists = z.object({
    bots: z.tuple([
      z.object({
        commandLists: z.array(
          z.object({
            scopes: z.array(z.string()),
            commands: z.array(z.object({ title: z.string(), prompt: z.string().optional() })),
          }),
        ),
      }),
    ]),
  });
  const channel = '19:desk@thread.tacv2';

  /** How an answer looks that answers nothing: it is not there, not here, or not understood. */
  const NO_ANSWER = LANGUAGES.flatMap((locale) => [
    say({ locale }, 'chat.personal.subject'),
    say({ locale }, 'talk.unknown.line'),
    say({ locale }, 'refusals.subject'),
  ]);

  async function sayIn(scope: string, text: string, locale: string): Promise<string> {
    const shared = scope === 'team' || scope === 'groupChat';
    const id = scope === 'team' ? channel : scope === 'personal' ? 'a:1' : `19:${scope}@thread.v2`;
    const conversationType = scope === 'team' ? 'channel' : scope === 'personal' ? 'personal' : 'groupChat';
    if (scope === 'copilot') {
      porter.connector.rosters.set(id, { members: [{ id: '29:1', aadObjectId: aad(ADMIN) }] });
    }
    const before = porter.connector.messages(id).length;
    await porter.post(
      activity(porter, ADMIN, {
        text: shared ? `<at>Porter</at> ${text}` : text,
        locale,
        conversation: { id, conversationType, isGroup: scope !== 'personal', tenantId: contosoTenant },
        ...(scope === 'copilot'
          ? { channelData: { tenant: { id: contosoTenant }, productContext: 'COPILOT' } }
          : {}),
      }),
    );
    const answers = porter.connector.messages(id).slice(before);
    return answers.map((message) => JSON.stringify(message.activity)).join('\n');
  }

  it.each(['en', 'fr', 'de', 'es', 'pt', 'it', 'ja', 'ko', 'zh', 'ar'])(
    'is answered in every scope that declares it, in %s',
    async (language) => {
      const [{ commandLists }] = Lists.parse(
        JSON.parse(await readFile(join(PACKAGE, 'manifest.json'), 'utf8')),
      ).bots;
      const words =
        language === 'en'
          ? {}
          : z
              .record(z.string(), z.string())
              .parse(JSON.parse(await readFile(join(PACKAGE, `${language}.json`), 'utf8')));
      const locale = language === 'zh' ? 'zh-CN' : languageOf(language);
      const faults: unknown[] = [];
      for (const [list, { scopes, commands }] of commandLists.entries()) {
        for (const scope of scopes) {
          for (const [at, { title, prompt }] of commands.entries()) {
            const key = `bots[0].commandLists[${list}].commands[${at}].${prompt === undefined ? 'title' : 'prompt'}`;
            const text = words[key] ?? prompt ?? title;
            const answer = await sayIn(scope, text, locale);
            const isAnswer = answer.includes('AdaptiveCard') && !NO_ANSWER.some((no) => answer.includes(no));
            if (!isAnswer) faults.push({ scope, text, answer: answer.slice(0, 300) });
          }
        }
      }
      expect(faults).toEqual([]);
    },
    60_000,
  );
});
