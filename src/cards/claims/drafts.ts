import { z } from 'zod';
import { ClaimId } from '../../domain/claims/claim.ts';
import { DraftId, type ClaimDraft } from '../../domain/claims/draft.ts';
import { ClaimActivity } from '../../domain/shared/catalogue.ts';
import { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { customerTitle } from '../associations/product.ts';
import { date, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { ACTIVITY_SHORT_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, counted, plain } from '../kit/text.ts';
import { targetsOf } from './inputs.ts';
import { targetName } from './target-name.ts';

/**
 * Opens the form: empty, for a customer, with what a draft holds (also as chosen from a list, whose other inputs come
 * along), or as a copy of a claim.
 */
export const ClaimNewSubmit = z.strictObject({
  verb: z.literal('claim.new'),
  data: z.strictObject({
    partnerId: PartnerId.optional(),
    customerId: CustomerId.optional(),
    claimId: ClaimId.optional(),
    draftId: DraftId.optional(),
  }),
});
export type ClaimNewInput = z.infer<typeof ClaimNewSubmit>['data'];

export const ClaimDraftsSubmit = z.strictObject({
  verb: z.literal('claim.drafts'),
  data: z.strictObject({ draftId: DraftId.optional() }),
});
export const ClaimDeleteDraftSubmit = z.strictObject({
  verb: z.literal('claim.delete-draft'),
  data: z.strictObject({ draftId: DraftId }),
});

interface ClaimDraftsData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly note: string;
  readonly rows: readonly { readonly subject: string; readonly about: string }[];
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}

/** A draft with the name of its customer, where its owner may know it. */
export interface NamedDraft {
  readonly draft: ClaimDraft;
  readonly customerName: string;
}

const MOST_ROWS = 10;

const render = cardTemplate<ClaimDraftsData>('claims-drafts');

/** One's drafts, the latest first. @param note what has just happened; `''` */
export function claimDraftsCard(drafts: readonly NamedDraft[], note: string, reader: Reader): AdaptiveCard {
  const state = drafts.length === 0 ? '' : counted(drafts.length, String(drafts.length), 'draft');
  const none = 'You have no drafts. Type “new claim” to begin one.';
  return render({
    fallbackText: clean(`Drafts of claims: ${state || 'none'}`),
    head: head('CPOR claims', '', 'Drafts', state),
    note: [note, drafts.length === 0 ? none : 'Only you see them.'].filter((line) => line !== '').join(' '),
    rows: drafts.slice(0, MOST_ROWS).map((one) => ({
      subject: plain(claimDraftSubject(one), 100),
      about: aboutOf(one.draft, reader),
    })),
    choices: drafts.map((one) => ({
      title: clean(`${claimDraftSubject(one)}, ${date(one.draft.updatedAt, reader)}`, 60),
      value: one.draft.draftId,
    })),
  });
}

/** Which customer a draft is about, as far as it says. */
export function claimDraftSubject({ draft: { typed }, customerName }: NamedDraft): string {
  const id = typed.customerTenantId || typed.customerId;
  const customerId = CustomerId.safeParse(id).data;
  const byId = customerId === undefined ? id : customerTitle('', customerId);
  return customerName || typed.customerName || byId || 'No customer yet';
}

function aboutOf({ typed, evidence, updatedAt }: ClaimDraft, reader: Reader): string {
  const activity = ClaimActivity.safeParse(typed.activity);
  const targets = targetsOf(typed).map((target) => targetName(target));
  return [
    activity.success ? ACTIVITY_SHORT_NAMES[activity.data] : '',
    targets.slice(0, 3).join(', '),
    evidence.length === 0 ? '' : counted(evidence.length, String(evidence.length), 'file'),
    `saved ${date(updatedAt, reader)}`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
