import { z } from 'zod';
import { isProgramAdmin } from '../../domain/memberships/rights.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { Program } from '../../domain/shared/catalogue.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { addDays } from '../../domain/shared/time.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { date, dateTime, eitherOf, number, timeLeft, type Reader } from '../kit/format.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean } from '../kit/text.ts';
import type { IntakeShown, Numbers } from './intake-shown.ts';
import { leavesOf, type Leave } from './leave.ts';
import { partsOf, type PauseParts } from './pause-parts.ts';
import { sentences } from '../kit/sentences.ts';

interface PauseData extends PauseParts {
  readonly canPause: boolean;
  readonly form: PauseForm;
  /** What resuming means; `''`: not offered. */
  readonly resumes: Text;
  /** One, or none when leaving is not offered. */
  readonly leaves: readonly Leave[];
  readonly partnerId: PartnerId;
}

interface PauseForm {
  /** Shown in the card itself, not behind a button: it came back with an error. */
  readonly open: boolean;
  readonly reason: Text;
  readonly reasonError: Text;
  readonly note: Text;
  readonly confirm: Text;
}

/** What was typed into the form, and whether it was cut off since it was too long. */
export interface PauseTyped {
  readonly reason: string;
  readonly isTooLong: boolean;
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
  return render(
    {
      ...parts,
      fallbackText: say(reader, 'referrals.pause.fallback', {
        location: clean(location.name),
        what: parts.fallbackText,
      }),
      next: admin ? parts.next : onlyAdmins('referrals.pause.only-admins', shown.admins.map(bold), reader),
      canPause,
      form: formOf(canPause ? typed : undefined, policy, reader),
      resumes: admin && intake.status === 'paused' ? resumesText(policy, reader) : NONE,
      leaves: leavesOf(shown, reader),
      partnerId: location.partnerId,
    },
    reader,
  );
}

/** "Paused until Wed 23 Dec, 13:00 (Berlin), 30 days left"; `''` for a location that takes referrals. */
export function pauseLine(location: Pick<Location, 'pausedUntil'>, reader: Reader): Text {
  const { pausedUntil } = location;
  if (pausedUntil === null || pausedUntil <= reader.now) return NONE;
  return say(reader, 'referrals.pause.until-left', {
    when: dateTime(pausedUntil, reader),
    left: timeLeft(pausedUntil, reader),
  });
}

function resumesText({ openDaysBetweenPauses }: Numbers, reader: Reader): Text {
  return say(reader, 'referrals.pause.resumes', {
    day: date(addDays(reader.now, openDaysBetweenPauses), reader),
  });
}

const data = z.strictObject({ partnerId: PartnerId });

/** What the cards send back. It comes from the client: no rights follow from it. */
export const PauseShowPress = z.strictObject({ verb: z.literal('pause.show'), data });
export const ReferralsPausePress = z.strictObject({
  verb: z.literal('referrals.pause'),
  data: z.strictObject({ partnerId: PartnerId, reason: z.string().optional() }),
});
export const ReferralsResumePress = z.strictObject({
  verb: z.literal('referrals.resume'),
  /** A client may send the input of the form beside it along. */
  data: z.strictObject({ partnerId: PartnerId, reason: z.string().optional() }),
});
export const ReferralsLeavePress = z.strictObject({
  verb: z.literal('referrals.leave'),
  data: z.strictObject({ partnerId: PartnerId, program: Program }),
});

const MAX_REASON = 1_000;

/** @returns what was typed, cut off, when it is too long; else undefined */
export function pauseTyped(reason: string): PauseTyped | undefined {
  if (reason.length <= MAX_REASON) return undefined;
  return { reason: reason.slice(0, MAX_REASON), isTooLong: true };
}

/** What is said beside a reason that is too long. */
export function reasonTooLong(reader: Reader): Text {
  return say(reader, 'referrals.error.reason-long', { most: number(MAX_REASON, reader) });
}

/** What only program admins may do, and whom to ask; names are in bold for a card, or as they are for a refusal. */
export function onlyAdmins(
  rule: `referrals.pause.only-admins${'' | '-pause' | '-resume' | '-leave'}`,
  names: readonly Text[],
  reader: Reads,
): Text {
  if (names.length === 0) return say(reader, rule);
  const ask = say(reader, 'referrals.pause.ask-admin', { names: eitherOf(names, reader) });
  return sentences(reader, say(reader, rule), ask);
}

function formOf(typed: PauseTyped | undefined, policy: Numbers, reader: Reader): PauseForm {
  return {
    open: typed !== undefined,
    reason: clean(typed?.reason ?? ''),
    reasonError: typed?.isTooLong === true ? reasonTooLong(reader) : NONE,
    note: say(reader, 'referrals.pause.early'),
    confirm: say(reader, 'referrals.pause.confirm', { days: policy.pauseDays }),
  };
}
