import { z } from 'zod';
import { ClaimId } from '../../../domain/claims/claim.ts';
import type { MoveRefused } from '../../../domain/claims/moves.ts';
import { readLinks, MAX_LINKS, type LinksRefused } from '../../../domain/claims/links.ts';
import { ok, refuse, type Result } from '../../../domain/shared/result.ts';
import { Day } from '../../../domain/shared/time.ts';
import { written } from '../../../domain/shared/written.ts';
import { LOCATION_INPUT } from '../../kit/location-list.ts';
import type { InputError } from '../form/input-errors.ts';

const typed = z.string().max(200_000).optional();

/** Inputs that a client may send along with any press on the card of a claim: those of the form that is open. */
const inputs = { evidence: typed, comments: typed, reason: typed, toldOn: typed };

const ids = { claimId: ClaimId };

/** What the buttons of a claim send. It comes from the client: no rights follow from it. */
export const ClaimShowPress = z.strictObject({
  verb: z.literal('claim.show'),
  /** From a list the inputs of its filter come along. */
  data: z.strictObject({
    ...ids,
    ...inputs,
    show: typed,
    search: typed,
    status: typed,
    target: typed,
    customer: typed,
    partnerId: LOCATION_INPUT,
  }),
});
export const ClaimReviewPress = z.strictObject({
  verb: z.literal('claim.review'),
  data: z.strictObject({ ...ids, decision: z.enum(['approve', 'reject', 'ask']), ...inputs }),
});
export const ClaimToldPress = z.strictObject({
  verb: z.literal('claim.told'),
  data: z.strictObject({ ...ids, ...inputs }),
});
const proof = z.strictObject({ ...ids, ...inputs });
export const ClaimResubmitPress = z.strictObject({ verb: z.literal('claim.resubmit'), data: proof });
export const ClaimDefendPress = z.strictObject({ verb: z.literal('claim.defend'), data: proof });
export const ClaimDisputePress = z.strictObject({ verb: z.literal('claim.dispute'), data: proof });
export const ClaimWithdrawPress = z.strictObject({ verb: z.literal('claim.withdraw'), data: proof });
export type ClaimInput = z.infer<typeof proof>;

/** A form as it comes back: which one, what was typed, and what is wrong with each field. */
export interface ClaimFormTyped {
  readonly form: 'decide' | 'told' | 'resubmit' | 'defend' | 'dispute' | 'withdraw';
  readonly evidence?: string;
  readonly comments?: string;
  readonly reason?: string;
  readonly toldOn?: string;
  readonly evidenceError?: InputError | undefined;
  readonly commentsError?: InputError | undefined;
  readonly reasonError?: InputError | undefined;
  readonly toldOnError?: InputError | undefined;
}

/** Source: the outer contract, `comments` and `notes`. */
export const MAX_COMMENTS = 4_000;
const MAX_REASON = 1_000;

/** Comments and links as typed, or the form as it comes back. */
export function readProof(
  form: 'resubmit' | 'defend' | 'dispute' | 'decide',
  { evidence = '', comments = '' }: ClaimInput,
): Result<{ readonly links: readonly string[]; readonly comments: string }, ClaimFormTyped> {
  const links = readLinks(evidence.slice(0, MAX_COMMENTS));
  const cutEvidence = evidence.length > MAX_COMMENTS;
  const cutComments = comments.length > MAX_COMMENTS;
  if (links.ok && !cutEvidence && !cutComments) return ok({ links: links.value, comments });
  return refuse({
    form,
    evidence: evidence.slice(0, MAX_COMMENTS),
    comments: comments.slice(0, MAX_COMMENTS),
    evidenceError: cutEvidence ? cut(MAX_COMMENTS) : links.ok ? undefined : linkError(links.error),
    commentsError: cutComments ? cut(MAX_COMMENTS) : undefined,
  });
}

export function readReason({ reason = '' }: ClaimInput): Result<string, ClaimFormTyped> {
  if (reason.length > MAX_REASON) {
    return refuse({
      form: 'withdraw',
      reason: reason.slice(0, MAX_REASON),
      reasonError: cut(MAX_REASON),
    });
  }
  return written(reason) === ''
    ? refuse({ form: 'withdraw', reason: '', reasonError: { code: 'say-why.withdraw' } })
    : ok(written(reason));
}

export function readToldOn({ toldOn = '' }: ClaimInput): Result<Day, ClaimFormTyped> {
  const day = Day.safeParse(toldOn.trim());
  return day.success ? ok(day.data) : refuse({ form: 'told', toldOn: '', toldOnError: { code: 'no-day' } });
}

/** A refusal of the rules, beside the field that it is about. */
export function refusedForm(
  form: ClaimFormTyped['form'],
  error: MoveRefused,
  { evidence = '', comments = '', reason = '', toldOn = '' }: Partial<ClaimInput>,
): ClaimFormTyped {
  const kept = { form, evidence, comments, reason, toldOn };
  switch (error.code) {
    case 'comment-required':
      return form === 'withdraw'
        ? { ...kept, reasonError: { code: 'say-why.withdraw' } }
        : { ...kept, commentsError: { code: commentNeeded(form) } };
    case 'ground-required':
    case 'not-disputable':
    case 'dispute-over':
      return { ...kept, commentsError: { code: error.code } };
    case 'nothing-new':
      return { ...kept, evidenceError: { code: error.code } };
    case 'too-much-evidence':
      return { ...kept, evidenceError: { code: error.code, most: error.most } };
    case 'told-in-future':
    case 'told-before-submission':
      return { ...kept, toldOnError: { code: error.code } };
    case 'stale':
    case 'disputed-before':
    case 'answered-since':
      return kept;
  }
}

function commentNeeded(form: ClaimFormTyped['form']) {
  return form === 'decide' || form === 'dispute' ? (`say-why.${form}` as const) : 'say-why';
}

function linkError(error: LinksRefused): InputError {
  return error.code === 'too-many-links' ? { code: error.code, most: MAX_LINKS } : error;
}

function cut(most: number): InputError {
  return { code: 'too-long', most };
}
