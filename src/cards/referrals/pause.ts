import { z } from 'zod';
import { isProgramAdmin } from '../../domain/memberships/rights.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { Program } from '../../domain/shared/catalogue.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { addDays } from '../../domain/shared/time.ts';
import { date, dateTime, number, timeLeft, type Reader } from '../kit/format.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean } from '../kit/text.ts';
import {
  leavesOf,
  partsOf,
  type IntakeShown,
  type Leave,
  type Numbers,
  type PauseParts,
} from './pause-parts.ts';

interface PauseData extends PauseParts {
  readonly canPause: boolean;
  readonly form: PauseForm;
  /** What resuming means; `''`: not offered. */
  readonly resumes: string;
  /** One, or none when leaving is not offered. */
  readonly leaves: readonly Leave[];
  readonly partnerId: PartnerId;
}

interface PauseForm {
  /** Shown in the card itself, not behind a button: it came back with an error. */
  readonly open: boolean;
  readonly reason: string;
  readonly reasonError: string;
  readonly note: string;
  readonly confirm: string;
}

/** What was typed into a form that could not be taken, and what is wrong with it. */
export interface PauseTyped {
  readonly reason: string;
  readonly reasonError: string;
}

const render = cardTemplate<PauseData>('referrals-pause');

/**
 * Whether a location takes referrals, in the state it is in now: what a pause does and the form that asks for it; until
 * when it is paused and how to end that; after it, from when it may pause again and why, and the choice to leave the programme.
 *
 * @param asked the reader wants a pause; else it is how things stand after one
 */
export function pauseCard(
  shown: IntakeShown,
  policy: Numbers,
  reader: Reader,
  { asked = false, typed }: { readonly asked?: boolean; readonly typed?: PauseTyped | undefined } = {},
): AdaptiveCard {
  const { rights, intake } = shown;
  const { location } = rights;
  const admin = isProgramAdmin(rights);
  const parts = partsOf(shown, asked, policy, reader);
  const canPause = admin && intake.status === 'open';
  return render({
    ...parts,
    fallbackText: clean(`${location.name}: ${parts.fallbackText}`),
    next: admin ? parts.next : whoCould(shown.admins),
    canPause,
    form: formOf(canPause ? typed : undefined, policy, reader),
    resumes:
      admin && intake.status === 'paused'
        ? `Referrals come again at once. You could next pause from ${date(addDays(reader.now, policy.openDaysBetweenPauses), reader)}.`
        : '',
    leaves: leavesOf(shown, reader),
    partnerId: location.partnerId,
  });
}

/** "Paused until Wed 23 Dec, 13:00 (Berlin), 30 days left"; `''` for a location that takes referrals. */
export function pauseLine(location: Pick<Location, 'pausedUntil'>, reader: Reader): string {
  const { pausedUntil } = location;
  if (pausedUntil === null || pausedUntil <= reader.now) return '';
  return `Paused until ${dateTime(pausedUntil, reader)}, ${timeLeft(pausedUntil, reader)}`;
}

const data = z.strictObject({ partnerId: PartnerId });

/** What the cards send back. It comes from the client: no rights follow from it. */
export const PauseShowSubmit = z.strictObject({ verb: z.literal('pause.show'), data });
export const ReferralsPauseSubmit = z.strictObject({
  verb: z.literal('referrals.pause'),
  data: z.strictObject({ partnerId: PartnerId, reason: z.string().optional() }),
});
export const ReferralsResumeSubmit = z.strictObject({
  verb: z.literal('referrals.resume'),
  /** A client may send the input of the form beside it along. */
  data: z.strictObject({ partnerId: PartnerId, reason: z.string().optional() }),
});
export const ReferralsLeaveSubmit = z.strictObject({
  verb: z.literal('referrals.leave'),
  data: z.strictObject({ partnerId: PartnerId, program: Program }),
});

const MOST_REASON = 1_000;

/** @returns what was typed with what to say beside it, when it is too long; else undefined */
export function pauseTyped(reason: string): PauseTyped | undefined {
  if (reason.length <= MOST_REASON) return undefined;
  return {
    reason: reason.slice(0, MOST_REASON),
    reasonError: 'The reason holds at most 1,000 characters; the rest was cut off here.',
  };
}

function whoCould(admins: readonly string[]): string {
  return onlyAdmins('pause or resume', admins.map(bold));
}

/** The rule and the way out, for a card (names in bold) or a refusal (names as they are). */
export function onlyAdmins(what: string, names: readonly string[]): string {
  const ask = names.length === 0 ? '' : ` Ask ${orListed(names)}.`;
  return `Only a program admin of this location can ${what}.${ask}`;
}

/** "a", "a or b", "a, b or c". */
function orListed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

function formOf(typed: PauseTyped | undefined, policy: Numbers, reader: Reader): PauseForm {
  const days = number(policy.pauseDays, reader);
  return {
    open: typed !== undefined,
    reason: clean(typed?.reason ?? ''),
    reasonError: typed?.reasonError ?? '',
    note: 'You can resume early at any time.',
    confirm: `Pause ${days} days`,
  };
}
