import { operatorReferralCard } from '../../cards/operators/referral.ts';
import {
  readChange,
  ReferralReassignPress,
  ReferralWhyPress,
  ReferralWithdrawPress,
  type ChangeInput,
  type ChangeTyped,
} from '../../cards/operators/press.ts';
import { interveneReferral, type Intervention } from '../../usecases/operators/intervene.ts';
import { explainReferral } from '../../usecases/operators/why.ts';
import { say } from '../../words/say.ts';
import { NONE } from '../../words/text.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';

export const whyAction = cardAction({
  verb: 'referral.why',
  who: 'operator',
  data: ['referralId'],
  inputs: [],
  schema: ReferralWhyPress,
  changes: false,
  async run({ context, person, reader }, { data: { referralId } }) {
    const found = await explainReferral(context, person, referralId);
    if (!found.ok) return FORBIDDEN;
    return { card: operatorReferralCard(found.value.referral, found.value.matchings, reader) };
  },
});

export const withdrawAction = cardAction({
  verb: 'referral.withdraw',
  who: 'impartial-operator',
  data: ['referralId', 'part'],
  inputs: ['reason'],
  schema: ReferralWithdrawPress,
  changes: true,
  run: (speaking, { data }) => change(speaking, 'withdraw', data),
});

export const reassignAction = cardAction({
  verb: 'referral.reassign',
  who: 'impartial-operator',
  data: ['referralId', 'part'],
  inputs: ['reason', 'partnerId'],
  schema: ReferralReassignPress,
  changes: true,
  run: (speaking, { data }) => change(speaking, 'reassign', data),
});

async function change(speaking: Speaking, verb: Intervention['verb'], submit: ChangeInput): Promise<Answer> {
  const { context, actor, reader, opId } = speaking;
  // a PartnerID typed beside the button that withdraws means nothing
  const read = readChange(verb === 'withdraw' ? { ...submit, partnerId: '' } : submit);
  if (!read.ok) return formAgain(speaking, submit, read.error);
  const intervention = { verb, ...read.value };
  const done = await interveneReferral(context, actor, submit, intervention, opId);
  if (done.ok) {
    const { referral, outcome } = done.value;
    return {
      card: operatorReferralCard(referral, undefined, reader, say(reader, `operators.${outcome}.${verb}`)),
    };
  }
  if (done.error.code === 'forbidden') return FORBIDDEN;
  const { referral, unfit } = done.error;
  const typed = {
    reason: read.value.reason,
    partnerId: submit.partnerId ?? '',
    partnerError: unfit,
  };
  return { card: operatorReferralCard(referral, undefined, reader, NONE, typed) };
}

async function formAgain(
  { context, person, reader }: Speaking,
  { referralId }: ChangeInput,
  typed: ChangeTyped,
): Promise<Answer> {
  const found = await explainReferral(context, person, referralId);
  if (!found.ok) return FORBIDDEN;
  return { card: operatorReferralCard(found.value.referral, undefined, reader, NONE, typed) };
}
