import { claimCard } from '../../cards/claims/card/claim.ts';
import { staleText } from '../../cards/claims/card/history.ts';
import {
  ClaimDefendPress,
  ClaimDisputePress,
  ClaimResubmitPress,
  ClaimReviewPress,
  ClaimShowPress,
  ClaimToldPress,
  ClaimWithdrawPress,
  readProof,
  readReason,
  readToldOn,
  refusedForm,
  type ClaimFormTyped,
  type ClaimInput,
} from '../../cards/claims/card/press.ts';
import { localDay } from '../../cards/kit/format.ts';
import type { Claim } from '../../domain/claims/claim.ts';
import type { ClaimMove, MoveName } from '../../domain/claims/moves.ts';
import { forgetHandedOver, gatheredFiles } from '../../usecases/claims/evidence/attach.ts';
import { linkEvidence } from '../../usecases/claims/evidence/links.ts';
import { moveAs } from '../../usecases/claims/review/move.ts';
import { viewClaim } from '../../usecases/claims/shown/view.ts';
import { NONE } from '../../words/text.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';

/** A claim, and what can be done with it; each press is answered with the card as it then is. */

export const showClaim = cardAction({
  verb: 'claim.show',
  who: 'claimant-or-operator',
  data: ['claimId'],
  inputs: [],
  schema: ClaimShowPress,
  changes: false,
  run: (speaking, { data: { claimId } }) => cardOf(speaking, claimId),
});

export const reviewClaim = cardAction({
  verb: 'claim.review',
  who: 'impartial-operator',
  data: ['claimId', 'decision'],
  inputs: ['comments'],
  schema: ClaimReviewPress,
  changes: true,
  async run(speaking, { data }) {
    const read = readProof('decide', { claimId: data.claimId, comments: data.comments });
    if (!read.ok) return cardOf(speaking, data.claimId, read.error);
    const { comments: comment } = read.value;
    return moved(speaking, data, 'decide', data.decision, () => ({ move: data.decision, comment }));
  },
});

export const toldClaim = cardAction({
  verb: 'claim.told',
  who: 'impartial-operator',
  data: ['claimId'],
  inputs: ['toldOn'],
  schema: ClaimToldPress,
  changes: true,
  async run(speaking, { data }) {
    const read = readToldOn(data);
    if (!read.ok) return cardOf(speaking, data.claimId, read.error);
    const toldOn = read.value;
    return moved(speaking, data, 'told', 'tell', ({ submittedAt, updatedAt }) => ({
      move: 'tell',
      toldOn,
      today: localDay(speaking.reader.now, speaking.reader),
      submittedOn: localDay(submittedAt ?? updatedAt, speaking.reader),
    }));
  },
});

export const resubmitClaim = cardAction({
  verb: 'claim.resubmit',
  who: 'claims',
  data: ['claimId'],
  inputs: ['evidence', 'comments'],
  schema: ClaimResubmitPress,
  changes: true,
  run: (speaking, { data }) => withProof(speaking, data, 'resubmit'),
});

export const defendClaim = cardAction({
  verb: 'claim.defend',
  who: 'claims',
  data: ['claimId'],
  inputs: ['evidence', 'comments'],
  schema: ClaimDefendPress,
  changes: true,
  run: (speaking, { data }) => withProof(speaking, data, 'defend'),
});

export const disputeClaim = cardAction({
  verb: 'claim.dispute',
  who: 'claims',
  data: ['claimId'],
  inputs: ['comments'],
  schema: ClaimDisputePress,
  changes: true,
  async run(speaking, { data }) {
    const read = readProof('dispute', { claimId: data.claimId, comments: data.comments });
    if (!read.ok) return cardOf(speaking, data.claimId, read.error);
    const { comments: comment } = read.value;
    return moved(speaking, data, 'dispute', 'dispute', () => ({ move: 'dispute', comment }));
  },
});

export const withdrawClaim = cardAction({
  verb: 'claim.withdraw',
  who: 'claims',
  data: ['claimId'],
  inputs: ['reason'],
  schema: ClaimWithdrawPress,
  changes: true,
  async run(speaking, { data }) {
    const read = readReason(data);
    if (!read.ok) return cardOf(speaking, data.claimId, read.error);
    const comment = read.value;
    return moved(speaking, data, 'withdraw', 'withdraw', () => ({ move: 'withdraw', comment }));
  },
});

async function withProof(speaking: Speaking, data: ClaimInput, form: 'resubmit' | 'defend'): Promise<Answer> {
  const read = readProof(form, data);
  if (!read.ok) return cardOf(speaking, data.claimId, read.error);
  const { links, comments: comment } = read.value;
  const { context, actor } = speaking;
  const files = await gatheredFiles(context.documents, actor, data.claimId);
  const answer = await moved(speaking, data, form, form, (claim, now) => {
    const known = new Set(claim.evidence.map(({ evidenceId }) => evidenceId));
    const evidence = [...linkEvidence(links, actor, now), ...files].filter(
      ({ evidenceId }) => !known.has(evidenceId),
    );
    return { move: form, evidence, comment };
  });
  await forgetHandedOver(context, actor, data.claimId, files);
  return answer;
}

async function moved(
  speaking: Speaking,
  data: ClaimInput,
  form: ClaimFormTyped['form'],
  name: MoveName,
  moveOf: (claim: Claim, now: Date) => ClaimMove,
): Promise<Answer> {
  const { context, actor, opId } = speaking;
  const outcome = await moveAs(context, actor, data.claimId, name, moveOf, opId);
  if (!outcome.ok) return FORBIDDEN;
  const { value } = outcome;
  const typed = value.outcome === 'refused' ? refusedForm(form, value.error, data) : undefined;
  return cardOf(speaking, data.claimId, typed, value.outcome === 'stale');
}

/** Forms that are the operators'; the others are the claiming location's. */
const OPERATORS: ReadonlySet<ClaimFormTyped['form']> = new Set(['decide', 'told']);

/** The card as the claim now is, for whoever may see it; a form only for whom it is. */
async function cardOf(
  { context, actor, reader }: Speaking,
  claimId: string,
  typed?: ClaimFormTyped,
  stale = false,
): Promise<Answer> {
  const found = await viewClaim(context, actor, claimId);
  if (!found.ok) return FORBIDDEN;
  const view = found.value;
  if (typed !== undefined && OPERATORS.has(typed.form) !== (view.as === 'operator')) return FORBIDDEN;
  return { card: claimCard(view, reader, stale ? staleText(view, reader) : NONE, typed) };
}
