import type { Intake } from '../../domain/referrals/intake.ts';
import { addDays } from '../../domain/shared/time.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { date, dateTime, timeLeft, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { bold, plain } from '../kit/text.ts';
import type { IntakeShown, Numbers } from './intake-shown.ts';
import { leavingText } from './leave.ts';
import type { Fact } from './offer-text.ts';
import { sentences } from '../kit/sentences.ts';

/** What the card says of a location's intake in one of its states. */
export interface PauseParts {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly lines: readonly Text[];
  readonly facts: readonly Fact[];
  /** What to do next. */
  readonly next: Text;
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
  const until = addDays(reader.now, policy.pauseDays);
  const taking = say(reader, 'referrals.pause.taking');
  return {
    fallbackText: taking,
    head: head(say(reader, 'referrals.kind'), name, say(reader, 'referrals.pause.ask'), taking, 'Good'),
    lines: [say(reader, 'referrals.pause.what', { days: policy.pauseDays })],
    facts: [
      {
        title: say(reader, 'referrals.pause.fact.ends'),
        value: say(reader, 'referrals.pause.if-now', { when: dateTime(until, reader) }),
      },
      openOffers(shown, reader),
      {
        title: say(reader, 'referrals.pause.fact.afterwards'),
        value: say(reader, 'referrals.pause.afterwards'),
      },
      nextPause(addDays(until, policy.openDaysBetweenPauses), policy, reader),
    ],
    next: NONE,
  };
}

function pausedParts(shown: IntakeShown, intake: In<'paused'>, policy: Numbers, reader: Reader): PauseParts {
  const { name } = shown.rights.location;
  const { pause, until, allowedFrom } = intake;
  const left = timeLeft(until, reader);
  const day = say(reader, 'referrals.pause.until', { when: date(until, reader) });
  return {
    fallbackText: say(reader, 'referrals.pause.until-left', { when: dateTime(until, reader), left }),
    head: head(say(reader, 'referrals.kind'), name, day, left, 'Accent'),
    lines:
      pause === null
        ? []
        : [
            say(reader, 'referrals.pause.paused-by', {
              name: bold(pause.name),
              when: dateTime(pause.since, reader),
            }),
          ],
    facts: [
      ...(pause === null || pause.reason === ''
        ? []
        : [{ title: say(reader, 'referrals.pause.fact.reason'), value: plain(pause.reason, 300) }]),
      { title: say(reader, 'referrals.pause.fact.until'), value: dateTime(until, reader) },
      openOffers(shown, reader),
      nextPause(allowedFrom, policy, reader),
    ],
    next: nextText(shown, 'come-again', 'come-again-short', reader),
  };
}

function restingParts(
  shown: IntakeShown,
  intake: In<'resting'>,
  policy: Numbers,
  reader: Reader,
): PauseParts {
  const again = say(reader, 'referrals.pause.again');
  const { name } = shown.rights.location;
  return {
    fallbackText: again,
    head: head(say(reader, 'referrals.kind'), name, again, say(reader, 'referrals.pause.open'), 'Good'),
    lines: [howItEnded(intake, reader)],
    facts: [nextPause(intake.allowedFrom, policy, reader)],
    next: nextText(shown, 'nothing-to-do', 'nothing-to-do-short', reader),
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
  const notBefore = say(reader, 'referrals.pause.not-before', { day: date(intake.allowedFrom, reader) });
  const taking = say(reader, 'referrals.pause.taking');
  return {
    fallbackText: notBefore,
    head: head(say(reader, 'referrals.kind'), name, notBefore, taking, 'Good'),
    lines: [
      howItEnded(intake, reader),
      say(reader, 'referrals.pause.too-soon', {
        days: policy.openDaysBetweenPauses,
        when: dateTime(intake.allowedFrom, reader),
      }),
    ],
    facts: [],
    next: shown.leaving === null ? say(reader, 'referrals.pause.until-then') : leavingText(shown, reader),
  };
}

function howItEnded({ pause, endedAt }: In<'resting'>, reader: Reader): Text {
  const early = pause?.resumed;
  return early === undefined
    ? say(reader, 'referrals.pause.ended', { when: dateTime(endedAt, reader) })
    : say(reader, 'referrals.pause.ended-early', {
        name: bold(early.name),
        when: dateTime(early.at, reader),
      });
}

function openOffers({ openOffers: count }: IntakeShown, reader: Reader): Fact {
  return {
    title: say(reader, 'referrals.pause.fact.offers'),
    value:
      count === null
        ? say(reader, 'referrals.pause.offers-unknown')
        : say(reader, 'referrals.pause.offers', { count }),
  };
}

function nextPause(from: Date, { openDaysBetweenPauses }: Numbers, reader: Reader): Fact {
  return {
    title: say(reader, 'referrals.pause.fact.next'),
    value: say(reader, 'referrals.pause.next', { days: openDaysBetweenPauses, day: date(from, reader) }),
  };
}

/** What comes by itself; with the choice to leave where that is offered. */
function nextText(
  shown: IntakeShown,
  alone: 'come-again' | 'nothing-to-do',
  beside: 'come-again-short' | 'nothing-to-do-short',
  reader: Reader,
): Text {
  return shown.leaving === null
    ? say(reader, `referrals.pause.${alone}`)
    : sentences(reader, say(reader, `referrals.pause.${beside}`), leavingText(shown, reader));
}
