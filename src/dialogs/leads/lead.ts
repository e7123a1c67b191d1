import { leadCard, type LeadGiven } from '../../cards/leads/lead.ts';
import {
  LeadAcceptPress,
  LeadClosePress,
  LeadDeclinePress,
  LeadShowPress,
  MAX_REASON,
} from '../../cards/leads/press.ts';
import type { LeadMove } from '../../domain/leads/lead.ts';
import { written } from '../../domain/shared/written.ts';
import { answerLeadOf } from '../../usecases/leads/answer.ts';
import { findLead, type LeadRef } from '../../usecases/leads/find.ts';
import { say } from '../../words/say.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';

const DATA = ['partnerId', 'leadId'];

export const showLeadAction = cardAction({
  verb: 'lead.show',
  who: 'referrals',
  data: DATA,
  inputs: [],
  schema: LeadShowPress,
  changes: false,
  run: (speaking, { data }) => shownLead(speaking, data),
});

export const acceptLeadAction = cardAction({
  verb: 'lead.accept',
  who: 'referrals',
  data: DATA,
  inputs: [],
  schema: LeadAcceptPress,
  changes: true,
  run: (speaking, { data }) => answered(speaking, data, 'accept'),
});

export const declineLeadAction = cardAction({
  verb: 'lead.decline',
  who: 'referrals',
  data: DATA,
  inputs: ['reason'],
  schema: LeadDeclinePress,
  changes: true,
  run(speaking, { data }) {
    const { reason = '' } = data;
    if (reason.length <= MAX_REASON) return answered(speaking, data, 'decline', written(reason));
    const reasonError = say(speaking.reader, 'leads.fault.too-long', { most: MAX_REASON });
    return shownLead(speaking, data, { reason: written(reason.slice(0, MAX_REASON)), reasonError });
  },
});

export const closeLeadAction = cardAction({
  verb: 'lead.close',
  who: 'referrals',
  data: [...DATA, 'outcome'],
  inputs: [],
  schema: LeadClosePress,
  changes: true,
  run: (speaking, { data }) => answered(speaking, data, data.outcome),
});

async function shownLead(
  { context, actor, reader }: Speaking,
  ref: LeadRef,
  given: LeadGiven = {},
): Promise<Answer> {
  const found = await findLead(context, actor, ref);
  if (found === undefined) return FORBIDDEN;
  return { card: leadCard({ lead: found.stored.value, partnerName: found.location.name }, reader, given) };
}

async function answered(
  { context, actor, reader, opId }: Speaking,
  ref: LeadRef,
  move: LeadMove,
  reason = '',
): Promise<Answer> {
  const done = await answerLeadOf(context, actor, ref, { move, reason }, opId);
  if (!done.ok) return FORBIDDEN;
  const { lead, location, outcome } = done.value;
  const given = outcome === 'stale' ? { note: say(reader, 'leads.note.stale') } : {};
  return { card: leadCard({ lead, partnerName: location.name }, reader, given) };
}
