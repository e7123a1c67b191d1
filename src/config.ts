import { z } from 'zod';
import { TenantId } from './domain/shared/ids.ts';
import { ok, refuse, type Result } from './domain/shared/result.ts';
import { isLoopback, isSafeUrl } from './domain/shared/service-url.ts';
import type { StoreConfig } from './store/open-store.ts';
import {
  GOVERNMENT_CHANNEL_SERVICE,
  GOVERNMENT_CLOUD,
  PUBLIC_CLOUD,
  type BotCredentials,
  type BotIdentity,
  type Cloud,
} from './usecases/bot-framework.ts';

/**
 * The one reader of the environment. `.env.example` explains every variable. An empty variable counts as absent.
 */
export interface Config {
  readonly server: { readonly host: string; readonly port: number };
  readonly bot: BotIdentity & {
    /** Host suffixes a serviceUrl may have besides the Bot Framework's own. */
    readonly serviceHosts: readonly string[];
  };
  /** Tenants that are served besides those of imported partners and operators. */
  readonly tenants: readonly TenantId[];
  readonly store: StoreConfig;
  /** `whsec_…` secrets of `/api/events` and `/api/mail`; none: those routes do not exist. */
  readonly events: { readonly secrets: readonly string[] };
  /** Whose mails change something by themselves: see the README. All lower case. */
  readonly mail: {
    /** authserv-ids (RFC 8601) of receiving servers whose `Authentication-Results` are believed. */
    readonly authservIds: readonly string[];
    /** Domains that are Microsoft's, with their subdomains. */
    readonly senders: readonly string[];
  };
  readonly notify: {
    /** Outgoing requests a second, per tenant. */
    readonly rate: number;
    /** Where a person never heard from is reached. */
    readonly serviceUrl: string;
  };
  /** The window in days in which `received` is counted; `null`: all time. */
  readonly matching: { readonly roundRobinDays: number | null };
  readonly log: { readonly level: LogLevel };
}

const MICROSOFT_DOMAINS = ['microsoft.com', 'microsoftonline.com'];

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const Text = z.string().min(1);
const SafeUrl = z.string().refine(isSafeUrl);
const A_URL = 'a URL over https (http only for a loopback host)';
const whole = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((number) => number >= from && number <= to);

/** A comma list, blanks around its members ignored. */
const list = <Member extends z.ZodType<unknown, string>>(member: Member) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(member).min(1));

const HostSuffix = z
  .string()
  .transform((text) => text.toLowerCase().replace(/^\*?\./, ''))
  .refine((text) => /^([a-z0-9-]+(\.[a-z0-9-]+)*|\[::1\])$/.test(text));

/** As RFC 8601 has it in practice: a host's name, or another word without blanks. */
const AuthservId = z
  .string()
  .regex(/^[A-Za-z0-9._/@+-]{1,255}$/)
  .transform((text) => text.toLowerCase());

const MailDomain = z
  .string()
  .transform((text) => text.toLowerCase().replace(/^\*?\./, ''))
  .refine((text) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text));

/** `whsec_` and base64, as Standard Webhooks writes its secrets. */
const Secret = z
  .string()
  .startsWith('whsec_')
  .refine((text) => z.base64().min(4).safeParse(text.slice('whsec_'.length)).success);

