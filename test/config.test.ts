import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readConfig, type Config } from '../src/config.ts';
import { VARIABLES } from '../src/config-variables.ts';
import { GOVERNMENT_CLOUD, PUBLIC_CLOUD } from '../src/usecases/bot-framework.ts';

const APP = '11111111-2222-4333-8444-555555555555';
const TENANT = 'AAAAAAAA-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const anonymous = { PORTER_ANONYMOUS: '1' };
const single = {
  MicrosoftAppId: APP,
  MicrosoftAppPassword: 'secret-password',
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: TENANT,
  PORTER_TENANTS: TENANT,
};

function config(env: Record<string, string>): Config {
  const result = readConfig(env);
  if (!result.ok) throw new Error(result.error.join('\n'));
  return result.value;
}

/** The names of the variables that are wrong. */
function wrong(env: Record<string, string>): string[] {
  const result = readConfig(env);
  return result.ok ? [] : result.error.map((line) => line.split(':')[0] ?? '');
}

describe('the configuration', () => {
  it('takes the tokens of Entra, of the caller’s own tenant, once agents have an audience', () => {
    const agents = { ...anonymous, PORTER_MCP_AUDIENCE: 'api', PORTER_PUBLIC_URL: 'https://porter.test/' };

    expect(config(agents)).toMatchObject({
      agents: {
        audience: 'api',
        issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
        metadataUrl: 'https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration',
      },
      publicUrl: 'https://porter.test',
    });
    expect(config(anonymous)).toMatchObject({ agents: undefined });
  });

  it('tells OpenTelemetry where a collector is named, and nowhere else', () => {
    const url = 'http://collector.internal:4318';
    const told = (env: Record<string, string>) => config({ ...anonymous, ...env }).telemetry;

    expect(told({})).toBeUndefined();
    expect(told({ OTEL_EXPORTER_OTLP_ENDPOINT: url })).toEqual({});
    expect(told({ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_SDK_DISABLED: 'true' })).toBeUndefined();
    expect(told({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url })).toEqual({ OTEL_METRICS_EXPORTER: 'none' });
    expect(told({ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: url })).toEqual({ OTEL_TRACES_EXPORTER: 'none' });
    const agent = { CONTAINERAPP_OTEL_TRACING_GRPC_ENDPOINT: 'http://agent.test:4317/v1/traces' };
    const byAgent = {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://agent.test:4317',
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc',
    };
    expect(told(agent)).toEqual({ ...byAgent, OTEL_METRICS_EXPORTER: 'none' });
    expect(told({ ...agent, OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: url })).toEqual(byAgent);
    expect(told({ ...agent, OTEL_EXPORTER_OTLP_ENDPOINT: url })).toEqual({});
    expect(wrong({ ...anonymous, OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' })).toEqual([
      'OTEL_EXPORTER_OTLP_ENDPOINT',
    ]);
  });

  it('has defaults for everything but the identity', () => {
    expect(config(anonymous)).toEqual({
      server: { host: '127.0.0.1', port: 3978 },
      publicUrl: 'http://127.0.0.1:3978',
      bot: {
        anonymous: true,
        appId: '',
        serviceHosts: ['smba.trafficmanager.net'],
        credentials: { type: 'none' },
        cloud: PUBLIC_CLOUD,
      },
      tenants: [],
      store: { engine: 'sqlite', folder: '.data' },
      erasures: '.data-erasures.jsonl',
      told: '.data-told',
      events: { secrets: [] },
      mail: { authservIds: [], senders: ['microsoft.com', 'microsoftonline.com'], days: 180 },
      smtp: undefined,
      notify: { rate: 40, inFlight: 256, serviceUrl: 'https://smba.trafficmanager.net/teams/' },
      matching: { roundRobinDays: null },
      systems: [],
      log: { level: 'info' },
    });
  });

  const account = {
    PORTER_PARTNER_CENTER_PARTNER: '1001',
    PORTER_PARTNER_CENTER_TENANT: TENANT,
    PORTER_PARTNER_CENTER_CLIENT: TENANT,
    PORTER_PARTNER_CENTER_SECRET: 'canary-secret',
  };

  it('connects an account of Partner Center whole, and believes hooks where authorities are named', () => {
    expect(config({ ...anonymous, ...account }).partnerCenter).toMatchObject({
      account: { partnerId: '1001', urls: { referrals: 'https://api.partner.microsoft.com' } },
      hooks: undefined,
    });
    const named = { ...anonymous, ...account, PORTER_PARTNER_CENTER_AUTHORITIES: 'ca.pem' };
    expect(config(named).partnerCenter?.hooks).toEqual({
      authoritiesFile: 'ca.pem',
      certificateHosts: ['3psostorageacct.blob.core.windows.net'],
    });
    const { PORTER_PARTNER_CENTER_SECRET: _, ...part } = account;
    expect(readConfig({ ...anonymous, ...part })).toEqual({
      ok: false,
      error: ['PORTER_PARTNER_CENTER_SECRET: must be given to connect Partner Center'],
    });
  });

  it('tells the systems of partners, each once, on public hosts', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const systems = (text: string) => readConfig({ ...anonymous, PORTER_PARTNER_SYSTEMS: text });

    expect(
      systems(`1001 https://a.test/x ${secret} ${secret}, 1002 https://b.test/ ${secret}`),
    ).toMatchObject({
      value: { systems: [{ partnerId: '1001', secrets: [secret, secret] }, { url: 'https://b.test/' }] },
    });
    for (const wrong of [
      '1001 https://a.test/x',
      `https://a.test/x ${secret}`,
      `1001 http://a.test/x ${secret}`,
      `1001 https://10.0.0.1/x ${secret}`,
      `1001 https://a.test/x ${secret}, 1001 https://b.test/ ${secret}`,
    ]) {
      expect(systems(wrong)).toMatchObject({ ok: false });
    }
  });

  it('listens on all addresses with an app id', () => {
    const { server, bot, tenants } = config(single);

    expect(server.host).toBe('0.0.0.0');
    expect(bot.credentials).toEqual({ type: 'SingleTenant', tenantId: TENANT, password: 'secret-password' });
    expect(tenants).toEqual([TENANT.toLowerCase()]);
  });

  it('takes a single tenant for granted when the type is absent', () => {
    const { MicrosoftAppType: _, ...rest } = single;

    expect(config(rest).bot.credentials.type).toBe('SingleTenant');
  });

  it('takes a managed identity without a password', () => {
    const { MicrosoftAppPassword: _, ...rest } = single;

    expect(config({ ...rest, MicrosoftAppType: 'UserAssignedMSI' }).bot.credentials).toEqual({
      type: 'UserAssignedMSI',
      tenantId: TENANT,
    });
  });

  it('fills every address of a cloud of which one is given', () => {
    const issuer = 'https://issuer.example';

    expect(config({ ...single, ToBotFromChannelTokenIssuer: issuer }).bot.cloud).toEqual({
      ...PUBLIC_CLOUD,
      ToBotFromChannelTokenIssuer: issuer,
    });
    expect(config({ ...single, ChannelService: 'https://botframework.azure.us' }).bot.cloud).toEqual(
      GOVERNMENT_CLOUD,
    );
  });

  it('reads lists, numbers and the other engine', () => {
    const read = config({
      ...single,
      PORTER_SERVICE_URLS: ' *.Contoso.com ,127.0.0.1',
      PORTER_EVENT_SECRETS: 'whsec_c2VjcmV0MQ==, whsec_c2VjcmV0Mg==',
      PORTER_ROUND_ROBIN_DAYS: '90',
      PORTER_MAIL_AUTHSERV: 'MX.contoso.com, mail.fabrikam.com',
      PORTER_MAIL_SENDERS: 'Microsoft.com',
      PORTER_MAIL_DAYS: '30',
      COSMOS_ENDPOINT: 'https://porter.documents.azure.com:443/',
    });

    expect(read.bot.serviceHosts).toEqual(['contoso.com', '127.0.0.1', 'smba.trafficmanager.net']);
    expect(read.events.secrets).toHaveLength(2);
    expect(read.mail).toEqual({
      authservIds: ['mx.contoso.com', 'mail.fabrikam.com'],
      senders: ['microsoft.com'],
      days: 30,
    });
    expect(read.matching.roundRobinDays).toBe(90);
    expect(read.store).toEqual({
      engine: 'cosmos',
      endpoint: 'https://porter.documents.azure.com:443/',
      database: 'porter',
    });
  });

  it.each([
    [
      'an address',
      { AZURE_STORAGE_BLOB_URL: 'https://a.blob.core.windows.net' },
      { url: 'https://a.blob.core.windows.net', container: 'porter-files' },
    ],
    [
      'a connection string',
      {
        AZURE_STORAGE_BLOB_CONNECTION_STRING: 'AccountName=a;AccountKey=aw==',
        AZURE_STORAGE_BLOB_CONTAINER: 'kept',
      },
      { connectionString: 'AccountName=a;AccountKey=aw==', container: 'kept' },
    ],
  ])('puts files where %s says, beside either engine', (_what, given, blobs) => {
    expect(config({ ...anonymous, ...given }).store).toEqual({ engine: 'sqlite', folder: '.data', blobs });
    const cosmos = { COSMOS_ENDPOINT: 'https://porter.documents.azure.com:443/' };
    expect(config({ ...anonymous, ...cosmos, ...given }).store).toMatchObject({ engine: 'cosmos', blobs });
  });

  it('counts an empty variable as absent', () => {
    expect(config({ ...anonymous, PORTER_ROUND_ROBIN_DAYS: '', PORT: ' ' }).server.port).toBe(3978);
  });

  it.each([
    ['no app id', {}, ['MicrosoftAppId']],
    ['no app id and PORTER_ANONYMOUS=0', { PORTER_ANONYMOUS: '0' }, ['MicrosoftAppId']],
    ['anonymous on all addresses', { ...anonymous, HOST: '0.0.0.0' }, ['HOST']],
    ['anonymous in production', { ...anonymous, NODE_ENV: 'production' }, ['PORTER_ANONYMOUS']],
    ['anonymous with an app id but no loopback host', { ...single, ...anonymous }, ['HOST']],
    ['no tenants with an app id', { ...single, PORTER_TENANTS: '' }, ['PORTER_TENANTS']],
    ['no password', { ...single, MicrosoftAppPassword: '' }, ['MicrosoftAppPassword']],
    ['no tenant', { ...single, MicrosoftAppTenantId: '' }, ['MicrosoftAppTenantId']],
    ['a multi-tenant bot', { ...single, MicrosoftAppType: 'MultiTenant' }, ['MicrosoftAppType']],
    [
      'a managed identity with a password',
      { ...single, MicrosoftAppType: 'UserAssignedMSI' },
      ['MicrosoftAppPassword'],
    ],
    ['a tenant that is no GUID', { ...single, PORTER_TENANTS: `${TENANT},contoso` }, ['PORTER_TENANTS']],
    ['an unknown cloud', { ...single, ChannelService: 'https://example.com' }, ['ChannelService']],
    ['port 0', { ...anonymous, PORT: '0' }, ['PORT']],
    ['port 65536', { ...anonymous, PORT: '65536' }, ['PORT']],
    ['a port in words', { ...anonymous, PORT: '80x' }, ['PORT']],
    ['a rate of 0', { ...anonymous, PORTER_NOTIFY_RATE: '0' }, ['PORTER_NOTIFY_RATE']],
    ['no calls at all', { ...anonymous, PORTER_NOTIFY_IN_FLIGHT: '0' }, ['PORTER_NOTIFY_IN_FLIGHT']],
    ['a window of 0 days', { ...anonymous, PORTER_ROUND_ROBIN_DAYS: '0' }, ['PORTER_ROUND_ROBIN_DAYS']],
    ['a secret without prefix', { ...anonymous, PORTER_EVENT_SECRETS: 'c2VjcmV0' }, ['PORTER_EVENT_SECRETS']],
    [
      'a secret of other letters',
      { ...anonymous, PORTER_EVENT_SECRETS: 'whsec_!!' },
      ['PORTER_EVENT_SECRETS'],
    ],
    ['an empty secret', { ...anonymous, PORTER_EVENT_SECRETS: 'whsec_' }, ['PORTER_EVENT_SECRETS']],
    ['a URL for a host', { ...anonymous, PORTER_SERVICE_URLS: 'https://x.com/' }, ['PORTER_SERVICE_URLS']],
    ['a mail server with blanks', { ...anonymous, PORTER_MAIL_AUTHSERV: 'mx one' }, ['PORTER_MAIL_AUTHSERV']],
    ['an address for a domain', { ...anonymous, PORTER_MAIL_SENDERS: 'a@b.com' }, ['PORTER_MAIL_SENDERS']],
    ['a top-level domain', { ...anonymous, PORTER_MAIL_SENDERS: 'com' }, ['PORTER_MAIL_SENDERS']],
    [
      'a connection string of something else',
      { ...anonymous, AZURE_STORAGE_BLOB_CONNECTION_STRING: 'Endpoint=sb://x' },
      ['AZURE_STORAGE_BLOB_CONNECTION_STRING'],
    ],
    [
      'a container in capitals',
      { ...anonymous, AZURE_STORAGE_BLOB_CONTAINER: 'Files' },
      ['AZURE_STORAGE_BLOB_CONTAINER'],
    ],
    ['an unknown log level', { ...anonymous, LOG_LEVEL: 'loud' }, ['LOG_LEVEL']],
  ])('refuses %s', (_case, env, names) => {
    expect(wrong(env)).toEqual(names);
  });

  it.each([
    'ToChannelFromBotLoginUrl',
    'ToBotFromChannelOpenIdMetadataUrl',
    'ToBotFromEmulatorOpenIdMetadataUrl',
    'OAuthUrl',
    'PORTER_SERVICE_URL',
    'COSMOS_ENDPOINT',
    'AZURE_STORAGE_BLOB_URL',
  ])('takes http in %s for a loopback host only', (name) => {
    expect(wrong({ ...anonymous, [name]: 'http://127.0.0.1:8080/x' })).toEqual([]);
    expect(wrong({ ...anonymous, [name]: 'http://example.com/' })).toEqual([name]);
    expect(wrong({ ...anonymous, [name]: 'https://user:pw@example.com/' })).toEqual([name]);
    expect(wrong({ ...anonymous, [name]: 'example.com' })).toEqual([name]);
  });

  it('names every wrong variable at once and no value', () => {
    const result = readConfig({
      PORT: 'ninety',
      MicrosoftAppId: 'my-app',
      LOG_LEVEL: 'shout',
      PORTER_EVENT_SECRETS: 'hunter2',
    });

    const text = result.ok ? '' : result.error.join('\n');
    for (const name of ['PORT', 'MicrosoftAppId', 'LOG_LEVEL', 'PORTER_EVENT_SECRETS', 'PORTER_TENANTS']) {
      expect(text).toMatch(new RegExp(`^${name}: must be`, 'm'));
    }
    expect(text).not.toMatch(/ninety|my-app|shout|hunter2/);
  });

  it.each([
    [
      'smtps://porter:p%40ss@mail.contoso.test/?from=porter@contoso.test',
      {
        host: 'mail.contoso.test',
        port: 465,
        secure: true,
        plain: false,
        auth: { user: 'porter', pass: 'p@ss' },
      },
    ],
    [
      'smtp://relay.contoso.test:2525?from=porter@contoso.test',
      { host: 'relay.contoso.test', port: 2525, secure: false, plain: false },
    ],
    ['smtp://[::1]/?from=porter@contoso.test', { host: '::1', port: 587, secure: false, plain: true }],
  ])('takes the mail server %s', (url, server) => {
    expect(config({ ...anonymous, PORTER_SMTP_URL: url }).smtp).toEqual({
      ...server,
      from: 'porter@contoso.test',
    });
  });

  it.each([
    'mail.contoso.test',
    'https://mail.contoso.test/?from=porter@contoso.test',
    'smtps://mail.contoso.test/',
    'smtps://mail.contoso.test/?from=nobody',
    'smtps://mail.contoso.test/?from=a@contoso.test&from=b@contoso.test',
    'smtps://mail.contoso.test/?from=a@contoso.test&tls=no',
    'smtps://mail.contoso.test/?from=a@contoso.test%0d%0aBcc:b@evil.test',
    'smtps://user@mail.contoso.test/?from=a@contoso.test',
    'smtps://a:%zz@mail.contoso.test/?from=a@contoso.test',
    'smtps://mail.contoso.test/inbox?from=a@contoso.test',
  ])('refuses %s as a mail server, without saying it', (url) => {
    const result = readConfig({ ...anonymous, PORTER_SMTP_URL: url });

    expect(wrong({ ...anonymous, PORTER_SMTP_URL: url })).toEqual(['PORTER_SMTP_URL']);
    expect(result.ok ? '' : result.error.join()).not.toContain('contoso');
  });

  it('is explained whole in .env.example', () => {
    const explained = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Za-z_]+)=/gm)].map((m) => m[1]);
    const read = Object.keys(VARIABLES);

    expect(read.length).toBeGreaterThan(25);
    expect(new Set(explained)).toEqual(new Set(read.filter((name) => name !== 'NODE_ENV')));
  });
});
