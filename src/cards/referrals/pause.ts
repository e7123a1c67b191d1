import { z } from 'zod';
import { isProgramAdmin, type Rights } from '../../domain/memberships/rights.ts';
import type { Intake } from '../../domain/referrals/intake.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { ReferralPolicy } from '../../domain/referrals/policy.ts';
import { Program } from '../../domain/shared/catalogue.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { addDays, dayOf } from '../../domain/shared/time.ts';
import type { Case } from '../../domain/support/case.ts';
import { date, dateTime, day, number, timeLeft, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { PROGRAM_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean, counted, listed, plain } from '../kit/text.ts';

interface Fact {
  readonly title: string;
  readonly value: string;
}

interface PauseData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly lines: readonly string[];
  readonly facts: readonly Fact[];
  /** What to do next. */
  readonly next: string;
  readonly canPause: boolean;
  readonly form: PauseForm;
  /** What resuming means; `''`: not offered. */
  readonly resumes: string;
  /** One, or none when leaving is not offered. */
  readonly leaves: readonly {
    readonly text: string;
    readonly programs: readonly {
      readonly title: string;
      readonly program: Program;
      readonly partnerId: PartnerId;
    }[];
  }[];
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

/** A location's intake for one of its people; see the use case of the same name for the parts. */
export interface IntakeShown {
  readonly rights: Rights;
  readonly intake: Intake;
  readonly openOffers: number | null;
  readonly leaving: readonly Case[] | null;
  readonly admins: readonly string[];
}

type Numbers = Pick<ReferralPolicy, 'pauseDays' | 'openDaysBetweenPauses'>;

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

function partsOf(
  shown: IntakeShown,
  asked: boolean,
  policy: Numbers,
  reader: Reader,
): Pick<PauseData, 'fallbackText' | 'head' | 'lines' | 'facts' | 'next'> {
  const { rights, intake } = shown;
  const { name } = rights.location;
  const days = number(policy.pauseDays, reader);
  const between = number(policy.openDaysBetweenPauses, reader);
  switch (intake.status) {
    case 'open': {
      const until = addDays(reader.now, policy.pauseDays);
      const nextPause = date(addDays(until, policy.openDaysBetweenPauses), reader);
      return {
        fallbackText: 'taking referrals',
        head: head('Referrals', name, 'Pause referrals', 'Taking referrals', 'Good'),
        lines: [
          `A pause turns all referrals to this location off for ${days} days, Benefit and Standard alike.`,
        ],
        facts: [
          { title: 'Ends', value: `${dateTime(until, reader)}, if you pause now` },
          { title: 'Open offers', value: openOffers(shown.openOffers, reader) },
          { title: 'Afterwards', value: 'Referrals come again, or you leave the programme' },
          { title: 'Next pause', value: `After ${between} days open: from ${nextPause}` },
        ],
        next: '',
      };
    }
    case 'paused': {
      const { pause, until } = intake;
      const left = timeLeft(until, reader);
      return {
        fallbackText: `paused until ${dateTime(until, reader)}, ${left}`,
        head: head('Referrals', name, `Paused until ${date(until, reader)}`, left, 'Accent'),
        lines:
          pause === null
            ? []
            : [`${bold(pause.name)} paused all referrals on ${dateTime(pause.since, reader)}.`],
        facts: [
          ...(pause === null || pause.reason === ''
            ? []
            : [{ title: 'Reason', value: plain(pause.reason, 300) }]),
          { title: 'Until', value: dateTime(until, reader) },
          { title: 'Open offers', value: openOffers(shown.openOffers, reader) },
          {
            title: 'Next pause',
            value: `After ${between} days open: from ${date(intake.allowedFrom, reader)}`,
          },
        ],
        next:
          shown.leaving === null
            ? 'Referrals come again by themselves when the time is over.'
            : `Referrals come again by themselves. ${chooseToLeave(shown, reader)}`,
      };
    }
    case 'resting': {
      const { pause, endedAt } = intake;
      const early = pause?.resumed;
      const how =
        early === undefined
          ? `The pause ended by itself on ${dateTime(endedAt, reader)}.`
          : `${bold(early.name)} ended the pause early on ${dateTime(early.at, reader)}.`;
      if (asked) {
        const from = date(intake.allowedFrom, reader);
        return {
          fallbackText: `no pause before ${from}`,
          head: head('Referrals', name, `No pause before ${from}`, 'Taking referrals', 'Good'),
          lines: [
            how,
            `Between two pauses a location takes referrals for ${between} days, so it can pause again from ${dateTime(intake.allowedFrom, reader)}.`,
          ],
          facts: [],
          next:
            shown.leaving === null
              ? 'Until then referrals come as cards, to accept or decline.'
              : chooseToLeave(shown, reader),
        };
      }
      return {
        fallbackText: 'taking referrals again',
        head: head('Referrals', name, 'Taking referrals again', 'Open', 'Good'),
        lines: [how],
        facts: [
          {
            title: 'Next pause',
            value: `After ${between} days open: from ${date(intake.allowedFrom, reader)}`,
          },
        ],
        next:
          shown.leaving === null
            ? 'There is nothing to do: new referrals come as cards.'
            : `There is nothing to do. ${chooseToLeave(shown, reader)}`,
      };
    }
  }
}

function openOffers(count: number | null, reader: Reader): string {
  if (count === null) return 'Those you have still need your answer in time';
  if (count === 0) return 'None';
  return `${counted(count, number(count, reader), 'offer')} still ${count === 1 ? 'needs' : 'need'} your answer in time`;
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

/** Memberships in force, and what was asked for each. */
function membershipsOf({ rights, leaving }: IntakeShown, reader: Reader) {
  const today = dayOf(reader.now);
  return rights.location.memberships
    .filter(({ ends }) => ends === null || today <= ends)
    .map((membership) => ({
      ...membership,
      asked: leaving?.find(({ program }) => program === membership.program),
    }));
}

function chooseToLeave(shown: IntakeShown, reader: Reader): string {
  const memberships = membershipsOf(shown, reader);
  const asked = memberships.flatMap(({ program, ends, asked: found }) => {
    if (ends !== null) return [`The ${PROGRAM_NAMES[program]} membership ends on ${day(ends, reader)}.`];
    if (found === undefined) return [];
    return [
      `${bold(found.openedByName)} asked on ${date(found.openedAt, reader)} to leave ${PROGRAM_NAMES[program]}: case ${found.caseId}. The operators set its last day; until then referrals come.`,
    ];
  });
  const open = memberships.filter(({ ends, asked: found }) => ends === null && found === undefined);
  const offered =
    asked.length === 0
      ? 'If you cannot take them on, you can leave the programme.'
      : `You can also leave ${listed(open.map(({ program }) => PROGRAM_NAMES[program]))}.`;
  return [...asked, ...(open.length > 0 ? [offered] : [])].join(' ');
}

function leavesOf(shown: IntakeShown, reader: Reader): PauseData['leaves'] {
  if (shown.leaving === null) return [];
  const open = membershipsOf(shown, reader).filter(({ ends, asked }) => ends === null && asked === undefined);
  if (open.length === 0) return [];
  const { partnerId } = shown.rights.location;
  const names = open.map(({ program }) => PROGRAM_NAMES[program]);
  return [
    {
      text: `This asks the operators of the programme to end your membership in ${listed(names)}. They set its last day; after it there are no referrals and no rights from it. It cannot be taken back here.`,
      programs: open.map(({ program }) => ({ title: `Leave ${program}`, program, partnerId })),
    },
  ];
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
