import { beforeEach, describe, expect, it } from '@jest/globals';
import { serviceUrls } from '../../src/domain/shared/service-url.ts';
import { createConnector, type Connector } from '../../src/notifications/connector.ts';
import { ConnectorError, sendVerdict } from '../../src/notifications/connector-error.ts';
import { connectorTokens, keptTokens, type TokenSource } from '../../src/notifications/connector-token.ts';
import { PUBLIC_CLOUD, type BotIdentity } from '../../src/usecases/bot-framework.ts';
import { closedNetwork } from '../support/http.ts';

const nock = closedNetwork();
const TEAMS = 'https://smba.trafficmanager.net/teams/';
const activity = { type: 'message', text: 'hello' };

let asked: (string | undefined)[];
let tokens: TokenSource;
let connector: Connector;

beforeEach(() => {
  asked = [];
  tokens = {
    token: (refused) => {
      asked.push(refused);
      return Promise.resolve(refused === undefined ? 'first' : 'second');
    },
  };
  connector = createConnector({ tokens, allowed: serviceUrls([], false) });
});

async function failure(call: Promise<unknown>): Promise<ConnectorError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConnectorError)) throw new Error('did not fail as a connector does');
  return error;
}

const send = (serviceUrl = TEAMS) => connector.sendToConversation(serviceUrl, 'a:chat', activity);

describe('a call', () => {
  const authorized = { reqheaders: { authorization: 'Bearer first' } };

  it('sends to a conversation and gives the id', async () => {
    nock('https://smba.trafficmanager.net', authorized)
      .post('/teams/v3/conversations/a%3Achat/activities', activity)
      .reply(201, { id: 'm1' });

    expect(await send()).toEqual({ activityId: 'm1' });
  });

  it.each(['https://smba.trafficmanager.net/teams', TEAMS])(
    'takes a service URL as %s',
    async (serviceUrl) => {
      nock('https://smba.trafficmanager.net')
        .post('/teams/v3/conversations/19%3Ax%40thread.v2%3Bmessageid%3D1/activities/r%2F1')
        .reply(201, { id: 'm1' });

      await connector.reply(serviceUrl, '19:x@thread.v2;messageid=1', 'r/1', activity);
    },
  );

  it('updates and deletes', async () => {
    nock('https://smba.trafficmanager.net', authorized)
      .put('/teams/v3/conversations/a%3Achat/activities/m1', activity)
      .reply(200, { id: 'm1' })
      .delete('/teams/v3/conversations/a%3Achat/activities/m1')
      .reply(200);

    expect(await connector.updateActivity(TEAMS, 'a:chat', 'm1', activity)).toEqual({ activityId: 'm1' });
    await connector.deleteActivity(TEAMS, 'a:chat', 'm1');
  });

  it('opens the chat with one person of a tenant', async () => {
    nock('https://smba.trafficmanager.net', authorized)
      .post('/teams/v3/conversations', {
        isGroup: false,
        bot: { id: '28:bot' },
        members: [{ id: 'object-id' }],
        tenantId: 'tenant',
        channelData: { tenant: { id: 'tenant' } },
      })
      .reply(201, { id: 'a:new', activityId: 'x' });

    const chat = { botId: '28:bot', tenantId: 'tenant', memberId: 'object-id' };
    expect(await connector.createConversation(TEAMS, chat)).toEqual({ conversationId: 'a:new' });
  });

  it('reads a member, whichever of two names the object id has', async () => {
    nock('https://smba.trafficmanager.net')
      .get('/teams/v3/conversations/a%3Achat/members/29%3Aalex')
      .reply(200, { id: '29:alex', objectId: 'o', email: 'alex@contoso.com', name: 5, userRole: 'user' });

    expect(await connector.getMember(TEAMS, 'a:chat', '29:alex')).toEqual({
      id: '29:alex',
      aadObjectId: 'o',
      tenantId: undefined,
      name: undefined,
      email: 'alex@contoso.com',
      userPrincipalName: undefined,
      userRole: 'user',
    });
  });

  it.each([
    ['an empty body', ''],
    ['no id', '{}'],
    ['an id that is none', '{"id":5}'],
    ['half a JSON', '{"id":'],
  ])('that is accepted with %s is no failure, and has no id', async (_case, body) => {
    nock('https://smba.trafficmanager.net')
      .post(/activities$/)
      .reply(200, body);

    expect(await send()).toEqual({ activityId: undefined });
  });

  it('carries no token without a source of them', async () => {
    connector = createConnector({ tokens: undefined, allowed: serviceUrls([], false) });
    nock('https://smba.trafficmanager.net', { badheaders: ['authorization'] })
      .post(/activities$/)
      .reply(201, { id: 'm1' });

    await send();
  });
});

