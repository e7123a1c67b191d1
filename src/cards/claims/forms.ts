import { lacksProof } from '../../domain/claims/proof.ts';
import type { Claim } from '../../domain/claims/claim.ts';
import { canMove } from '../../domain/claims/moves.ts';
import type { ActionData } from '../kit/action.ts';
import { clean } from '../kit/text.ts';
import type { ClaimFormTyped } from './submit.ts';

export interface CardButton {
  readonly title: string;
  readonly verb: string;
  readonly data: ActionData;
  readonly submit: ActionData;
  readonly style: 'default' | 'positive' | 'destructive';
}

interface Fields {
  readonly about: string;
  readonly hasEvidence: boolean;
  readonly evidence: string;
  readonly evidenceError: string;
  readonly hasComments: boolean;
  readonly commentsLabel: string;
  readonly comments: string;
  readonly commentsError: string;
  readonly hasReason: boolean;
  readonly reason: string;
  readonly reasonError: string;
  readonly hasToldOn: boolean;
  readonly toldOn: string;
  readonly toldOnError: string;
  readonly effect: string;
}

/** A form of a claim's card: behind a button, or open with what was typed. */
export interface ClaimForm {
  readonly form: ClaimFormTyped['form'];
  readonly title: string;
  readonly fields: Fields;
  readonly buttons: readonly CardButton[];
}

/** The forms that apply, for who reads. @param typed the one that comes back */
export function formsOf(
  claim: Claim,
  as: 'partner' | 'operator',
  canDispute: boolean,
  typed?: ClaimFormTyped,
): ClaimForm[] {
  const names = as === 'operator' ? operatorForms(claim) : partnerForms(claim, canDispute);
  return names.map((form) => formOf(claim, form, typed?.form === form ? typed : undefined));
}

export function button(
  title: string,
  verb: string,
  data: ActionData,
  style: CardButton['style'] = 'default',
): CardButton {
  return { title, verb, data, submit: { ...data, verb }, style };
}

function operatorForms(claim: Claim): ClaimFormTyped['form'][] {
  return [
    ...(canMove(claim, 'approve') ? (['decide'] as const) : []),
    ...(canMove(claim, 'tell') ? (['told'] as const) : []),
  ];
}

function partnerForms(claim: Claim, canDispute: boolean): ClaimFormTyped['form'][] {
  return [
    ...(canMove(claim, 'resubmit') ? (['resubmit'] as const) : []),
    ...(canMove(claim, 'defend') ? (['defend'] as const) : []),
    ...(canDispute ? (['dispute'] as const) : []),
    ...(canMove(claim, 'withdraw') ? (['withdraw'] as const) : []),
  ];
}

const NO_FIELDS = {
  about: '',
  hasEvidence: false,
  hasComments: false,
  commentsLabel: 'Comments',
  hasReason: false,
  hasToldOn: false,
  effect: '',
};

function formOf(claim: Claim, form: ClaimFormTyped['form'], typed: ClaimFormTyped | undefined): ClaimForm {
  const { claimId } = claim;
  const { title, fields, buttons } = shapeOf(claim, form);
  const back = typed === undefined ? [] : [button('Back', 'claim.show', { claimId })];
  return {
    form,
    title,
    fields: { ...NO_FIELDS, ...typedFields(typed), ...fields },
    buttons: [...buttons, ...back],
  };
}

function typedFields(typed: ClaimFormTyped | undefined) {
  return {
    evidence: lines(typed?.evidence),
    evidenceError: typed?.evidenceError ?? '',
    comments: lines(typed?.comments),
    commentsError: typed?.commentsError ?? '',
    reason: lines(typed?.reason),
    reasonError: typed?.reasonError ?? '',
    toldOn: clean(typed?.toldOn ?? ''),
    toldOnError: typed?.toldOnError ?? '',
  };
}

function shapeOf(
  claim: Claim,
  form: ClaimFormTyped['form'],
): {
  readonly title: string;
  readonly fields: Partial<Fields> & { readonly effect: string };
  readonly buttons: readonly CardButton[];
} {
  const { claimId } = claim;
  const id = { claimId };
  switch (form) {
    case 'decide': {
      const isContest = claim.contest !== null;
      const canAsk = canMove(claim, 'ask');
      return {
        title: 'Decide',
        fields: {
          hasComments: true,
          commentsLabel: decisionLabel(claim),
          effect: isContest
            ? 'Every partner that claims this target reads the ground. Approving ends the others’ claims at once.'
            : lacksProof(claim)
              ? 'There is no proof that would do. The card will say that the claim was approved without, and on what ground.'
              : 'The partner reads the comment. It takes effect at once.',
        },
        buttons: [
          button('Approve', 'claim.review', { ...id, decision: 'approve' }, 'positive'),
          ...(canAsk ? [button('Ask for more', 'claim.review', { ...id, decision: 'ask' })] : []),
          button('Reject', 'claim.review', { ...id, decision: 'reject' }, 'destructive'),
        ],
      };
    }
    case 'told':
      return {
        title: 'Customer told',
        fields: {
          hasToldOn: true,
          effect: 'The customer may opt out for some business days from then. Silence is consent.',
        },
        buttons: [button('Save day', 'claim.told', id, 'positive')],
      };
    case 'resubmit':
      return {
        title: 'Add proof',
        fields: {
          hasEvidence: true,
          hasComments: true,
          effect: 'The claim goes back to review. Files can be attached here in the chat.',
        },
        buttons: [button('Send again', 'claim.resubmit', id, 'positive')],
      };
    case 'defend':
      return {
        title: 'Add proof',
        fields: {
          hasEvidence: true,
          hasComments: true,
          effect: 'Only the operators see your proof. Files can be attached here in the chat.',
        },
        buttons: [button('Send proof', 'claim.defend', id, 'positive')],
      };
    case 'dispute':
      return {
        title: 'Dispute',
        fields: {
          hasComments: true,
          commentsLabel: 'What did the review get wrong?',
          effect: 'A claim can be disputed once. The answer is final.',
        },
        buttons: [button('Send dispute', 'claim.dispute', id, 'positive')],
      };
    case 'withdraw':
      return {
        title: 'Withdraw',
        fields: {
          hasReason: true,
          effect:
            claim.status === 'approved'
              ? 'You stop being the partner of record at once. This cannot be taken back.'
              : 'The claim ends at once. This cannot be taken back.',
        },
        buttons: [button('Withdraw claim', 'claim.withdraw', id, 'destructive')],
      };
  }
}

/** What is to be written beside a decision, and when it has to be. */
function decisionLabel(claim: Claim): string {
  if (claim.contest !== null) return 'Ground of the decision';
  return lacksProof(claim) ? 'Ground (needed: there is no proof)' : 'Comment (needed unless you approve)';
}

/** Several lines as typed, each without invisible characters. */
function lines(text = ''): string {
  return text
    .split(/\r?\n/)
    .map((line) => clean(line))
    .join('\n')
    .trim();
}
