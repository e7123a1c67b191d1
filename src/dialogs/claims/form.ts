import { claimFormCard } from '../../cards/claims/form/form.ts';
import type { ClaimFormShown, ClaimFormState } from '../../cards/claims/form/shown.ts';
import {
  ClaimFormPress,
  ClaimSubmitPress,
  readClaim,
  readTargets,
  typedOf,
  type ClaimErrors,
} from '../../cards/claims/form/inputs.ts';
import { submittedCard } from '../../cards/claims/form/submitted.ts';
import { openingDialogs } from '../../cards/kit/in-dialog.ts';
import type { AdaptiveCard } from '../../cards/kit/template.ts';
import { CLAIM_FIELDS, type ClaimTyped } from '../../domain/claims/draft.ts';
import type { ClaimInput } from '../../domain/claims/submission.ts';
import { unreachable } from '../../domain/shared/result.ts';
import { openForm } from '../../usecases/claims/submission/form.ts';
import { judgeClaims, type SubmitProblems } from '../../usecases/claims/submission/judge.ts';
import { submitClaims, type SubmitRefused } from '../../usecases/claims/submission/submit.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { cardAction, FORBIDDEN, type Answer, type Speaking } from '../speaking.ts';

/** What the form is about besides what was typed. */
export interface FormIds {
  readonly intent: string;
  readonly draftId?: string | undefined;
}

/** The form as it now is: with the choices that fit, and with what is wrong. */
export async function formAnswer(
  speaking: Speaking,
  { intent, draftId = '' }: FormIds,
  typed: ClaimTyped,
  state: Omit<ClaimFormState, 'intent'>,
): Promise<Answer> {
  const { context, person } = speaking;
  const form = await openForm(context, person, typed, draftId === '' ? undefined : draftId);
  return form.ok ? { card: formCard(speaking, form.value, typed, { ...state, intent }) } : FORBIDDEN;
}

/** A client with dialogs shows the whole form in one; in the chat it has a button that opens it. */
export function formCard(
  { dialog, reader }: Pick<Speaking, 'dialog' | 'reader'>,
  shown: ClaimFormShown,
  typed: ClaimTyped,
  state: ClaimFormState,
): AdaptiveCard {
  if (dialog === 'open') return claimFormCard(shown, typed, { ...state, step: 'all' }, reader);
  if (dialog === undefined) return claimFormCard(shown, typed, state, reader);
  return openingDialogs(claimFormCard(shown, typed, { ...state, opensDialog: true }, reader));
}

/** Next and Back: only reads. */
export const claimFormAction = cardAction({
  verb: 'claim.form',
  who: 'claims',
  data: ['intent', 'draftId'],
  inputs: CLAIM_FIELDS,
  schema: ClaimFormPress,
  changes: false,
  async run(speaking, { data }) {
    const { typed, tooLong } = typedOf(data);
    const { step = 'who' } = data;
    const read = readClaim(typed, tooLong);
    // Only the first half is judged on the way to the second, whose fields nobody has seen yet.
    const errors = step === 'who' || read.ok ? {} : firstHalf(read.error);
    return formAnswer(speaking, data, typed, { step, errors });
  },
});

export const submitClaimAction = cardAction({
  verb: 'claim.submit',
  who: 'claims',
  data: ['intent', 'draftId'],
  inputs: CLAIM_FIELDS,
  schema: ClaimSubmitPress,
  changes: true,
  async run(speaking, { data }) {
    const { context, actor, reader, opId } = speaking;
    const { typed, tooLong } = typedOf(data);
    const again = (errors: ClaimErrors, more: Partial<ClaimFormState> = {}) =>
      formAnswer(speaking, data, typed, { step: 'what', isRefused: true, errors, ...more });
    const read = readClaim(typed, tooLong);
    const draftId = data.draftId === '' ? undefined : data.draftId;
    if (!read.ok) {
      const input = readTargets(typed);
      const problems = input && (await judgeClaims(context, actor, { intent: data.intent, draftId, input }));
      const judged = input && problems && problemsOf(problems, input);
      return again({ ...judged?.errors, ...read.error }, { claimIds: judged?.claimIds ?? [] });
    }
    const submission = { intent: data.intent, draftId, input: read.value };
    const submitted = await submitClaims(context, actor, submission, opId);
    if (submitted.ok) {
      const finished = submitted.value.outcome === 'done' ? 'now' : 'before';
      return { card: submittedCard(submitted.value, reader), finished };
    }
    return refused(submitted.error, read.value, reader, again);
  },
});

async function refused(
  error: SubmitRefused,
  input: ClaimInput,
  reader: Reads,
  again: (errors: ClaimErrors, more?: Partial<ClaimFormState>) => Promise<Answer>,
): Promise<Answer> {
  switch (error.code) {
    case 'forbidden':
      return FORBIDDEN;
    case 'draft-gone':
      return again({}, { note: say(reader, 'claim-form.draft-gone') });
    case 'name-needed':
      return again({ customerName: { code: 'name-needed' } });
    case 'too-much':
      return again({ target: { code: 'too-much' } });
    case 'refused': {
      const { errors, claimIds } = problemsOf(error, input);
      return again(errors, { claimIds });
    }
    default:
      return unreachable(error);
  }
}

/** What stands in the way, beside its field; and claims to open that do. */
export function problemsOf(
  { targets, proof }: SubmitProblems,
  { activity }: ClaimInput,
): { readonly errors: ClaimErrors; readonly claimIds: readonly string[] } {
  return {
    errors: {
      ...(targets.length > 0 ? { target: { code: 'targets-refused', activity, targets } as const } : {}),
      ...(proof === undefined ? {} : { evidence: proof }),
    },
    claimIds: targets.flatMap(({ why }) => (why.code === 'already-claimed' ? [why.claim.claimId] : [])),
  };
}

function firstHalf({
  partnerId,
  customerId,
  customerTenantId,
  customerName,
  customerDomain,
  activity,
}: ClaimErrors): ClaimErrors {
  const errors = { partnerId, customerId, customerTenantId, customerName, customerDomain, activity };
  return Object.fromEntries(Object.entries(errors).filter(([, error]) => error !== undefined));
}
