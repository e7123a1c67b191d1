import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { clean } from '../../cards/kit/text.ts';
import {
  onlyAdmins,
  pauseCard,
  PauseShowPress,
  pauseTyped,
  ReferralsLeavePress,
  ReferralsPausePress,
  ReferralsResumePress,
} from '../../cards/referrals/pause.ts';
import { isProgramAdmin } from '../../domain/memberships/rights.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { rememberLocation } from '../../usecases/memberships/person-changes.ts';
import { showIntake, type IntakeRefused, type IntakeView } from '../../usecases/referrals/intake-view.ts';
import { askToLeave } from '../../usecases/referrals/leave.ts';
import { pauseReferrals } from '../../usecases/referrals/pause.ts';
import { resumeReferrals } from '../../usecases/referrals/resume.ts';
import { noAccess } from '../chat/no-access.ts';
import { cardAction, FORBIDDEN, type Answer, type Command, type Speaking } from '../speaking.ts';
import { atLocation, type WhichLocation } from '../which-location.ts';

/** Which location to pause, of those that the person administers; with none, any, to see who could. */
export const whichToPause: WhichLocation = {
  dialog: 'pause-which-location',
  kind: 'referrals.kind',
  question: 'referrals.pause.which',
  verb: 'pause.show',
  meant(_speaking, locations) {
    const administered = locations.filter(isProgramAdmin);
    return administered.length > 0 ? administered : locations;
  },
  show: (speaking, partnerId) => showIntakeCard(speaking, partnerId, true),
};

/** `pause`: what a pause of the location does, to confirm on the card. */
export const pauseCommand: Command = {
  words: ['pause'],
  about: 'chat.about.pause',
  group: 'referrals',
  who: ['program-admin'],
  run: (speaking) => atLocation(whichToPause, speaking, () => noAccess(speaking)),
};

export const showPauseAction = cardAction({
  verb: 'pause.show',
  who: 'referrals',
  data: ['partnerId'],
  inputs: [],
  schema: PauseShowPress,
  changes: false,
  async run(speaking, { data: { partnerId } }) {
    const shown = await showIntake(speaking.context, speaking.actor, partnerId);
    if (!shown.ok) return FORBIDDEN;
    await rememberLocation(speaking.context, speaking.person, partnerId);
    return { card: cardOf(speaking, shown.value, { asked: true }) };
  },
});

export const pauseAction = cardAction({
  verb: 'referrals.pause',
  who: 'referral-pause',
  data: ['partnerId'],
  inputs: ['reason'],
  schema: ReferralsPausePress,
  changes: true,
  async run(speaking, { data: { partnerId, reason = '' } }) {
    const { context, actor, opId } = speaking;
    const typed = pauseTyped(reason);
    if (typed !== undefined) {
      const shown = await showIntake(context, actor, partnerId);
      return answer(speaking, shown, 'pause', { asked: true, typed });
    }
    const paused = await pauseReferrals(context, actor, { partnerId, reason: reason.trim() }, opId);
    return answer(speaking, paused, 'pause', { asked: true });
  },
});

export const resumeAction = cardAction({
  verb: 'referrals.resume',
  who: 'referral-pause',
  data: ['partnerId'],
  inputs: [],
  schema: ReferralsResumePress,
  changes: true,
  async run(speaking, { data: { partnerId } }) {
    const { context, actor, opId } = speaking;
    const resumed = await resumeReferrals(context, actor, partnerId, opId);
    return answer(speaking, resumed, 'resume');
  },
});

export const leaveAction = cardAction({
  verb: 'referrals.leave',
  who: 'referral-pause',
  data: ['partnerId', 'program'],
  inputs: [],
  schema: ReferralsLeavePress,
  changes: true,
  async run(speaking, { data }) {
    const { context, actor, opId } = speaking;
    return answer(speaking, await askToLeave(context, actor, data, opId), 'leave');
  },
});

/**
 * The card for a typed word.
 *
 * @param asked whether it was `pause`
 */
export async function showIntakeCard(
  speaking: Speaking,
  partnerId: PartnerId,
  asked: boolean,
): Promise<AdaptiveCard> {
  const shown = await showIntake(speaking.context, speaking.actor, partnerId);
  return shown.ok ? cardOf(speaking, shown.value, { asked }) : noAccess(speaking);
}

/** A refusal names who could only to somebody with a role there; to everybody else it is as if nothing were there. */
function answer(
  speaking: Speaking,
  result: Result<IntakeView, IntakeRefused>,
  what: 'pause' | 'resume' | 'leave',
  how: Parameters<typeof pauseCard>[3] = {},
): Answer {
  if (result.ok) return { card: cardOf(speaking, result.value, how) };
  const { admins } = result.error;
  if (admins === undefined) return FORBIDDEN;
  const names = admins.map((name) => clean(name));
  return {
    refused: 'forbidden',
    message: (reader) => onlyAdmins(`referrals.pause.only-admins-${what}`, names, reader),
  };
}

function cardOf(
  { context, reader }: Speaking,
  view: IntakeView,
  how: Parameters<typeof pauseCard>[3],
): AdaptiveCard {
  return pauseCard(view, context.policy, reader, how);
}

/** The card with the reason in its form, for the button to be pressed. */
export function filledPauseCard(speaking: Speaking, view: IntakeView, reason: string): AdaptiveCard {
  return cardOf(speaking, view, { asked: true, typed: { reason, isTooLong: false } });
}