describe('a service URL off the list', () => {
  it.each([
    'https://evil.example/',
    'http://smba.trafficmanager.net/teams/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://smba.trafficmanager.net@evil.example/',
    'https://smba.trafficmanager.net:444/teams/',
    'http://127.0.0.1:1/',
    'http://169.254.169.254/metadata/',
    'not a url',
    '',
  ])('is not called, nor is a token got for it: %s', async (serviceUrl) => {
    const error = await failure(send(serviceUrl));

    expect(error).toMatchObject({ status: 0, code: 'address-refused', phase: 'before-body' });
    expect(sendVerdict(error)).toBe('bug');
    expect(asked).toEqual([]);
  });

  it('is not reached by a redirect', async () => {
    nock('https://smba.trafficmanager.net')
      .post(/activities$/)
      .reply(307, '', { location: 'https://evil.example/' });

    expect(await failure(send())).toMatchObject({ status: 307, phase: 'answered' });
  });
});

describe('the list of service URLs', () => {
  const allowed = serviceUrls(['contoso.com', '127.0.0.1'], false);

  it.each([
    ['https://contoso.com/x', true],
    ['https://bots.contoso.com/', true],
    ['https://notcontoso.com/', false],
    ['https://contoso.com.evil.example/', false],
    ['http://bots.contoso.com/', false],
    ['http://127.0.0.1:8080/', true],
    ['http://localhost:8080/', false],
    ['http://127.0.0.2/', false],
    ['https://SMBA.TrafficManager.net/teams/', true],
    ['https://botframework.com/', true],
    ['https://webchat.botframework.com/', true],
    ['https://smba.infra.gov.teams.microsoft.us/teams', true],
    ['https://smba.infra.dod.teams.microsoft.us/teams', true],
    ['https://teams.microsoft.us/', false],
    ['https://smba.trafficmanager.net/teams/#x', false],
  ])('has %s: %s', (url, expected) => {
    expect(allowed(url)).toBe(expected);
  });

  it('has any loopback host when anonymous', () => {
    const anonymous = serviceUrls([], true);

    expect(
      ['http://localhost:56150/_connector', 'http://[::1]:1/', 'http://127.9.9.9/'].map(anonymous),
    ).toEqual([true, true, true]);
    expect(anonymous('http://localhost.evil.example/')).toBe(false);
  });
});

