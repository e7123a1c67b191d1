import type { MailReading, MailWhy } from '../../domain/associations/mail-reading.ts';
import type { DporMailKind } from '../../domain/associations/dpor-mail.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';
import { plain } from '../kit/text.ts';

/** Why a mail waits for a person, or was refused, in a sentence. */
export function whyText(why: MailWhy, reader: Reads): Text {
  return say(reader, `mail-reasons.${why}`);
}

export function saysText(what: DporMailKind | null): string {
  if (what === null) return 'Not clear';
  return what === 'added' ? 'Added as partner of record' : 'Removed as partner of record';
}

/** "Office 365 Enterprise E3 · 2015-05-27 to 2015-07-26", as the mail wrote it; `''` where it says nothing. */
export function serviceText({
  service,
  starts,
  ends,
}: Pick<MailReading, 'service' | 'starts' | 'ends'>): string {
  const dates = [starts.written, ends.written]
    .map((written) => plain(written, 40))
    .filter((one) => one !== '');
  return [plain(service, 100), dates.join(' to ')].filter((part) => part !== '').join(' · ');
}
