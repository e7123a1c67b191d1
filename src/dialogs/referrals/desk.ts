import {
  readAssign,
  readLetGo,
  readNote,
  readOutcome,
  ReferralAssignPress,
  ReferralHandbackPress,
  ReferralNotePress,
  ReferralOutcomePress,
  refusedForm,
  type DeskTyped,
} from '../../cards/referrals/desk.ts';
import type { Result } from '../../domain/shared/result.ts';
import { assignReferral } from '../../usecases/referrals/assign.ts';
import type { Changed } from '../../usecases/referrals/change-accepted.ts';
import { decideReferral } from '../../usecases/referrals/decide.ts';
import { noteReferral } from '../../usecases/referrals/note.ts';
import { openReferral } from '../../usecases/referrals/open.ts';
import { concludeReferral } from '../../usecases/referrals/outcome.ts';
import type { OfferRef, OfferRefused } from '../../usecases/referrals/view.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';
import { cardOf, wholeCardOf } from './card-of.ts';

/** What can be done with a referral once it was accepted; each press is answered with the card as it then is. */

export const assignAction = cardAction({
  verb: 'referral.assign',
  who: 'referrals',
  data: ['referralId', 'part'],
  inputs: ['aadObjectId'],
  schema: ReferralAssignPress,
  changes: true,
  async run(speaking, { data }) {
    const { context, actor, opId } = speaking;
    const read = readAssign(data);
    if (!read.ok) return formAgain(speaking, data, read.error);
    return answerOf(speaking, data, await assignReferral(context, actor, data, read.value, opId));
  },
});

export const noteAction = cardAction({
  verb: 'referral.note',
  who: 'referrals',
  data: ['referralId', 'part'],
  inputs: ['text', 'followUp'],
  schema: ReferralNotePress,
  changes: true,
  async run(speaking, { data }) {
    const { context, actor, opId } = speaking;
    const read = readNote(data);
    if (!read.ok) return formAgain(speaking, data, read.error);
    return answerOf(speaking, data, await noteReferral(context, actor, data, read.value, opId), data);
  },
});

export const outcomeAction = cardAction({
  verb: 'referral.outcome',
  who: 'referrals',
  data: ['referralId', 'part'],
  inputs: ['outcome', 'services', 'value'],
  schema: ReferralOutcomePress,
  changes: true,
  async run(speaking, { data }) {
    const { context, actor, opId } = speaking;
    const read = readOutcome(data);
    if (!read.ok) return formAgain(speaking, data, read.error);
    return answerOf(speaking, data, await concludeReferral(context, actor, data, read.value, opId));
  },
});

export const handbackAction = cardAction({
  verb: 'referral.handback',
  who: 'referrals',
  data: ['referralId', 'part'],
  inputs: ['reason', 'notes'],
  schema: ReferralHandbackPress,
  changes: true,
  async run(speaking, { data }) {
    const { context, actor, opId } = speaking;
    const read = readLetGo(data);
    if (!read.ok) return formAgain(speaking, data, { form: 'handback', ...read.error });
    const decision = { verb: 'hand-back', ...read.value } as const;
    const decided = await decideReferral(context, actor, data, decision, opId);
    if (!decided.ok) return FORBIDDEN;
    const missing = decided.value.outcome === 'notes-required';
    const typed = { form: 'handback', ...read.value, notesError: 'notes-needed' } as const;
    return { card: cardOf(speaking, decided.value.view, missing ? typed : undefined) };
  },
});

async function answerOf(
  speaking: Speaking,
  ref: OfferRef,
  changed: Result<Changed, OfferRefused>,
  typed: { readonly text?: string | undefined; readonly followUp?: string | undefined } = {},
): Promise<Answer> {
  if (!changed.ok) return FORBIDDEN;
  const { value } = changed;
  return value.outcome === 'refused'
    ? formAgain(speaking, ref, refusedForm(value.error, typed))
    : { card: cardOf(speaking, value.view) };
}

async function formAgain(speaking: Speaking, ref: OfferRef, typed: DeskTyped): Promise<Answer> {
  const found = await openReferral(speaking.context, speaking.actor, ref);
  return found.ok ? { card: wholeCardOf(speaking, found.value, typed) } : FORBIDDEN;
}
