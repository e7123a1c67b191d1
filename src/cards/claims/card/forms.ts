import { lacksProof } from '../../../domain/claims/proof.ts';
import type { Claim } from '../../../domain/claims/claim.ts';
import { canMove } from '../../../domain/claims/moves.ts';
import type { ActionData } from '../../kit/action.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import type { Reader } from '../../kit/format.ts';
import { clean } from '../../kit/text.ts';
import { inputErrorText, type InputError } from '../form/input-errors.ts';
import type { ClaimFormTyped } from './press.ts';

export interface CardButton {
  readonly title: Text;
  readonly verb: string;
  readonly data: ActionData;
  readonly submit: ActionData;
  readonly style: 'default' | 'positive' | 'destructive';
}

interface Fields {
  readonly about: Text;
  readonly hasEvidence: boolean;
  readonly evidence: string;
  readonly evidenceError: Text;
  readonly hasComments: boolean;
  readonly commentsLabel: Text;
  readonly comments: string;
  readonly commentsError: Text;
  readonly hasReason: boolean;
  readonly reason: string;
  readonly reasonError: Text;
  readonly hasToldOn: boolean;
  readonly toldOn: string;
  readonly toldOnError: Text;
  readonly effect: Text;
}

/** A form of a claim's card: behind a button, or open with what was typed. */
export interface ClaimForm {
  readonly form: ClaimFormTyped['form'];
  readonly title: Text;
  /** Of the button that opens it. */
  readonly style: 'default' | 'positive';
  readonly fields: Fields;
  /** A row each: they do not look alike, and each says what it does. */
  readonly buttons: readonly FormButton[];
}

/** A button of a form, with what it does in a line below it; `''`: the form says so. */
export interface FormButton extends CardButton {
  readonly about: Text;
}

/** The forms that apply, for who reads. @param typed the one that comes back */
export function formsOf(
  claim: Claim,
  as: 'partner' | 'operator',
  canDispute: boolean,
  reader: Reader,
  typed?: ClaimFormTyped,
): ClaimForm[] {
  const names = as === 'operator' ? operatorForms(claim) : partnerForms(claim, canDispute);
  return names.map((form) => formOf(claim, form, typed?.form === form ? typed : undefined, reader));
}

export function button(
  title: Text,
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

function formOf(
  claim: Claim,
  form: ClaimFormTyped['form'],
  typed: ClaimFormTyped | undefined,
  reader: Reader,
): ClaimForm {
  const { claimId } = claim;
  const { fields, buttons } = SHAPES[form](claim, reader);
  const back =
    typed === undefined
      ? []
      : [{ ...button(say(reader, 'claims.button.back'), 'claim.show', { claimId }), about: NONE }];
  return {
    form,
    title: say(reader, `claims.form.${form}`),
    style: form === 'withdraw' || form === 'told' ? 'default' : 'positive',
    fields: { ...noFields(reader), ...typedFields(typed, reader), ...fields },
    buttons: [...buttons.map((one) => ({ about: NONE, ...one })), ...back],
  };
}

function noFields(reader: Reader) {
  return {
    about: NONE,
    hasEvidence: false,
    hasComments: false,
    commentsLabel: say(reader, 'claims.form.comments'),
    hasReason: false,
    hasToldOn: false,
    effect: NONE,
  };
}

function typedFields(typed: ClaimFormTyped | undefined, reader: Reader) {
  const text = (error: InputError | undefined) =>
    error === undefined ? NONE : inputErrorText(error, reader);
  return {
    evidence: lines(typed?.evidence),
    evidenceError: text(typed?.evidenceError),
    comments: lines(typed?.comments),
    commentsError: text(typed?.commentsError),
    reason: lines(typed?.reason),
    reasonError: text(typed?.reasonError),
    toldOn: clean(typed?.toldOn ?? ''),
    toldOnError: text(typed?.toldOnError),
  };
}

interface Shape {
  readonly fields: Partial<Fields> & { readonly effect: Text };
  readonly buttons: readonly (CardButton & { readonly about?: Text })[];
}

const SHAPES: { readonly [form in ClaimFormTyped['form']]: (claim: Claim, reader: Reader) => Shape } = {
  decide: (claim, reader) => ({
    fields: {
      hasComments: true,
      commentsLabel: say(reader, `claims.form.decide.${decisionLabel(claim)}`),
      effect: say(reader, 'claims.form.decide.effect'),
    },
    buttons: decisionButtons(claim, reader),
  }),
  told: ({ claimId }, reader) => ({
    fields: { hasToldOn: true, effect: say(reader, 'claims.form.told.effect') },
    buttons: [button(say(reader, 'claims.button.save-day'), 'claim.told', { claimId }, 'positive')],
  }),
  resubmit: ({ claimId }, reader) => ({
    fields: { hasEvidence: true, hasComments: true, effect: say(reader, 'claims.form.resubmit.effect') },
    buttons: [button(say(reader, 'claims.button.send-again'), 'claim.resubmit', { claimId }, 'positive')],
  }),
  defend: ({ claimId }, reader) => ({
    fields: { hasEvidence: true, hasComments: true, effect: say(reader, 'claims.form.defend.effect') },
    buttons: [button(say(reader, 'claims.button.send-proof'), 'claim.defend', { claimId }, 'positive')],
  }),
  dispute: ({ claimId }, reader) => ({
    fields: {
      hasComments: true,
      commentsLabel: say(reader, 'claims.form.dispute.comments'),
      effect: say(reader, 'claims.form.dispute.effect'),
    },
    buttons: [button(say(reader, 'claims.button.send-dispute'), 'claim.dispute', { claimId }, 'positive')],
  }),
  withdraw: ({ claimId, status }, reader) => ({
    fields: {
      hasReason: true,
      effect: say(
        reader,
        status === 'approved' ? 'claims.form.withdraw.effect-approved' : 'claims.form.withdraw.effect',
      ),
    },
    buttons: [button(say(reader, 'claims.button.withdraw'), 'claim.withdraw', { claimId }, 'destructive')],
  }),
};

function decisionButtons(claim: Claim, reader: Reader): FormButton[] {
  const { claimId } = claim;
  const decide = (decision: 'approve' | 'ask' | 'reject', style?: CardButton['style']) => ({
    ...button(say(reader, `claims.button.${decision}`), 'claim.review', { claimId, decision }, style),
    about: say(reader, `claims.form.${decision === 'approve' ? approvalEffect(claim) : decision}.effect`),
  });
  return [
    decide('approve', 'positive'),
    ...(canMove(claim, 'ask') ? [decide('ask')] : []),
    decide('reject', 'destructive'),
  ];
}

/** What is to be written beside a decision, and when it has to be. */
function decisionLabel(claim: Claim) {
  if (claim.contest !== null) return 'ground';
  return lacksProof(claim) ? 'ground-needed' : 'comment';
}

function approvalEffect(claim: Claim) {
  if (claim.contest !== null) return 'approve-contested';
  return lacksProof(claim) ? 'approve-without-proof' : 'approve';
}

/** Several lines as typed, each without invisible characters. */
function lines(text = ''): string {
  return text
    .split(/\r?\n/)
    .map((line) => clean(line))
    .join('\n')
    .trim();
}
