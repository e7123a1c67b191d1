import { saysPassed } from '../domain/associations/authentication-results.ts';
import { isUnder, senderDomain, speaksFor, type Authenticity } from '../domain/associations/mail-sender.ts';
import { signatureOf, type TextRecords } from './dkim.ts';
import { readHead, valuesOf } from './head.ts';

/** Whose mails count, and whose word about them. All lower case. */
export interface MailTrust {
  /** authserv-ids of the partners' receiving servers. */
  readonly authservIds: readonly string[];
  /** Domains that are Microsoft's, with their subdomains. */
  readonly senders: readonly string[];
}

/** Fields that no honest mail has twice, and of which readers choose differently. Source: RFC 5322, section 3.6. */
const ONCE = [
  'from',
  'date',
  'subject',
  'message-id',
  'to',
  'cc',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
];

/**
 * Whether a raw mail is Microsoft's own: its one sender's domain is one of theirs, and that domain's signature verifies, or
 * the topmost verdict is of a server that is believed and says that it passed. What a mail holds or forwards proves nothing. A verdict needs no DNS.
 */
export function mailAuthenticity(
  trust: MailTrust,
  records: TextRecords,
): (raw: Uint8Array, receivedAt: Date) => Promise<Authenticity> {
  return async (raw, receivedAt) => {
    const head = readHead(raw);
    if (head === undefined || ONCE.some((name) => valuesOf(head, name).length > 1)) return 'not-proven';
    const sender = senderDomain(valuesOf(head, 'from'));
    if (sender === undefined || !isUnder(sender, trust.senders)) return 'not-proven';
    const [verdict = ''] = valuesOf(head, 'authentication-results');
    if (saysPassed(verdict, trust.authservIds, sender, trust.senders)) return 'proven';
    const speaks = (domain: string) => speaksFor(domain, sender, trust.senders);
    return signatureOf(raw, head, speaks, receivedAt, records);
  };
}
