import type { MailReading } from '../../domain/associations/mail-reading.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import type { Choice } from '../kit/choice.ts';
import { dotted } from '../kit/dotted.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import { aboutWhom, saysText, serviceText, toldLine, whyText } from './mail-text.ts';

interface MailRow {
  readonly title: Text;
  readonly about: Text;
  readonly why: Text;
}

interface MailsData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly what: Text;
  readonly rows: readonly MailRow[];
  readonly choices: readonly Choice[];
  readonly after: string;
}

const MAX_PARTNERS = 3;

const render = cardTemplate<MailsData>('mails');

/** Mails about a partner of record that wait for an operator, the oldest first, ten a page. */
export function mailsCard(
  list: {
    readonly mails: readonly MailReading[];
    readonly unmatched: number;
    readonly next: string | undefined;
  },
  reader: Reader,
): AdaptiveCard {
  const { mails, unmatched, next } = list;
  const state = unmatched === 0 ? NONE : say(reader, 'mails.list.unmatched', { count: unmatched });
  const what = unmatched === 0 ? 'none' : mails.length === 0 ? 'none-for-you' : 'some';
  return render(
    {
      fallbackText: say(reader, 'mails.list.fallback', { count: unmatched }),
      head: head(say(reader, 'mails.list.kind'), '', say(reader, 'mails.list.subject'), state, 'Accent'),
      what: say(reader, `mails.list.${what}`),
      rows: mails.map((mail) => rowOf(mail, reader)),
      choices: mails.map((mail) => ({
        title: clean(`${aboutWhom(mail, reader)} · ${dateTime(mail.receivedAt, reader)}`, 80),
        value: mail.mailId,
      })),
      after: next ?? '',
    },
    reader,
  );
}

function rowOf(mail: MailReading, reader: Reader): MailRow {
  const partners = mail.partnerIds
    .slice(0, MAX_PARTNERS)
    .map((partnerId) => say(reader, 'mails.partner-id', { partnerId: clean(partnerId) }));
  return {
    title: plain(aboutWhom(mail, reader), 80),
    about: dotted(saysText(mail.what, reader), serviceText(mail, reader)),
    why: dotted(
      dateTime(mail.receivedAt, reader),
      ...partners,
      mail.told === undefined ? NONE : toldLine({ toldByName: mail.told.name }, reader),
      mail.why === null ? NONE : whyText(mail.why, reader),
    ),
  };
}
