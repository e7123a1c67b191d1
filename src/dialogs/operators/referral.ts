import { operatorReferralCard } from '../../cards/operators/referral.ts';
import {
  readChange,
  ReferralReassignSubmit,
  ReferralWhySubmit,
  ReferralWithdrawSubmit,
  type ChangeInput,
  type ChangeTyped,
} from '../../cards/operators/submit.ts';
import { MOST_PARTNERS } from '../../domain/referrals/split.ts';
import { interveneReferral, type Intervention, type Unfit } from '../../usecases/operators/intervene.ts';
import { explainReferral } from '../../usecases/operators/why.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';

export const whyAction = cardAction({
  verb: 'referral.why',
  who: 'operator',
  data: ['referralId'],
  inputs: [],
  schema: ReferralWhySubmit,
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
  schema: ReferralWithdrawSubmit,
  changes: true,
  run: (speaking, { data }) => change(speaking, 'withdraw', data),
});

export const reassignAction = cardAction({
  verb: 'referral.reassign',
  who: 'impartial-operator',
  data: ['referralId', 'part'],
  inputs: ['reason', 'partnerId'],
  schema: ReferralReassignSubmit,
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
    return { card: operatorReferralCard(referral, undefined, reader, OUTCOMES[outcome][verb]) };
  }
  if (done.error.code === 'forbidden') return FORBIDDEN;
  const { referral, unfit } = done.error;
  const typed = {
    reason: read.value.reason,
    partnerId: submit.partnerId ?? '',
    partnerError: UNFIT[unfit],
  };
  return { card: operatorReferralCard(referral, undefined, reader, '', typed) };
}

async function formAgain(
  { context, person, reader }: Speaking,
  { referralId }: ChangeInput,
  typed: ChangeTyped,
): Promise<Answer> {
  const found = await explainReferral(context, person, referralId);
  if (!found.ok) return FORBIDDEN;
  return { card: operatorReferralCard(found.value.referral, undefined, reader, '', typed) };
}

const OUTCOMES = {
  done: {
    withdraw: 'Withdrawn. Whoever had it sees so on their card.',
    reassign:
      'It is being matched, without partners at which you hold a role or may come to. Whoever had it sees on their card that it was withdrawn.',
  },
  stale: {
    withdraw: 'There was nothing to withdraw any more: this is how it stands now.',
    reassign: 'There was nothing to reassign any more: this is how it stands now.',
  },
} as const;

const UNFIT: { readonly [unfit in Unfit]: string } = {
  unknown: 'No location has this PartnerID.',
  'own-partner': 'You hold a role there yourself, or may come to, so somebody else has to decide.',
  'most-partners': `${MOST_PARTNERS} partners share this referral already, and more may not.`,
  'let-go': 'It had this before; a referral never returns to who let it go.',
  'referral-ready': 'It is not ready for referrals.',
  membership: 'It has no membership in force for this kind of referral.',
  country: 'It does not serve the customer’s country.',
  language: 'It does not serve the customer’s language.',
  size: 'It does not serve customers of this size.',
  industry: 'It does not serve the customer’s industry.',
  endorsement: 'It is not endorsed for every workload of this part.',
  paused: 'It has paused its referrals.',
};
