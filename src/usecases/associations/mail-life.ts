import { DEFAULT_MAIL_DAYS, isEnded, MESSAGE_DAYS } from '../../domain/associations/mail-life.ts';
import type { MailReading } from '../../domain/associations/mail-reading.ts';
import { DAY_MS } from '../../domain/shared/time.ts';
import type { Context } from '../context.ts';

type Keeping = Pick<Context, 'mailDays'>;
export interface Life {
  readonly ttlSeconds: number;
}

/** For the bytes of a mail that comes in now. */
export function mailLife({ mailDays = DEFAULT_MAIL_DAYS }: Keeping): Life {
  return { ttlSeconds: mailDays * (DAY_MS / 1_000) };
}

/** For what is written of a reading now: what waits stays until somebody decides. */
export function readingLife(keeping: Keeping, reading: Pick<MailReading, 'state'>): Partial<Life> {
  return isEnded(reading) ? mailLife(keeping) : {};
}

/** For what is known of a Message-ID. One that nothing proves is known no longer than its mail. */
export function messageLife(keeping: Keeping, isAuthentic: boolean): Life {
  return isAuthentic ? { ttlSeconds: MESSAGE_DAYS * (DAY_MS / 1_000) } : mailLife(keeping);
}
