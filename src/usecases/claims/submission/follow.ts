import type { Claim } from '../../../domain/claims/claim.ts';
import type { PersonId } from '../../../domain/shared/ids.ts';
import type { Context } from '../../context.ts';
import { deleteDraft } from './drafts.ts';
import { listNow } from '../review/follow.ts';

/** What the commit has left to jobs, done at once, so that the next card shows it already. */
export async function followSubmission(
  context: Context,
  actor: { readonly personId: PersonId },
  claims: readonly Claim[],
  draftId: string | undefined,
): Promise<void> {
  for (const claim of claims) await listNow(context, claim);
  if (draftId !== undefined) await deleteDraft(context, actor, draftId);
}
