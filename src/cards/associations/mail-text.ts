import type { MailReading, MailWhy } from '../../domain/associations/mail-reading.ts';
import type { DporMailKind } from '../../domain/associations/dpor-mail.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { bold, plain } from '../kit/text.ts';

/** Why a mail waits for a person, or was refused, in a sentence. */
export function whyText(why: MailWhy, reader: Reads): Text {
  return say(reader, `mail-reasons.${why}`);
}

export function saysText(what: DporMailKind | null, reader: Reads): Text {
  return say(reader, `mails.says.${what ?? 'unclear'}`);
}

/** "Office 365 Enterprise E3 · 2015-05-27 to 2015-07-26", as the mail wrote it; `''` where it says nothing. */
export function serviceText(
  { service, starts, ends }: Pick<MailReading, 'service' | 'starts' | 'ends'>,
  reader: Reads,
): Text {
  return dotted(plain(service, 100), spanText(plain(starts.written, 40), plain(ends.written, 40), reader));
}

/** "1 Jan 2025 to 31 Dec 2028"; one of them where the other is not known. */
export function spanText(from: Text, to: Text, reader: Reads): Text {
  if (from === NONE) return to;
  return to === NONE ? from : say(reader, 'associations.days', { from, to });
}

/** The customer as the mail writes it, else its subject. Not Markdown: escaped by whoever puts it there. */
export function aboutWhom(
  { organization, subject }: Pick<MailReading, 'organization' | 'subject'>,
  reader: Reads,
): string {
  return organization || subject || say(reader, 'mails.mail.no-subject');
}

/** Whose word it is that a customer changed something, and how it was given. */
export function toldLine({ toldByName }: { readonly toldByName: string }, reader: Reads): Text {
  return dotted(say(reader, 'mails.told', { name: bold(toldByName) }), say(reader, 'mails.told.how'));
}
