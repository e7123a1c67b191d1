import type { MailReading } from '../../domain/associations/mail-reading.ts';
import { dateTime, number, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, counted, plain } from '../kit/text.ts';
import { saysText, serviceText, whyText } from './mail-text.ts';

interface MailsData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly what: string;
  readonly rows: readonly { readonly title: string; readonly about: string; readonly why: string }[];
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  readonly after: string;
}

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
  const waiting = counted(unmatched, number(unmatched, reader), 'mail waits', 'mails wait');
  return render({
    fallbackText: unmatched === 0 ? 'No mail waits to be matched' : `${waiting} to be matched`,
    head: head(
      'Operations',
      '',
      'Mails to match',
      unmatched === 0 ? '' : `${number(unmatched, reader)} unmatched`,
      'Accent',
    ),
    what:
      unmatched === 0
        ? 'Every mail that came found its subscription.'
        : mails.length === 0
          ? 'None of those that wait is for you: they are about a partner at which you stand yourself.'
          : 'Of these mails something is not sure: who sent them, when, or which subscription they mean. Open one to decide.',
    rows: mails.map((mail) => ({
      title: titleOf(mail),
      about: [saysText(mail.what), serviceText(mail)].filter((part) => part !== '').join(' · '),
      why: [
        dateTime(mail.receivedAt, reader),
        ...mail.partnerIds.slice(0, 3).map((partnerId) => `PartnerID ${partnerId}`),
        mail.told === undefined ? '' : `told by ${plain(mail.told.name, 80)}, not confirmed`,
        mail.why === null ? '' : whyText(mail.why, reader),
      ]
        .filter((part) => part !== '')
        .join(' · '),
    })),
    choices: mails.map((mail) => ({
      title: clean(`${nameOf(mail)} · ${dateTime(mail.receivedAt, reader)}`, 80),
      value: mail.mailId,
    })),
    after: next ?? '',
  });
}

function titleOf(mail: MailReading): string {
  return plain(nameOf(mail), 80);
}

/** The customer as the mail writes it, else its subject. */
export function nameOf({ organization, subject }: Pick<MailReading, 'organization' | 'subject'>): string {
  return organization || subject || 'A mail without a subject';
}
