import { isLive, type Claim } from './claim.ts';

type Standing = Pick<Claim, 'status' | 'contest'>;

/** Another partner claims the target, and this claim's location was asked for more proof and has not answered yet. */
export function owesDefence(claim: Standing): boolean {
  const { contest } = claim;
  return isLive(claim) && contest !== null && contest.answerBy !== null && contest.answeredAt === null;
}

/** It is its location's turn: its people were asked for more, or have a contest to answer. */
export function waitsOnPartner(claim: Standing): boolean {
  return claim.status === 'partner-action-required' || owesDefence(claim);
}

/** It is the operators' turn: there is something to review, or to decide between partners. */
export function waitsOnOperators({ status, contest }: Standing): boolean {
  return status === 'submitted' || status === 'under-review' || status === 'dispute' || contest !== null;
}

export interface ClaimReminder {
  readonly step: 'partner-action-required' | 'under-review' | 'dispute' | 'contest';
  readonly to: 'partner' | 'operators';
  /** When the step ends; the reminder comes before. */
  readonly until: Date;
}

/** Of what a side is reminded as the claim stands: of steps in which it can still do something before they end. */
export function remindersOf(claim: Standing & Pick<Claim, 'dueAt'>): readonly ClaimReminder[] {
  const { status, dueAt, contest } = claim;
  const reminders: ClaimReminder[] = [];
  if (dueAt !== null && status === 'partner-action-required') {
    reminders.push({ step: status, to: 'partner', until: dueAt });
  }
  if (dueAt !== null && (status === 'under-review' || status === 'dispute')) {
    reminders.push({ step: status, to: 'operators', until: dueAt });
  }
  if (contest?.answerBy != null && owesDefence(claim)) {
    reminders.push({ step: 'contest', to: 'partner', until: contest.answerBy });
  }
  return reminders;
}
