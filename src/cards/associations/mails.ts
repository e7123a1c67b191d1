import type { MailReading } from '../../domain/associations/mail-reading.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { dateTime, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { BARE, tap, type ListRow } from '../kit/list-row.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import { aboutWhom, saysText, serviceText, toldLine, whyText } from './mail-text.ts';

interface MailsData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly what: Text;
  readonly rows: readonly ListRow[];
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
      after: next ?? '',
    },
    reader,
  );
}

function rowOf(mail: MailReading, reader: Reader): ListRow {
  const partners = mail.partnerIds
    .slice(0, MAX_PARTNERS)
    .map((partnerId) => say(reader, 'mails.partner-id', { partnerId: clean(partnerId) }));
  const arrived = dateTime(mail.receivedAt, reader);
  return {
    ...BARE,
    subject: plain(aboutWhom(mail, reader), 80),
    title: clean(dotted(clean(aboutWhom(mail, reader)), arrived), 100),
    about: dotted(saysText(mail.what, reader), serviceText(mail, reader)),
    when: dotted(
      say(reader, 'mails.list.arrived', { when: arrived }),
      ...partners,
      mail.told === undefined ? NONE : toldLine({ toldByName: mail.told.name }, reader),
      mail.why === null ? NONE : whyText(mail.why, reader),
    ),
    ...tap('dpor.mail.show', { mailId: mail.mailId }),
  };
}