describe('a call that fails', () => {
  it.each<[number, string, string]>([
    [400, 'BadArgument', 'bug'],
    [403, 'MessageWritesBlocked', 'unreachable'],
    [404, 'ConversationNotFound', 'unreachable'],
    [408, 'x', 'uncertain'],
    [412, 'PreconditionFailed', 'retry'],
    [413, 'MessageSizeTooBig', 'too-large'],
    [429, 'TooManyRequests', 'retry'],
    [500, 'x', 'uncertain'],
    [501, 'x', 'uncertain'],
    [502, 'x', 'uncertain'],
    [503, 'x', 'uncertain'],
    [504, 'x', 'uncertain'],
  ])('with %s %s is made once and judged %s', async (status, code, verdict) => {
    nock('https://smba.trafficmanager.net')
      .post(/activities$/)
      .reply(status, { error: { code } });

    const error = await failure(send());

    expect(error).toMatchObject({ status, code, phase: 'answered' });
    expect(sendVerdict(error)).toBe(verdict);
  });

  it('says http-502 where a proxy answers with a page', async () => {
    nock('https://smba.trafficmanager.net')
      .post(/activities$/)
      .reply(502, '<html>');

    expect((await failure(send())).code).toBe('http-502');
  });

  it.each([
    ['3', 3_000],
    ['0', 0],
    ['2.5', 2_500],
    ['3600', 3_600_000],
    [new Date(Date.now() - 5_000).toUTCString(), 0],
    [new Date(Date.now() + 2 * 86_400_000).toUTCString(), 86_400_000],
    ['soon', undefined],
    [undefined, undefined],
  ])('asks to wait by Retry-After %s: %s ms', async (header, expected) => {
    nock('https://smba.trafficmanager.net')
      .post(/activities$/)
      .reply(429, {}, header === undefined ? {} : { 'retry-after': header });

    expect((await failure(send())).retryAfterMs).toBe(expected);
  });

  it('with 401 that asks to wait is not made once more at once', async () => {
    nock('https://smba.trafficmanager.net')
      .post(/activities$/)
      .reply(401, {}, { 'retry-after': '2.5' });

    expect(await failure(send())).toMatchObject({ status: 401, retryAfterMs: 2_500 });
  });

  it('with 401 is made once more with another token', async () => {
    nock('https://smba.trafficmanager.net', { reqheaders: { authorization: 'Bearer first' } })
      .post(/activities$/)
      .reply(401);
    nock('https://smba.trafficmanager.net', { reqheaders: { authorization: 'Bearer second' } })
      .post(/activities$/)
      .reply(201, { id: 'm1' });

    expect(await send()).toEqual({ activityId: 'm1' });
    expect(asked).toEqual([undefined, 'first']);
  });

  it('with 401 twice is given back', async () => {
    nock('https://smba.trafficmanager.net')
      .post(/activities$/)
      .twice()
      .reply(401);

    expect(sendVerdict(await failure(send()))).toBe('retry');
  });

  it('with 401 BotNotRegistered is not made again', async () => {
    nock('https://smba.trafficmanager.net')
      .post(/activities$/)
      .reply(401, { error: { code: 'BotNotRegistered' } });

    expect(sendVerdict(await failure(send()))).toBe('bug');
  });

  it('for want of a token was not sent', async () => {
    const source = keptTokens(() => Promise.reject(new Error('login down')), { now: () => new Date() });
    connector = createConnector({ tokens: source, allowed: () => true });

    const error = await failure(send());

    expect(error).toMatchObject({ code: 'no-token', phase: 'before-body' });
    expect(sendVerdict(error)).toBe('retry');
  });

  it('says neither token nor text', async () => {
    nock('https://smba.trafficmanager.net')
      .post(/activities$/)
      .reply(400, { error: { code: 'x' } });

    const error = await failure(send());

    expect(`${JSON.stringify(error)} ${error.stack}`).not.toMatch(/Bearer|first|hello/);
  });
});

