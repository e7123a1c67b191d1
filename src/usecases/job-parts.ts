import type { WorkCalendar } from '../domain/referrals/deadline.ts';
import type { IsAuthentic, OpenMail } from './associations/handle-mail.ts';
import type { Context } from './context.ts';
import type { WriteOfferMail } from './referrals/mail-offer.ts';

/** What the handlers of jobs need besides their task. */
export interface JobParts {
  readonly context: Context;
  /** Takes a raw mail apart. */
  readonly openMail: OpenMail;
  /** Whether a raw mail is Microsoft's own. */
  readonly isAuthentic: IsAuthentic;
  /** Words the mail that tells a listed address of an offer. */
  readonly writeOfferMail: WriteOfferMail;
  /** The business days of each country, by its ISO 3166 code. */
  readonly calendars: (country: string) => Promise<WorkCalendar>;
}
