import { z } from 'zod';
import { PartnerId, TenantId } from './domain/shared/ids.ts';
import { isSafeUrl } from './domain/shared/service-url.ts';
import { readSmtpUrl } from './mail/smtp-url.ts';
import { GOVERNMENT_CHANNEL_SERVICE } from './usecases/bot-framework.ts';

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

const SmtpUrl = z.string().transform((text, context) => {
  const server = readSmtpUrl(text);
  if (server === undefined) context.addIssue({ code: 'custom', message: 'must be the URL of a mail server' });
  return server;
});

/** `1001 https://… whsec_…`: a location, where its system is told, and one secret or several. */
const System = z
  .string()
  .transform((text) => text.split(/\s+/))
  .pipe(z.tuple([PartnerId, SafeUrl.max(2_000)], Secret).refine(([, , ...secrets]) => secrets.length > 0));

/** A collector stands beside Porter more often than not, and then speaks plain HTTP. */
const Collector = z.url({ protocol: /^https?$/ });
const A_COLLECTOR = 'a URL over http or https';

/** What each variable may be; the message is what an operator reads, and never holds the value. */
export const VARIABLES = {
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
  AZURE_STORAGE_BLOB_CONNECTION_STRING: [
    Text.regex(/(^|;)(AccountName|BlobEndpoint)=/),
    'the connection string of a storage account',
  ],
  AZURE_STORAGE_BLOB_URL: [SafeUrl, A_URL],
  AZURE_STORAGE_BLOB_CONTAINER: [
    Text.regex(/^[a-z0-9](-?[a-z0-9]){2,62}$/),
    'the name of a container: 3 to 63 of a-z, 0-9 and single hyphens',
  ],
  AZURE_STORAGE_QUEUE_CONNECTION_STRING: [
    Text.regex(/(^|;)(AccountName|QueueEndpoint)=/),
    'the connection string of a storage account',
  ],
  AZURE_STORAGE_QUEUE_URL: [SafeUrl, A_URL],
  PORTER_ERASURES: [Text, 'a file, or none'],
  PORTER_TOLD: [Text, 'a folder, or none'],
  PORTER_EVENT_SECRETS: [list(Secret), 'a comma list of secrets, each whsec_ and base64'],
  PORTER_MAIL_AUTHSERV: [list(AuthservId), 'a comma list of authserv-ids (names of mail servers)'],
  PORTER_MAIL_SENDERS: [list(MailDomain), 'a comma list of domains'],
  PORTER_MAIL_DAYS: [whole(1, 36_500), 'a whole number of days from 1 to 36500'],
  PORTER_NOTIFY_RATE: [whole(1, 10_000), 'a whole number from 1 to 10000'],
  PORTER_NOTIFY_IN_FLIGHT: [whole(1, 1_024), 'a whole number from 1 to 1024'],
  PORTER_MCP_AUDIENCE: [Text.regex(/^[^\s"\\]{1,256}$/), 'the audience of tokens, without blanks'],
  PORTER_MCP_ISSUER: [
    Text.refine((text) => isSafeUrl(text.replaceAll('{tenantid}', 'tenant'))),
    `${A_URL}, in which {tenantid} may stand for the tenant`,
  ],
  PORTER_MCP_METADATA_URL: [SafeUrl, A_URL],
  PORTER_SMTP_URL: [
    SmtpUrl,
    'smtps://user:password@host:port/?from=ADDRESS or smtp:// and the same, with the address that mails are from',
  ],
  PORTER_PUBLIC_URL: [SafeUrl.transform((url) => url.replace(/\/+$/, '')), A_URL],
  PORTER_PARTNER_CENTER_PARTNER: [PartnerId, 'a PartnerID of 4 to 10 digits'],
  PORTER_PARTNER_CENTER_TENANT: [TenantId, 'a GUID'],
  PORTER_PARTNER_CENTER_CLIENT: [z.guid(), 'a GUID'],
  PORTER_PARTNER_CENTER_SECRET: [Text, 'text'],
  PORTER_PARTNER_CENTER_REFRESH_TOKEN: [Text, 'text'],
  PORTER_PARTNER_CENTER_AUTHORITIES: [Text, 'a file of certificates (PEM)'],
  PORTER_PARTNER_CENTER_CERTIFICATE_HOSTS: [
    list(
      z
        .string()
        .toLowerCase()
        .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
    ),
    'a comma list of host names, without scheme or path',
  ],
  PORTER_PARTNER_CENTER_REFERRALS_URL: [SafeUrl, A_URL],
  PORTER_PARTNER_CENTER_URL: [SafeUrl, A_URL],
  PORTER_PARTNER_CENTER_GRAPH_URL: [SafeUrl, A_URL],
  PORTER_PARTNER_CENTER_LOGIN_URL: [SafeUrl, A_URL],
  PORTER_PARTNER_SYSTEMS: [
    list(System),
    'a comma list, each a PartnerID, a URL over https and one secret or more (whsec_ and base64), with blanks between',
  ],
  OTEL_SDK_DISABLED: [z.enum(['true', 'false']), 'true or false'],
  OTEL_EXPORTER_OTLP_ENDPOINT: [Collector, A_COLLECTOR],
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: [Collector, A_COLLECTOR],
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: [Collector, A_COLLECTOR],
  OTEL_EXPORTER_OTLP_PROTOCOL: [
    z.enum(['http/protobuf', 'http/json', 'grpc']),
    'http/protobuf, http/json or grpc',
  ],
  CONTAINERAPP_OTEL_TRACING_GRPC_ENDPOINT: [Collector, A_COLLECTOR],
  LOG_LEVEL: [z.enum(LOG_LEVELS), `one of ${LOG_LEVELS.join(', ')}`],
} as const satisfies { readonly [name: string]: readonly [z.ZodType, string] };

export type Values = { [Name in keyof typeof VARIABLES]?: z.output<(typeof VARIABLES)[Name][0]> };

/** Reads variables one by one. @returns the values of those that are right, and a line for each that is wrong */
export function parseVariables(
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
