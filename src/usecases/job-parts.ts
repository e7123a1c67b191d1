import type { WorkCalendar } from '../domain/referrals/deadline.ts';
import type { IsAuthentic, OpenMail } from './associations/handle-mail.ts';
import type { Context } from './context.ts';
import type { WriteOfferMail } from './referrals/mail-offer.ts';
import type { ImportFiles } from './imports/dropped/import-files.ts';
import type { Outbound } from './outbound/port.ts';
import type { PartnerCenter } from './partner-center/port.ts';

/** What the handlers of jobs need besides their task. */
export interface JobParts {
  readonly context: Context;
  /** Takes a raw mail apart. */
  readonly openMail: OpenMail;
  /** Whether a raw mail is Microsoft's own. */
  readonly isAuthentic: IsAuthentic;
  /** Words the mail that tells a listed address of an offer. */
  readonly writeOfferMail: WriteOfferMail;
  /** Imports files that were dropped into the chat. */
  readonly importFiles: ImportFiles;
  /** The business days of each country, by its ISO 3166 code. */
  readonly calendars: (country: string) => Promise<WorkCalendar>;
  /** The Partner Center account that is connected; absent: none is. */
  readonly partnerCenter?: PartnerCenter | undefined;
  /** The systems of partners; absent: there are none. */
  readonly outbound?: Outbound | undefined;
}
