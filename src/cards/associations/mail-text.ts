import type { MailReading, MailWhy } from '../../domain/associations/mail-reading.ts';
import type { DporMailKind } from '../../domain/associations/dpor-mail.ts';
import { plain } from '../kit/text.ts';

/** Why a mail waits for a person, in words. */
export const WHY: { readonly [why in MailWhy]: string } = {
  unreadable: 'It could not be read as a mail.',
  'unknown-wording': 'Its wording is not known.',
  'not-authentic':
    'Not authentic: nothing proves that Microsoft sent it. It may have been forwarded by hand, or be false.',
  undated: 'Undated: when it was first sent could not be read.',
  'no-mailbox':
    'It was addressed to no partner’s mailbox. Mailboxes are the column “mailboxes” of partners.csv.',
  'several-partners': 'It was addressed to mailboxes of several locations.',
  'no-customer': 'No customer of this name is known.',
  'no-subscription': 'The customer has no such subscription: service or dates differ.',
  several: 'Several subscriptions fit.',
  csp: 'The subscription is sold through CSP, and such subscriptions have no partner of record.',
  'other-customer': 'The subscription is known as another customer’s.',
  pasted: 'Somebody of this partner pasted it, and a pasted text proves nothing.',
};

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
