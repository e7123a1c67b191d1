import type { MailReading, MailState } from './mail-reading.ts';

/** How long a mail stays as it arrived, and what was read of one that waits for nobody any more. */
export const DEFAULT_MAIL_DAYS = 180;

/**
 * How long a Message-ID is known, so that the same mail sent again changes nothing: Porter's own, longer than any mailbox
 * forwards anew what it holds.
 */
export const MESSAGE_DAYS = 1_827;

const ENDED: ReadonlySet<MailState> = new Set([
  'taken',
  'refused',
  'nothing',
  'repeat',
  'set-aside',
  'confirmed',
]);

/** Whether a mail waits for nobody and nothing: its change was taken in or refused, or it was set aside. */
export function isEnded({ state }: Pick<MailReading, 'state'>): boolean {
  return ENDED.has(state);
}
