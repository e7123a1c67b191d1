import type { Values, VARIABLES } from './config-variables.ts';
import { isOutboundUrl } from './outbound/public-address.ts';
import type { PartnerSystem } from './outbound/systems.ts';
import type { PartnerCenterAccount } from './partner-center/client.ts';
import type { HookTrust } from './partner-center/hooks.ts';

/** What of the environment connects Porter to systems of its users. */

/** Source: Microsoft Learn, "Microsoft identity platform and OpenID Connect protocol", 2026. */
export const ENTRA = 'https://login.microsoftonline.com';

export interface ConnectedPartnerCenter {
  readonly account: PartnerCenterAccount;
  /** Whose hooks are believed; `undefined`: nobody's. */
  readonly hooks: HookTrust | undefined;
}

const ACCOUNT_VARIABLES = [
  'PORTER_PARTNER_CENTER_PARTNER',
  'PORTER_PARTNER_CENTER_TENANT',
  'PORTER_PARTNER_CENTER_CLIENT',
  'PORTER_PARTNER_CENTER_SECRET',
] as const;

/** An account is given whole, and the systems of partners lie outside, each location having one. */
export function connectedFaults(values: Values, given: (name: keyof typeof VARIABLES) => boolean): string[] {
  const missing = ACCOUNT_VARIABLES.filter((name) => !given(name));
  const isWanted = missing.length < ACCOUNT_VARIABLES.length || given('PORTER_PARTNER_CENTER_AUTHORITIES');
  const systems = values.PORTER_PARTNER_SYSTEMS ?? [];
  const isTwice = new Set(systems.map(([partnerId]) => partnerId)).size < systems.length;
  const isInside = systems.some(([, url]) => !isOutboundUrl(url, values.PORTER_ANONYMOUS === '1'));
  return [
    ...(isWanted ? missing.map((name) => `${name}: must be given to connect Partner Center`) : []),
    ...(isTwice ? ['PORTER_PARTNER_SYSTEMS: must name each location once'] : []),
    ...(isInside ? ['PORTER_PARTNER_SYSTEMS: must name public hosts, over https'] : []),
  ];
}

/** Where Partner Center lays the certificates of its hooks. Source: Microsoft Learn, "Partner Center webhooks", 2023-10. */
const CERTIFICATE_HOSTS = ['3psostorageacct.blob.core.windows.net'];

export function partnerCenterOf(values: Values): ConnectedPartnerCenter | undefined {
  const [partnerId, tenantId, clientId, clientSecret] = [
    values.PORTER_PARTNER_CENTER_PARTNER,
    values.PORTER_PARTNER_CENTER_TENANT,
    values.PORTER_PARTNER_CENTER_CLIENT,
    values.PORTER_PARTNER_CENTER_SECRET,
  ];
  if (!partnerId || !tenantId || !clientId || !clientSecret) return undefined;
  const file = values.PORTER_PARTNER_CENTER_AUTHORITIES;
  const certificateHosts = values.PORTER_PARTNER_CENTER_CERTIFICATE_HOSTS ?? CERTIFICATE_HOSTS;
  return {
    account: {
      partnerId,
      tenantId,
      clientId,
      clientSecret,
      refreshToken: values.PORTER_PARTNER_CENTER_REFRESH_TOKEN,
      urls: {
        referrals: values.PORTER_PARTNER_CENTER_REFERRALS_URL ?? 'https://api.partner.microsoft.com',
        partnerCenter: values.PORTER_PARTNER_CENTER_URL ?? 'https://api.partnercenter.microsoft.com',
        graph: values.PORTER_PARTNER_CENTER_GRAPH_URL ?? 'https://graph.microsoft.com',
        login: values.PORTER_PARTNER_CENTER_LOGIN_URL ?? ENTRA,
      },
    },
    hooks: file === undefined ? undefined : { authoritiesFile: file, certificateHosts },
  };
}

export function systemsOf(values: Values): readonly PartnerSystem[] {
  return (values.PORTER_PARTNER_SYSTEMS ?? []).map(([partnerId, url, ...secrets]) => ({
    partnerId,
    url,
    secrets,
  }));
}

/**
 * Whether OpenTelemetry is told, and what its SDK has to know besides the variables that are its own. The agent of Azure
 * Container Apps names itself by variables of Azure's, one a signal, and speaks gRPC alone. Source: Microsoft Learn, "Collect
 * and read OpenTelemetry data in Azure Container Apps", 2026.
 */
export function telemetryOf(values: Values): { readonly [name: string]: string } | undefined {
  if (values.OTEL_SDK_DISABLED === 'true') return undefined;
  if (values.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined) return {};
  const agent = values.CONTAINERAPP_OTEL_TRACING_GRPC_ENDPOINT;
  const metrics = values.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT;
  const traces = values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? agent;
  if (traces === undefined && metrics === undefined) return undefined;
  return {
    ...(traces === undefined ? { OTEL_TRACES_EXPORTER: 'none' } : {}),
    ...(metrics === undefined ? { OTEL_METRICS_EXPORTER: 'none' } : {}),
    ...(agent === undefined || traces !== agent
      ? {}
      : {
          OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: new URL(agent).origin,
          OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc',
        }),
  };
}
