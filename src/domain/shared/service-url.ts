/**
 * Which Bot Connector the bot talks to. A token goes with every call, so a host off the list is a theft of tokens: the
 * list is asked when an activity arrives and again before each call.
 */

/**
 * The Bot Framework's own hosts: public cloud, GCC, GCC High and DoD. Source: Microsoft Learn, "Send proactive messages",
 * 2026-10.
 */
const BOT_FRAMEWORK_HOSTS = [
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
];
const BOT_FRAMEWORK_DOMAIN = 'botframework.com';

export type IsServiceUrl = (text: string) => boolean;

/** `localhost`, 127.0.0.0/8 or `::1`, as a URL's host (brackets included) or as an address to listen on. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}

/** An absolute URL over https; over http only to a loopback host. No user information, no fragment. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/**
 * @param suffixes further hosts: each allows itself and the hosts below it
 * @param loopback whether any loopback host is allowed, as it is without authentication
 * @returns whether a serviceUrl may be called: a safe URL without a query, on a listed host and (loopback apart) its default port
 */
export function serviceUrls(suffixes: readonly string[], loopback: boolean): IsServiceUrl {
  const below = [BOT_FRAMEWORK_DOMAIN, ...suffixes];
  return (text) => {
    if (!isSafeUrl(text)) return false;
    const { hostname, port, search } = new URL(text);
    if (search !== '') return false;
    if (isLoopback(hostname)) return loopback || suffixes.includes(hostname);
    if (port !== '') return false;
    return (
      BOT_FRAMEWORK_HOSTS.includes(hostname) ||
      below.some((suffix) => hostname === suffix || hostname.endsWith(`.${suffix}`))
    );
  };
}
