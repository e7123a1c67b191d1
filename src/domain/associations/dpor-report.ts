import { z } from 'zod';
import { AadObjectId, CustomerId, PartnerId } from '../shared/ids.ts';
import { Day, DAY_MS, Instant } from '../shared/time.ts';
import type { Customer, Subscription } from './customer.ts';
import type { DporChange } from './dpor-change.ts';
import type { MailDate } from './dpor-mail.ts';
import { matchMail } from './match-mail.ts';

const WrittenDate = z.object({ written: z.string(), days: z.array(Day) });

/**
 * What somebody of a location says that a customer did, by a mail that they pasted. It changes nothing, and is shown to that
 * location alone, until an operator, an authentic mail, an event or an import has said the same or otherwise.
 */
export const DporReport = z.object({
  /** Of the reading that waits for the operators. */
  mailId: z.string(),
  partnerId: PartnerId,
  customerId: CustomerId,
  what: z.enum(['added', 'removed']),
  /** As the text writes them. */
  organization: z.string(),
  service: z.string(),
  starts: WrittenDate,
  ends: WrittenDate,
  /** When the mail was sent, by the text or by whoever pasted it. */
  sentAt: Instant,
  toldAt: Instant,
  toldBy: AadObjectId,
  toldByName: z.string(),
});
export type DporReport = z.infer<typeof DporReport>;

/** Texts that one person, and one location, may report a UTC day. Nobody needs more; whoever guesses does. */
export const REPORTS_A_DAY = { person: 10, location: 30 } as const;

/** What was reported on the latest day on which anything was: the texts by their hash, so that one counts once. */
export const ReportTally = z.object({ day: Day, keys: z.array(z.string()) });
export type ReportTally = z.infer<typeof ReportTally>;

/** @returns the tally with one more text; undefined when the day is full */
export function tallied(
  stored: ReportTally | undefined,
  key: string,
  day: Day,
  most: number,
): ReportTally | undefined {
  const keys = stored?.day === day ? stored.keys : [];
  if (keys.includes(key)) return { day, keys };
  return keys.length >= most ? undefined : { day, keys: [...keys, key] };
}

/** Which subscription a text means. */
interface Said {
  readonly organization: string;
  readonly service: string;
  readonly starts: MailDate;
  readonly ends: MailDate;
}

/** Clocks and zones: a report's day is as somebody read it. */
const LEEWAY_MS = DAY_MS;

/** Whether a change that was taken in says what a report says: of that partner, that product and no other dates, and not of before. */
export function saysTheSame(
  report: DporReport,
  change: Pick<DporChange, 'previousPartnerId' | 'partnerId' | 'changedAt'>,
  subscription: Subscription,
): boolean {
  const { partnerId, what } = report;
  const isTheirs =
    what === 'added'
      ? change.partnerId === partnerId
      : change.previousPartnerId === partnerId && change.partnerId !== partnerId;
  const isBefore = change.changedAt.getTime() < report.sentAt.getTime() - LEEWAY_MS;
  return isTheirs && !isBefore && mayMean(report, subscription);
}

/**
 * Whether a location has itself what a text tells it of: of the subscriptions that it holds one fits, by its dates or by the
 * time it was set. It goes by nothing but those, so that an answer says nothing of others'.
 *
 * @param held subscriptions of the customer that the location holds
 */
export function holdsAlready(
  said: Said & Pick<DporReport, 'sentAt'>,
  customer: Customer,
  held: readonly Subscription[],
): boolean {
  const { one } = matchMail(said, [{ customer, subscriptions: held }]);
  if (one === undefined) return false;
  const { starts, ends, dporChangedAt } = one.subscription;
  const isDated =
    (starts !== null && said.starts.days.includes(starts)) ||
    (ends !== null && said.ends.days.includes(ends));
  const isOfThen =
    dporChangedAt !== null && Math.abs(dporChangedAt.getTime() - said.sentAt.getTime()) <= LEEWAY_MS;
  return isDated || isOfThen;
}

/** Whether one of the subscriptions that a location holds may be meant. */
export function mayMeanAny(said: Said, customer: Customer, held: readonly Subscription[]): boolean {
  return matchMail(said, [{ customer, subscriptions: held }]).why !== 'no-subscription' && held.length > 0;
}

function mayMean(report: DporReport, subscription: Subscription): boolean {
  const customer = { customerId: report.customerId, name: report.organization };
  const known = { ...customer, domain: '', country: '', language: '', industry: '', seats: null };
  return matchMail(report, [{ customer: known, subscriptions: [subscription] }]).one !== undefined;
}
