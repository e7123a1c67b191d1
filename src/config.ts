import {
  connectedFaults,
  ENTRA,
  partnerCenterOf,
  systemsOf,
  telemetryOf,
  type ConnectedPartnerCenter,
} from './config-connected.ts';
import { besideStore, storeOf, wakeUpsOf } from './config-store.ts';
import { parseVariables, VARIABLES, type LogLevel, type Values } from './config-variables.ts';
import { DEFAULT_MAIL_DAYS } from './domain/associations/mail-life.ts';
import type { TenantId } from './domain/shared/ids.ts';
import type { QueueAccount } from './jobs/queue-wake-ups.ts';
import type { PartnerSystem } from './outbound/systems.ts';
import { ok, refuse, type Result } from './domain/shared/result.ts';
import { isLoopback } from './domain/shared/service-url.ts';
import type { SmtpServer } from './mail/smtp-url.ts';
import type { StoreConfig } from './store/open-store.ts';
import {
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
  /** By whose queues instances tell each other of work; `undefined`: they find it by looking. */
  readonly wakeUps: QueueAccount | undefined;
  /** The list of erasures, a file outside what a restore puts back; `undefined`: none is kept. */
  readonly erasures: string | undefined;
  /** The folder of what was told, outside what a restore puts back; `undefined`: nothing is kept of it. */
  readonly told: string | undefined;
  /** `whsec_…` secrets of `/api/events` and `/api/mail`; none: those routes do not exist. */
  readonly events: { readonly secrets: readonly string[] };
  /** Whose mails change something by themselves: see docs/data.md. All lower case. */
  readonly mail: {
    /** authserv-ids (RFC 8601) of receiving servers whose `Authentication-Results` are believed. */
    readonly authservIds: readonly string[];
    /** Domains that are Microsoft's, with their subdomains. */
    readonly senders: readonly string[];
    /** How long one is kept as it arrived. */
    readonly days: number;
  };
  /** The mail server that takes what is told by mail; `undefined`: nothing is. */
  readonly smtp: SmtpServer | undefined;
  readonly notify: {
    /** Outgoing requests a second, per tenant. */
    readonly rate: number;
    /** Calls to the Bot Connector that this process has under way at most, for notices. */
    readonly inFlight: number;
    /** Where a person never heard from is reached. */
    readonly serviceUrl: string;
  };
  /** Whose tokens agents bring to `/mcp`; `undefined`: there is no such route. */
  readonly agents:
    | {
        readonly audience: string;
        /** `{tenantid}` stands for the token's own tenant. */
        readonly issuer: string;
        /** An OpenID configuration. */
        readonly metadataUrl: string;
      }
    | undefined;
  /** The Partner Center account that is connected; `undefined`: none. */
  readonly partnerCenter: ConnectedPartnerCenter | undefined;
  /** The systems of partners that are told of their changes. */
  readonly systems: readonly PartnerSystem[];
  /** Where people and agents reach this server, without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** The window in days in which `received` is counted; `null`: all time. */
  readonly matching: { readonly roundRobinDays: number | null };
  readonly log: { readonly level: LogLevel };
  /** OpenTelemetry's variables that the SDK is to have besides those of the environment; `undefined`: nothing is told. */
  readonly telemetry: { readonly [name: string]: string } | undefined;
}

const MICROSOFT_DOMAINS = ['microsoft.com', 'microsoftonline.com'];

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

const STORE_VARIABLES = [
  'COSMOS_ENDPOINT',
  'COSMOS_KEY',
  'COSMOS_DATABASE',
  'PORTER_DATA',
  'AZURE_STORAGE_BLOB_CONNECTION_STRING',
  'AZURE_STORAGE_BLOB_URL',
  'AZURE_STORAGE_BLOB_CONTAINER',
] as const;

/** {@link readConfig} for commands that work on the store alone and need no bot identity. */
export function readStoreConfig(env: {
  readonly [name: string]: string | undefined;
}): Result<StoreConfig, string[]> {
  const { values, faults } = parseVariables(env, STORE_VARIABLES);
  return faults.length > 0 ? refuse(faults) : ok(storeOf(values));
}

/** Rules over several variables. A variable with a wrong value counts as given here, since it has its own line already. */
function conflicts(values: Values, given: (name: keyof typeof VARIABLES) => boolean): string[] {
  const faults: string[] = connectedFaults(values, given);
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
    wakeUps: wakeUpsOf(values),
    erasures: besideStore(values, values.PORTER_ERASURES, '-erasures.jsonl'),
    told: besideStore(values, values.PORTER_TOLD, '-told'),
    events: { secrets: values.PORTER_EVENT_SECRETS ?? [] },
    mail: {
      authservIds: values.PORTER_MAIL_AUTHSERV ?? [],
      senders: values.PORTER_MAIL_SENDERS ?? MICROSOFT_DOMAINS,
      days: values.PORTER_MAIL_DAYS ?? DEFAULT_MAIL_DAYS,
    },
    smtp: values.PORTER_SMTP_URL,
    notify: {
      rate: values.PORTER_NOTIFY_RATE ?? 40,
      inFlight: values.PORTER_NOTIFY_IN_FLIGHT ?? 256,
      serviceUrl,
    },
    agents: agentsOf(values),
    partnerCenter: partnerCenterOf(values),
    systems: systemsOf(values),
    publicUrl: publicUrlOf(values),
    matching: { roundRobinDays: values.PORTER_ROUND_ROBIN_DAYS ?? null },
    log: { level: values.LOG_LEVEL ?? 'info' },
    telemetry: telemetryOf(values),
  };
}

function agentsOf(values: Values): Config['agents'] {
  if (values.PORTER_MCP_AUDIENCE === undefined) return undefined;
  return {
    audience: values.PORTER_MCP_AUDIENCE,
    issuer: values.PORTER_MCP_ISSUER ?? `${ENTRA}/{tenantid}/v2.0`,
    metadataUrl:
      values.PORTER_MCP_METADATA_URL ?? `${ENTRA}/organizations/v2.0/.well-known/openid-configuration`,
  };
}

/** On a loopback host only this machine reaches it, so it needs no other name. */
function publicUrlOf(values: Values): string | undefined {
  if (values.PORTER_PUBLIC_URL !== undefined) return values.PORTER_PUBLIC_URL;
  const host = hostOf(values, values.MicrosoftAppId !== undefined);
  return isLoopback(host) ? `http://${host}:${values.PORT ?? 3978}` : undefined;
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
