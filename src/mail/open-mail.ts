import type { Address, Email } from 'postal-mime';
import { htmlText } from '../domain/associations/html-text.ts';
import { sentOf } from '../domain/associations/mail-dates.ts';
import type { OpenedMail } from '../domain/associations/opened-mail.ts';
import { endOfHead } from './head.ts';

/** What is read of a mail: Microsoft's have some 50 KB, and what comes behind can only be pictures and other files. */
const READ_BYTES = 262_144;
/** Lines, since the parser takes its time for each, and those of them that may begin a part. */
const MAX_LINES = 5_000;
const MAX_PARTS = 500;
const LIMITS = { maxNestingDepth: 20, maxHeadersSize: 32_768, forceRfc822Attachments: true } as const;
/** A forwarded mail may be forwarded as an attachment once more. */
const MAX_DEPTH = 2;
const MAX_INNER = 3;
const MAX_ADDRESSES = 100;
const MAX_TEXT = 100_000;

/**
 * Takes a raw RFC 822 message apart. Nothing is loaded, run or followed; what would cost much is not looked at.
 *
 * @returns undefined for what is beyond the limits or no message at all
 */
export async function openMail(raw: Uint8Array, depth = 0): Promise<OpenedMail | undefined> {
  const bytes = raw.subarray(0, READ_BYTES);
  const isTooMuch = hasTooMuch(bytes);
  // Whom it is for is told by the head alone, whatever the rest is.
  const mail =
    (isTooMuch ? undefined : await parsed(bytes)) ?? (await parsed(bytes.subarray(0, endOfHead(bytes))));
  if (mail === undefined) return undefined;
  const inner: OpenedMail[] = [];
  for (const attachment of depth < MAX_DEPTH ? mail.attachments : []) {
    if (inner.length === MAX_INNER || !isMail(attachment) || typeof attachment.content === 'string') continue;
    const opened = await openMail(new Uint8Array(attachment.content), depth + 1);
    if (opened !== undefined) inner.push(opened);
  }
  return {
    messageId: (mail.messageId ?? '').slice(0, 1_000),
    subject: (mail.subject ?? '').slice(0, 1_000),
    date: dateOf(mail),
    deliveredTo: headers(mail, DELIVERED).flatMap(addressesIn).slice(0, MAX_ADDRESSES),
    addressedTo: addressesOf([...(mail.to ?? []), ...(mail.cc ?? []), ...(mail.bcc ?? [])]),
    texts: [mail.text, mail.html === undefined ? undefined : htmlText(mail.html.slice(0, MAX_TEXT))]
      .filter((text) => text !== undefined)
      .map((text) => text.slice(0, MAX_TEXT)),
    inner,
  };
}

async function parsed(bytes: Uint8Array): Promise<Email | undefined> {
  // Loaded with the first mail.
  const { default: PostalMime } = await import('postal-mime');
  try {
    return await PostalMime.parse(bytes, LIMITS);
  } catch {
    // Beyond its limits, or nothing it knows how to read: kept all the same, and shown to people.
    return undefined;
  }
}

const DELIVERED: readonly string[] = ['delivered-to', 'x-original-to', 'x-envelope-to', 'envelope-to'];

function isMail(attachment: Email['attachments'][number]): boolean {
  return attachment.mimeType === 'message/rfc822' || /\.eml$/i.test(attachment.filename ?? '');
}

function hasTooMuch(bytes: Uint8Array): boolean {
  let lines = 0;
  let parts = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
    lines++;
    if (bytes[at + 1] === 0x2d && bytes[at + 2] === 0x2d) parts++;
  }
  return lines > MAX_LINES || parts > MAX_PARTS;
}

function headers(mail: Email, names: readonly string[]): string[] {
  return mail.headers.filter(({ key }) => names.includes(key)).map(({ value }) => value.slice(0, 10_000));
}

function addressesIn(value: string): string[] {
  return [...value.slice(0, 2_000).matchAll(/[^\s<>,;"()]{1,64}@[^\s<>,;"()]{1,255}/g)].map(([address]) =>
    address.toLowerCase(),
  );
}

function addressesOf(addresses: readonly Address[]): string[] {
  const flat = addresses.flatMap((one) => ('group' in one && one.group !== undefined ? one.group : [one]));
  return flat
    .slice(0, MAX_ADDRESSES)
    .flatMap((one) => (one.address === undefined ? [] : [one.address.trim().toLowerCase()]));
}

function dateOf(mail: Email): Date | undefined {
  const [value = ''] = headers(mail, ['date']);
  return sentOf(value);
}

/** Whom a raw message is for, from its head alone: those a server delivered it to, then those it was written to. */
export async function recipientsIn(raw: Uint8Array): Promise<readonly (readonly string[])[]> {
  const mail = await openMail(raw.subarray(0, endOfHead(raw)));
  return mail === undefined ? [] : [mail.deliveredTo, mail.addressedTo];
}
