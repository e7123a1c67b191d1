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
import { findLead, shownLead, type LeadRef } from '../../usecases/leads/find.ts';
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
  run: (speaking, { data }) => shown(speaking, data),
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
    return shown(speaking, data, { reason: written(reason.slice(0, MAX_REASON)), reasonError });
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

async function shown(
  { context, actor, reader }: Speaking,
  ref: LeadRef,
  given: LeadGiven = {},
): Promise<Answer> {
  const found = await findLead(context, actor, ref);
  if (found === undefined) return FORBIDDEN;
  return { card: leadCard(shownLead(found.stored.value, found), reader, given) };
}

async function answered(
  { context, actor, reader, opId }: Speaking,
  ref: LeadRef,
  move: LeadMove,
  reason = '',
): Promise<Answer> {
  const done = await answerLeadOf(context, actor, ref, { move, reason }, opId);
  if (!done.ok) return FORBIDDEN;
  const given = done.value.outcome === 'stale' ? { note: say(reader, 'leads.note.stale') } : {};
  return { card: leadCard(shownLead(done.value.lead, done.value), reader, given) };
}