/** What each variable may be; the message is what an operator reads, and never holds the value. */
const VARIABLES = {
  PORT: [whole(1, 65_535), 'a port from 1 to 65535'],
  HOST: [Text.regex(/^[A-Za-z0-9.:[\]-]+$/), 'a host name or an IP address'],
  NODE_ENV: [Text, 'text'],
  MicrosoftAppId: [z.guid(), 'a GUID'],
  MicrosoftAppPassword: [Text, 'text'],
  MicrosoftAppType: [
    z.enum(['SingleTenant', 'UserAssignedMSI']),
    'SingleTenant or UserAssignedMSI (new multi-tenant bots ended in 2025)',
  ],
  MicrosoftAppTenantId: [z.guid(), 'a GUID'],
  ChannelService: [z.literal(GOVERNMENT_CHANNEL_SERVICE), `absent or ${GOVERNMENT_CHANNEL_SERVICE}`],
  ToChannelFromBotLoginUrl: [SafeUrl, A_URL],
  ToChannelFromBotOAuthScope: [Text, 'text'],
  ToBotFromChannelTokenIssuer: [Text, 'text'],
  ToBotFromChannelOpenIdMetadataUrl: [SafeUrl, A_URL],
  ToBotFromEmulatorOpenIdMetadataUrl: [SafeUrl, A_URL],
  OAuthUrl: [SafeUrl, A_URL],
  ValidateAuthority: [z.enum(['true', 'false']), 'true or false'],
  CallerId: [Text, 'text'],
  PORTER_ANONYMOUS: [z.enum(['0', '1']), '1, or absent'],
  PORTER_TENANTS: [list(TenantId), 'a comma list of tenant ids (GUIDs)'],
  PORTER_ROUND_ROBIN_DAYS: [whole(1, 36_500), 'a whole number of days from 1, or absent for all time'],
  PORTER_SERVICE_URL: [SafeUrl, A_URL],
  PORTER_SERVICE_URLS: [list(HostSuffix), 'a comma list of host names, without scheme or path'],
  COSMOS_ENDPOINT: [SafeUrl, A_URL],
  COSMOS_KEY: [z.base64().min(4), 'base64'],
  COSMOS_DATABASE: [Text.regex(/^[^/\\?#]{1,255}$/), 'a database name'],
  PORTER_DATA: [Text, 'a folder'],
  PORTER_EVENT_SECRETS: [list(Secret), 'a comma list of secrets, each whsec_ and base64'],
  PORTER_MAIL_AUTHSERV: [list(AuthservId), 'a comma list of authserv-ids (names of mail servers)'],
  PORTER_MAIL_SENDERS: [list(MailDomain), 'a comma list of domains'],
  PORTER_NOTIFY_RATE: [whole(1, 10_000), 'a whole number from 1 to 10000'],
  LOG_LEVEL: [z.enum(LOG_LEVELS), `one of ${LOG_LEVELS.join(', ')}`],
} as const satisfies { readonly [name: string]: readonly [z.ZodType, string] };

type Values = { [Name in keyof typeof VARIABLES]?: z.output<(typeof VARIABLES)[Name][0]> };

/**
 * @param env as `process.env`; other variables are ignored
 * @returns the configuration, or one line for every variable that is wrong or missing: its name and what it must be, never
 *   its value
 */
export function readConfig(env: { readonly [name: string]: string | undefined }): Result<Config, string[]> {
  const { values, faults } = parseVariables(env, Object.keys(VARIABLES) as (keyof typeof VARIABLES)[]);
  const given = (name: keyof typeof VARIABLES) => (env[name]?.trim() ?? '') !== '';
  faults.push(...conflicts(values, given));
  return faults.length > 0 ? refuse(faults) : ok(toConfig(values));
}

const STORE_VARIABLES = ['COSMOS_ENDPOINT', 'COSMOS_KEY', 'COSMOS_DATABASE', 'PORTER_DATA'] as const;

/** {@link readConfig} for commands that work on the store alone and need no bot identity. */
export function readStoreConfig(env: {
  readonly [name: string]: string | undefined;
}): Result<StoreConfig, string[]> {
  const { values, faults } = parseVariables(env, STORE_VARIABLES);
  return faults.length > 0 ? refuse(faults) : ok(storeOf(values));
}

function parseVariables(
  env: { readonly [name: string]: string | undefined },
  names: readonly (keyof typeof VARIABLES)[],
): { readonly values: Values; readonly faults: string[] } {
  const faults: string[] = [];
  const parsed: Record<string, unknown> = {};
  for (const name of names) {
    const [schema, mustBe] = VARIABLES[name];
    const text = env[name]?.trim();
    if (text === undefined || text === '') continue;
    const result = schema.safeParse(text);
    if (result.success) parsed[name] = result.data;
    else faults.push(`${name}: must be ${mustBe}`);
  }
  // Each value came out of the schema of its own name just above.
  return { values: parsed, faults };
}

/** Rules over several variables. One that is given but wrong has been named already, so it counts as given here. */
function conflicts(values: Values, given: (name: keyof typeof VARIABLES) => boolean): string[] {
  const faults: string[] = [];
  const host = hostOf(values, given('MicrosoftAppId'));
  if (values.PORTER_ANONYMOUS === '1') {
    if (!isLoopback(host)) faults.push('HOST: must be a loopback address with PORTER_ANONYMOUS=1');
    if (values.NODE_ENV === 'production') {
      faults.push('PORTER_ANONYMOUS: must be absent when NODE_ENV is production');
    }
  }
  if (!given('MicrosoftAppId')) {
    if (!given('PORTER_ANONYMOUS') || values.PORTER_ANONYMOUS === '0') {
      faults.push(
        'MicrosoftAppId: must be given (or PORTER_ANONYMOUS=1 on a loopback HOST, for trying things out)',
      );
    }
    return faults;
  }
  if (!given('PORTER_TENANTS')) faults.push('PORTER_TENANTS: must be given with an app id');
  if (!given('MicrosoftAppTenantId')) faults.push('MicrosoftAppTenantId: must be given with an app id');
  if (values.MicrosoftAppType === 'UserAssignedMSI') {
    if (given('MicrosoftAppPassword')) {
      faults.push('MicrosoftAppPassword: must be absent with MicrosoftAppType UserAssignedMSI');
    }
  } else if (!given('MicrosoftAppPassword')) {
    faults.push('MicrosoftAppPassword: must be given with MicrosoftAppType SingleTenant');
  }
  return faults;
}

function hostOf(values: Values, withAppId: boolean): string {
  return values.HOST ?? (withAppId ? '0.0.0.0' : '127.0.0.1');
}

function toConfig(values: Values): Config {
  const serviceUrl = values.PORTER_SERVICE_URL ?? 'https://smba.trafficmanager.net/teams/';
  return {
    server: { host: hostOf(values, values.MicrosoftAppId !== undefined), port: values.PORT ?? 3978 },
    bot: {
      anonymous: values.PORTER_ANONYMOUS === '1',
      appId: values.MicrosoftAppId ?? '',
      serviceHosts: [...(values.PORTER_SERVICE_URLS ?? []), new URL(serviceUrl).hostname],
      credentials: credentialsOf(values),
      cloud: cloudOf(values),
    },
    tenants: values.PORTER_TENANTS ?? [],
    store: storeOf(values),
    events: { secrets: values.PORTER_EVENT_SECRETS ?? [] },
    mail: {
      authservIds: values.PORTER_MAIL_AUTHSERV ?? [],
      senders: values.PORTER_MAIL_SENDERS ?? MICROSOFT_DOMAINS,
    },
    notify: { rate: values.PORTER_NOTIFY_RATE ?? 40, serviceUrl },
    matching: { roundRobinDays: values.PORTER_ROUND_ROBIN_DAYS ?? null },
    log: { level: values.LOG_LEVEL ?? 'info' },
  };
}

function credentialsOf(values: Values): BotCredentials {
  const tenantId = values.MicrosoftAppTenantId;
  if (values.MicrosoftAppId === undefined || tenantId === undefined) return { type: 'none' };
  return values.MicrosoftAppType === 'UserAssignedMSI'
    ? { type: 'UserAssignedMSI', tenantId }
    : { type: 'SingleTenant', tenantId, password: values.MicrosoftAppPassword ?? '' };
}

function cloudOf(values: Values): Cloud {
  const standard = values.ChannelService === undefined ? PUBLIC_CLOUD : GOVERNMENT_CLOUD;
  const cloud: Record<keyof Cloud, string> = { ...standard };
  for (const name of Object.keys(cloud) as (keyof Cloud)[]) cloud[name] = values[name] ?? standard[name];
  return cloud;
}

function storeOf(values: Values): StoreConfig {
  if (values.COSMOS_ENDPOINT === undefined)
    return { engine: 'sqlite', folder: values.PORTER_DATA ?? '.data' };
  return {
    engine: 'cosmos',
    endpoint: values.COSMOS_ENDPOINT,
    ...(values.COSMOS_KEY === undefined ? {} : { key: values.COSMOS_KEY }),
    database: values.COSMOS_DATABASE ?? 'porter',
  };
}
