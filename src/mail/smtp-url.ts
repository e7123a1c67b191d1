import { isMailbox } from '../domain/shared/email.ts';
import { isLoopback } from '../domain/shared/service-url.ts';

/** A mail server, and in whose name it is handed mails. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise by STARTTLS, which must be had unless the server is this machine. */
  readonly secure: boolean;
  readonly plain: boolean;
  /** Absent: no log in. */
  readonly auth?: { readonly user: string; readonly pass: string };
  /** The address that mails are from. */
  readonly from: string;
}

/** Of message submission. Source: RFC 8314, section 7.3; RFC 6409, section 3.1. */
const PORTS: { readonly [protocol: string]: number } = { 'smtps:': 465, 'smtp:': 587 };

/**
 * @param text `smtps://user:password@host:port/?from=porter@contoso.com`; user and password in percents where needed, the
 *   port and both may be left out
 * @returns undefined for anything else
 */
export function readSmtpUrl(text: string): SmtpServer | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const port = PORTS[url.protocol];
  const [from, ...more] = url.searchParams.getAll('from');
  const isBare = ['', '/'].includes(url.pathname) && url.hash === '' && url.searchParams.size === 1;
  if (port === undefined || url.hostname === '' || from === undefined || more.length > 0 || !isBare) {
    return undefined;
  }
  const [user, pass] = [decoded(url.username), decoded(url.password)];
  if (!isMailbox(from) || user === undefined || pass === undefined) return undefined;
  if ((user === '') !== (pass === '')) return undefined;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? port : Number(url.port),
    secure: url.protocol === 'smtps:',
    plain: isLoopback(url.hostname),
    ...(user === '' ? {} : { auth: { user, pass } }),
    from,
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
