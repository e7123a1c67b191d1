import { readDporMail, type DporMail } from './dpor-mail.ts';
import { isForwardSubject } from './forwarded-head.ts';

/** Clocks differ by as much; a mail of a later time than that was not sent when it says. */
const CLOCKS_MS = 300_000;

/** A mail taken apart, as far as it matters here. */
export interface OpenedMail {
  /** `''`: it has none. */
  readonly messageId: string;
  readonly subject: string;
  /** Its own; undefined where it has none or none that can be read. */
  readonly date: Date | undefined;
  /** Whom a mail server delivered it to, then whom it was written to; lower case. */
  readonly deliveredTo: readonly string[];
  readonly addressedTo: readonly string[];
  /** Its texts, the plain one first. */
  readonly texts: readonly string[];
  /** Mails that it holds as attachments. */
  readonly inner: readonly OpenedMail[];
}

export interface ReadMail {
  /** undefined: of an unknown wording. */
  readonly said: DporMail | undefined;
  /** When what it tells was first sent; undefined: nobody says, or not in words that can be read. */
  readonly sentAt: Date | undefined;
  /** Addresses in the order in which they are believed. */
  readonly recipients: readonly (readonly string[])[];
}

/** What a mail says, wherever it lies in it: in its own text, or in a mail that it forwards. */
export function readMail(mail: OpenedMail, receivedAt: Date): ReadMail {
  const all = flat(mail);
  const found = all
    .flatMap((one) => one.texts.map((text) => ({ one, said: readDporMail(text) })))
    .find(({ said }) => said !== undefined);
  const sentAt = found === undefined ? mail.date : toldAt(found.said, found.one);
  const isToCome = sentAt !== undefined && sentAt.getTime() > receivedAt.getTime() + CLOCKS_MS;
  return {
    said: found?.said,
    sentAt: isToCome ? undefined : sentAt,
    recipients: [mail.deliveredTo, mail.addressedTo, all.slice(1).flatMap((one) => one.addressedTo)],
  };
}

/** A mail's own time stands for what it tells only where it forwards nothing. */
function toldAt(said: DporMail | undefined, { date, subject }: OpenedMail): Date | undefined {
  if (said?.forwarded === true) return said.sentAt;
  return isForwardSubject(subject) ? undefined : date;
}

/**
 * The text of a mail about a partner of record as somebody would paste it, with the time it was sent in
 * its first line where that is known and the text itself does not say.
 * @returns undefined for a mail of another kind
 */
export function tellingText(mail: OpenedMail, receivedAt: Date): string | undefined {
  const texts = flat(mail).flatMap((one) => one.texts);
  const text = texts.find((one) => readDporMail(one) !== undefined);
  if (text === undefined) return undefined;
  const { said, sentAt } = readMail(mail, receivedAt);
  if (said?.forwarded === true || sentAt === undefined) return text;
  const [day = '', time = ''] = sentAt.toISOString().split(/[T.]/);
  return `Sent: ${day} ${time} +0000\n\n${text}`;
}

function flat(mail: OpenedMail): OpenedMail[] {
  return [mail, ...mail.inner.flatMap(flat)];
}

/** An address without what follows a plus: `dpor+ms@contoso.test` reaches `dpor@contoso.test`. */
export function withoutTag(address: string): string {
  return address.replace(/\+[^@]*(?=@)/, '');
}
