/** Microsoft's mail to a partner, as text in one line of fields: like the sample of the slides, in our own words around it. */
export function addedText(of: Partial<MailFields> = {}): string {
  const { organization, service, starts, ends } = { ...FIELDS, ...of };
  return [
    'Microsoft',
    `${organization} has added you as their subscription advisor`,
    `Good news: ${organization} has added you as a subscription advisor on their ${service} subscription. Get in touch with them to begin.`,
    'Contact Details:',
    `Organization Name: ${organization} Service: ${service} Subscription Start Date: ${starts} Subscription End Date: ${ends}`,
    'Address:\r\n12 Some Street\r\nUNITED STATES\r\n4255550100',
    'Sincerely,\r\nThe Microsoft Online Services Team',
    'This message was sent from an unmonitored address.',
  ].join('\r\n\r\n');
}

/** The same for who is no longer it. */
export function removedText(of: Partial<MailFields> = {}): string {
  const { organization, service, starts, ends } = { ...FIELDS, ...of };
  return [
    `${organization} has removed you as their subscription advisor`,
    `You are no longer the subscription advisor on their ${service} subscription.`,
    `Organization Name: ${organization}`,
    `Service: ${service}`,
    `Subscription Start Date: ${starts}`,
    `Subscription End Date: ${ends}`,
  ].join('\r\n\r\n');
}

export interface MailFields {
  readonly organization: string;
  readonly service: string;
  readonly starts: string;
  readonly ends: string;
}

/** Tailspin Toys' Office 365 of the sample data. */
export const FIELDS: MailFields = {
  organization: 'Tailspin Toys',
  service: 'Office 365 Enterprise E3',
  starts: '2025-02-01',
  ends: '2029-01-31',
};

export const SENT = new Date('2026-11-23T09:05:00Z');

/** The receiving server whose word counts in tests. */
export const MAIL_SERVER = 'mx.porter.test';
export const VERDICT = `Authentication-Results: ${MAIL_SERVER}; dkim=pass header.d=microsoftonline.com; dmarc=pass header.from=microsoftonline.com`;

export interface RawMail {
  readonly from?: string;
  /** The topmost line, whole; `''`: none. Default: that it is Microsoft's own. */
  readonly verdict?: string;
  readonly to?: string;
  readonly date?: string;
  readonly subject?: string;
  readonly messageId?: string;
  /** Further head lines, whole. */
  readonly head?: readonly string[];
  readonly type?: string;
  readonly encoding?: string;
  readonly body?: string | Buffer;
}

let mails = 0;

/** A raw message; every one with a Message-ID of its own unless given. */
export function rawMail(of: RawMail = {}): Buffer {
  const head = [
    ...(of.verdict === '' ? [] : [of.verdict ?? VERDICT]),
    `From: ${of.from ?? 'Microsoft Online Services Team <msonlineservicesteam@microsoftonline.com>'}`,
    ...(of.to === '' ? [] : [`To: ${of.to ?? 'dpor-us@contoso.test'}`]),
    `Subject: ${of.subject ?? 'You are a subscription advisor'}`,
    ...(of.date === '' ? [] : [`Date: ${of.date ?? 'Mon, 23 Nov 2026 09:05:00 +0000'}`]),
    ...(of.messageId === '' ? [] : [`Message-ID: ${of.messageId ?? `<m${++mails}@microsoftonline.com>`}`]),
    'MIME-Version: 1.0',
    `Content-Type: ${of.type ?? 'text/plain; charset=utf-8'}`,
    ...(of.encoding === undefined ? [] : [`Content-Transfer-Encoding: ${of.encoding}`]),
    ...(of.head ?? []),
  ];
  const body = of.body ?? addedText();
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}

/** Parts between boundaries. */
export function multipart(boundary: string, parts: readonly string[]): string {
  return `${parts.map((part) => `--${boundary}\r\n${part}`).join('\r\n')}\r\n--${boundary}--\r\n`;
}

/** Quoted-printable, every byte of it. */
export function quoted(text: string, encoding: BufferEncoding = 'utf8'): string {
  const bytes = [...Buffer.from(text, encoding)];
  return bytes
    .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
    .replaceAll(/(.{72})/g, '$1=\r\n');
}
