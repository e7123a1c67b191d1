import type { ClaimDraft } from '../../../domain/claims/draft.ts';
import type { KeptFile } from '../../../domain/files/kept-file.ts';
import type { Actor } from '../../../domain/memberships/person.ts';
import { PartnerId } from '../../../domain/shared/ids.ts';
import { ok, type Result } from '../../../domain/shared/result.ts';
import type { Context } from '../../context.ts';
import { takeLocationRoom } from '../../files/quota.ts';
import { claimant } from '../who.ts';

/**
 * Counts files in the day of the location that they belong to now, each once.
 * @param partnerId undefined: none is chosen yet, and they count with the claim that the draft becomes
 */
export function countedAt(
  context: Context,
  partnerId: PartnerId | undefined,
  files: readonly KeptFile[],
): Promise<Result<void, { readonly code: 'quota' }>> {
  if (partnerId === undefined) return Promise.resolve(ok(undefined));
  const fresh = files.filter(({ countedFor }) => countedFor === undefined);
  return takeLocationRoom(context, partnerId, fresh);
}

/** The location of a draft, if its owner may claim for it. */
export async function locationOfDraft(
  { documents, clock }: Context,
  actor: Actor,
  draft: ClaimDraft,
): Promise<PartnerId | undefined> {
  const partnerId = PartnerId.safeParse(draft.typed.partnerId).data;
  const rights = partnerId && (await claimant(documents, actor, { partnerId }, clock.now()));
  return rights?.location.partnerId;
}
