import { isLoopback, isSafeUrl } from './service-url.ts';

/**
 * Where Teams keeps people's files. Such an address comes with an activity and is called without a token, but what is
 * behind it is asked by this server: so it must never be one of the inside.
 *
 * SharePoint's domains: the public cloud with its ring for testers, US government (GCC High, DoD), China, Germany.
 * Source: Microsoft Learn, "URLs and IP address ranges" of each cloud, 2026-10. A tenant has a host below its cloud's.
 */
const FILE_DOMAINS = [
  'sharepoint.com',
  'sharepoint-df.com',
  'sharepoint.us',
  'sharepoint-mil.us',
  'dps.mil',
  'sharepoint.cn',
  'sharepoint.de',
];

/** More than any pre-authenticated address of SharePoint's needs. */
const MAX_URL = 8_192;

export type IsFileUrl = (text: string) => boolean;

/**
 * @param loopback whether any loopback host is allowed, over http too: without authentication, and where the Bot
 *   Connector itself is one
 * @returns whether a file may be sent to or fetched from an address: https on the default port of a host below one of
 *   SharePoint's domains. Redirects are not to be followed: they were not asked about
 */
export function fileUrls(loopback: boolean): IsFileUrl {
  return (text) => {
    if (text.length > MAX_URL || !isSafeUrl(text)) return false;
    const { hostname, port } = new URL(text);
    if (isLoopback(hostname)) return loopback;
    return port === '' && FILE_DOMAINS.some((domain) => hostname.endsWith(`.${domain}`));
  };
}