describe('tokens', () => {
  const bot: BotIdentity = {
    anonymous: false,
    appId: '11111111-2222-4333-8444-555555555555',
    credentials: { type: 'SingleTenant', tenantId: 'tenant', password: 'secret' },
    cloud: { ...PUBLIC_CLOUD, ToChannelFromBotLoginUrl: 'http://127.0.0.1:9/tenant' },
  };

  it('are got once for many, kept until five minutes before they end, and renewed when refused', async () => {
    let now = Date.parse('2026-11-23T12:00:00Z');
    let got = 0;
    const get = (renew: boolean) => {
      got += 1;
      return Promise.resolve({ token: `${got}${renew ? '!' : ''}`, expiresAt: now + 3_600_000 });
    };
    const source = keptTokens(get, { now: () => new Date(now) });

    expect(new Set(await Promise.all(Array.from({ length: 200 }, () => source.token())))).toEqual(
      new Set(['1']),
    );
    now += 3_299_000;
    expect(await source.token()).toBe('1');
    now += 1_000;
    expect(await source.token()).toBe('2');
    expect(await Promise.all([source.token('2'), source.token('2')])).toEqual(['3!', '3!']);
    expect(await source.token('2')).toBe('3!');
  });

  it('are asked for again after a failure, by all who want one together and never at once', async () => {
    let now = Date.parse('2026-11-23T12:00:00Z');
    let asked = 0;
    const get = () =>
      ++asked === 1
        ? Promise.reject(new Error('down'))
        : Promise.resolve({ token: 'x', expiresAt: Infinity });
    const source = keptTokens(get, { now: () => new Date(now) });
    const first = await failure(source.token());

    expect(first.retryAfterMs).toBeGreaterThanOrEqual(500);
    now += 499;
    expect(await failure(source.token())).toMatchObject({ code: 'no-token', phase: 'before-body' });
    expect(asked).toBe(1);
    now += (first.retryAfterMs ?? 0) - 499;
    expect(await source.token()).toBe('x');
  });

  it.each([
    ['2.5', 2_500],
    ['600', 600_000],
  ])('are left alone as long as the login asks: Retry-After %s', async (header, ms) => {
    let now = Date.parse('2026-11-23T12:00:00Z');
    let asked = 0;
    const login: typeof fetch = () =>
      Promise.resolve(
        ++asked === 1
          ? new Response('{}', { status: 429, headers: { 'retry-after': header } })
          : Response.json({ access_token: 'outgoing', expires_in: 3_600 }),
      );
    const source = connectorTokens(bot, { now: () => new Date(now) }, login)!;

    expect((await failure(source.token())).retryAfterMs).toBe(ms);
    now += ms - 1;
    expect((await failure(source.token())).retryAfterMs).toBe(1);
    now += 1;
    expect(await source.token()).toBe('outgoing');
    expect(asked).toBe(2);
  });

  it('come by the client credentials grant from a login on loopback', async () => {
    const forms: string[] = [];
    const login: typeof fetch = async (url, init) => {
      const request = new Request(url, init);
      forms.push(`${request.url} ${await request.text()}`);
      return Response.json({ access_token: 'outgoing', expires_in: 3_600 });
    };

    const source = connectorTokens(bot, { now: () => new Date() }, login);

    expect(await source?.token()).toBe('outgoing');
    expect(forms).toEqual([
      'http://127.0.0.1:9/tenant/oauth2/v2.0/token grant_type=client_credentials&client_id=11111111-2222-4333-8444-555555555555&client_secret=secret&scope=https%3A%2F%2Fapi.botframework.com%2F.default',
    ]);
  });

  it('are not there without an identity, nor in anonymous mode', () => {
    const clock = { now: () => new Date() };

    expect(connectorTokens({ ...bot, anonymous: true }, clock)).toBeUndefined();
    expect(connectorTokens({ ...bot, credentials: { type: 'none' } }, clock)).toBeUndefined();
  });

  it('come from the SDK for a login over https', async () => {
    // What MSAL asks of Entra, answered by nobody: the failure is the connector's, before anything is sent.
    const source = connectorTokens({ ...bot, cloud: PUBLIC_CLOUD }, { now: () => new Date() });
    nock('https://login.microsoftonline.com')
      .persist()
      .intercept(/.*/, 'GET')
      .optionally()
      .reply(500)
      .intercept(/.*/, 'POST')
      .optionally()
      .reply(500);

    expect(await failure(source?.token() ?? Promise.resolve())).toMatchObject({ code: 'no-token' });
  });
});
