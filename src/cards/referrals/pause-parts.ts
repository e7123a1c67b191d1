import type { Rights } from '../../domain/memberships/rights.ts';
import type { Intake } from '../../domain/referrals/intake.ts';
import type { ReferralPolicy } from '../../domain/referrals/policy.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { addDays, dayOf } from '../../domain/shared/time.ts';
import type { Case } from '../../domain/support/case.ts';
import { date, dateTime, day, number, timeLeft, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { PROGRAM_NAMES } from '../kit/labels.ts';
import { bold, counted, listed, plain } from '../kit/text.ts';

/** A location's intake for one of its people; see the use case of the same name for the parts. */
export interface IntakeShown {
  readonly rights: Rights;
  readonly intake: Intake;
  readonly openOffers: number | null;
  readonly leaving: readonly Case[] | null;
  readonly admins: readonly string[];
}

export type Numbers = Pick<ReferralPolicy, 'pauseDays' | 'openDaysBetweenPauses'>;

/** What the card says of a location's intake in one of its states. */
export interface PauseParts {
  readonly fallbackText: string;
  readonly head: Head;
  readonly lines: readonly string[];
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  /** What to do next. */
  readonly next: string;
}

/** The choice to leave, by programme. */
export interface Leave {
  readonly text: string;
  readonly programs: readonly {
    readonly title: string;
    readonly program: Program;
    readonly partnerId: PartnerId;
  }[];
}

/** @param asked the reader wants a pause; else it is how things stand after one */
export function partsOf(shown: IntakeShown, asked: boolean, policy: Numbers, reader: Reader): PauseParts {
  const { intake } = shown;
  switch (intake.status) {
    case 'open':
      return openParts(shown, policy, reader);
    case 'paused':
      return pausedParts(shown, intake, policy, reader);
    case 'resting':
      return asked
        ? tooSoonParts(shown, intake, policy, reader)
        : restingParts(shown, intake, policy, reader);
  }
}

type In<Status> = Extract<Intake, { readonly status: Status }>;

function openParts(shown: IntakeShown, policy: Numbers, reader: Reader): PauseParts {
  const { name } = shown.rights.location;
  const days = number(policy.pauseDays, reader);
  const between = number(policy.openDaysBetweenPauses, reader);
  const until = addDays(reader.now, policy.pauseDays);
  const nextPause = date(addDays(until, policy.openDaysBetweenPauses), reader);
  return {
    fallbackText: 'taking referrals',
    head: head('Referrals', name, 'Pause referrals', 'Taking referrals', 'Good'),
    lines: [`A pause turns all referrals to this location off for ${days} days, Benefit and Standard alike.`],
    facts: [
      { title: 'Ends', value: `${dateTime(until, reader)}, if you pause now` },
      { title: 'Open offers', value: openOffers(shown.openOffers, reader) },
      { title: 'Afterwards', value: 'Referrals come again, or you leave the programme' },
      { title: 'Next pause', value: `After ${between} days open: from ${nextPause}` },
    ],
    next: '',
  };
}

function pausedParts(shown: IntakeShown, intake: In<'paused'>, policy: Numbers, reader: Reader): PauseParts {
  const { name } = shown.rights.location;
  const between = number(policy.openDaysBetweenPauses, reader);
  const { pause, until } = intake;
  const left = timeLeft(until, reader);
  return {
    fallbackText: `paused until ${dateTime(until, reader)}, ${left}`,
    head: head('Referrals', name, `Paused until ${date(until, reader)}`, left, 'Accent'),
    lines:
      pause === null ? [] : [`${bold(pause.name)} paused all referrals on ${dateTime(pause.since, reader)}.`],
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

function restingParts(
  shown: IntakeShown,
  intake: In<'resting'>,
  policy: Numbers,
  reader: Reader,
): PauseParts {
  const { name } = shown.rights.location;
  const between = number(policy.openDaysBetweenPauses, reader);
  return {
    fallbackText: 'taking referrals again',
    head: head('Referrals', name, 'Taking referrals again', 'Open', 'Good'),
    lines: [howItEnded(intake, reader)],
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

/** Somebody asks for a pause while the location has to stay open: from when it may, and why. */
function tooSoonParts(
  shown: IntakeShown,
  intake: In<'resting'>,
  policy: Numbers,
  reader: Reader,
): PauseParts {
  const { name } = shown.rights.location;
  const between = number(policy.openDaysBetweenPauses, reader);
  const from = date(intake.allowedFrom, reader);
  return {
    fallbackText: `no pause before ${from}`,
    head: head('Referrals', name, `No pause before ${from}`, 'Taking referrals', 'Good'),
    lines: [
      howItEnded(intake, reader),
      `Between two pauses a location takes referrals for ${between} days, so it can pause again from ${dateTime(intake.allowedFrom, reader)}.`,
    ],
    facts: [],
    next:
      shown.leaving === null
        ? 'Until then referrals come as cards, to accept or decline.'
        : chooseToLeave(shown, reader),
  };
}

function howItEnded({ pause, endedAt }: In<'resting'>, reader: Reader): string {
  const early = pause?.resumed;
  return early === undefined
    ? `The pause ended by itself on ${dateTime(endedAt, reader)}.`
    : `${bold(early.name)} ended the pause early on ${dateTime(early.at, reader)}.`;
}

function openOffers(count: number | null, reader: Reader): string {
  if (count === null) return 'Those you have still need your answer in time';
  if (count === 0) return 'None';
  return `${counted(count, number(count, reader), 'offer')} still ${count === 1 ? 'needs' : 'need'} your answer in time`;
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

/** One, or none when leaving is not offered. */
export function leavesOf(shown: IntakeShown, reader: Reader): readonly Leave[] {
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
