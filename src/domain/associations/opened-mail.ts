import { readDporMail, type DporMail } from './dpor-mail.ts';

/** A mail taken apart, as far as it matters here. */
export interface OpenedMail {
  /** `''`: it has none. */
  readonly messageId: string;
  readonly subject: string;
  readonly date: Date | undefined;
  /** Whom a mail server delivered it to, then whom it was written to; lower case. */
  readonly deliveredTo: readonly string[];
  readonly addressedTo: readonly string[];
  /** Its texts, the plain one first. */
  readonly texts: readonly string[];
  /** The receiving server found that it does not come from whom it names. */
  readonly failed: boolean;
  /** Mails that it holds as attachments. */
  readonly inner: readonly OpenedMail[];
}

export interface ReadMail {
  /** undefined: of an unknown wording. */
  readonly said: DporMail | undefined;
  /** When it was first sent; never after it was received. */
  readonly sentAt: Date;
  /** Addresses in the order in which they are believed. */
  readonly recipients: readonly (readonly string[])[];
}

/** What a mail says, wherever it lies in it: in its own text, or in a mail that it forwards. */
export function readMail(mail: OpenedMail, receivedAt: Date): ReadMail {
  const all = flat(mail);
  const found = all
    .flatMap((one) => one.texts.map((text) => ({ one, said: readDporMail(text) })))
    .find(({ said }) => said !== undefined);
  const sent = [found?.said?.sentAt, found?.one.date, mail.date].filter((date) => date !== undefined);
  const times = [...sent, receivedAt].map((date) => date.getTime());
  return {
    said: found?.said,
    // forwarded mails tell several times, and the earliest is the change's; a time to come is no time of it
    sentAt: new Date(Math.min(...times)),
    recipients: [mail.deliveredTo, mail.addressedTo, all.slice(1).flatMap((one) => one.addressedTo)],
  };
}

/**
 * The text of a mail about a partner of record, with the time it was sent in its first line, as somebody would paste it.
 * @returns undefined for a mail of another kind
 */
export function tellingText(mail: OpenedMail, receivedAt: Date): string | undefined {
  const texts = flat(mail).flatMap((one) => one.texts);
  const text = texts.find((one) => readDporMail(one) !== undefined);
  if (text === undefined) return undefined;
  const [day = '', time = ''] = readMail(mail, receivedAt).sentAt.toISOString().split(/[T.]/);
  return `Sent: ${day} ${time} +0000\n\n${text}`;
}

function flat(mail: OpenedMail): OpenedMail[] {
  return [mail, ...mail.inner.flatMap(flat)];
}

/** An address without what follows a plus: `dpor+ms@contoso.test` reaches `dpor@contoso.test`. */
export function withoutTag(address: string): string {
  return address.replace(/\+[^@]*(?=@)/, '');
}
