import { domainToASCII } from 'node:url';
import { NotNow, RefusedForGood, type Mailer, type OutgoingMail } from '../usecases/ports.ts';
import type { SmtpServer } from './smtp-url.ts';

/** Together shorter than a job is leased, so that nobody begins the same mail meanwhile. */
const CONNECT_MS = 5_000;
const ANSWER_MS = 8_000;

/**
 * Hands mails to an SMTP server, one connection a mail.
 *
 * @param server taken over TLS unless it is this machine
 */
export function smtpMailer({ from, plain, auth, ...server }: SmtpServer): Mailer {
  const settings = {
    ...server,
    ...(auth === undefined ? {} : { auth }),
    requireTLS: !plain,
    ignoreTLS: plain,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    // Nothing is fetched from anywhere, whatever a text may name.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  return {
    async send(mail) {
      // Loaded with the first mail; a transport without a pool holds nothing in between.
      const { createTransport } = await import('nodemailer');
      const transport = createTransport(settings);
      try {
        await transport.sendMail(messageOf(mail, from));
      } catch (error) {
        throw worded(error, mail.to);
      }
    },
  };
}

/** The names of headers are ours; their values the library folds and encodes, so that none of them begins another. */
function messageOf({ id, to, subject, text, html, language }: OutgoingMail, from: string) {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    messageId: `<${id}@${domainToASCII(domain) || domain}>`,
    from: { name: 'Porter', address: from },
    to: { name: '', address: to },
    envelope: { from, to: [to] },
    subject,
    text,
    html,
    headers: {
      'Content-Language': language,
      // No answering machine answers it. Source: RFC 3834, section 5; Microsoft Learn, MS-OXCMAIL, 2.2.3.2.14.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
  };
}

/** What is said of a mail or its addresses; anything else is said of the server, and may pass. */
const OF_THE_MAIL = ['EENVELOPE', 'EMESSAGE'];

/** Source: RFC 5321, section 4.2.1: 5yz, permanent; 4yz, transient. */
function worded(error: unknown, to: string): Error {
  const { code, responseCode, response, message } = detailsOf(error);
  const isForGood = OF_THE_MAIL.includes(code) && (responseCode === undefined || responseCode >= 500);
  const why = response === '' ? `${code} ${message}`.trim() : response;
  return isForGood
    ? new RefusedForGood(`${to}: ${why}`, { cause: error })
    : new NotNow(`${to}: ${why}`, { cause: error });
}

function detailsOf(error: unknown) {
  const of = (name: string): unknown =>
    error instanceof Error && name in error ? Reflect.get(error, name) : undefined;
  const [code, responseCode, response] = [of('code'), of('responseCode'), of('response')];
  return {
    code: typeof code === 'string' ? code : '',
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    response: typeof response === 'string' ? response : '',
    message: error instanceof Error ? error.message : '',
  };
}
