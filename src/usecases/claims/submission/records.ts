import type { Evidence } from '../../../domain/claims/claim.ts';
import type { Actor } from '../../../domain/memberships/person.ts';
import type { PartnerId } from '../../../domain/shared/ids.ts';
import { ownNameId } from '../../associations/customer-names.ts';
import type { Context } from '../../context.ts';
import { findKept, markAttached } from '../../files/keep.ts';
import { countAtLocation } from '../../files/quota.ts';
import { partitions } from '../../partitions.ts';
import { ConflictError, create, type Change, type Documents } from '../../ports.ts';
import type { CustomerFacts } from './customer-facts.ts';
import { OwnNameDocument } from '../../associations/documents.ts';
import { PointerDocument } from '../../memberships/documents.ts';

/**
 * Files stay as they are from now on, whatever becomes of the draft, and count in the day of the location that claims, if
 * they did not before.
 *
 * @returns false when one is gone
 */
export async function becomeProof(
  context: Context,
  actor: Actor,
  partnerId: PartnerId,
  evidence: readonly Evidence[],
): Promise<boolean> {
  const { documents } = context;
  for (const { fileId } of evidence) {
    if (fileId === null) continue;
    const before = await findKept(documents, fileId);
    const marked = await markAttached(documents, actor, fileId, 'claim', partnerId);
    if (before === undefined || marked === undefined) return false;
    if (before.value.countedFor === undefined) await countAtLocation(context, partnerId, [marked]);
  }
  return true;
}

/** Written before the claim: a pointer that points at nothing means nothing. */
export async function pointTo(
  documents: Documents,
  claimId: string,
  { customerId }: CustomerFacts,
): Promise<void> {
  const at = partitions.pointer('claim', claimId);
  if ((await documents.get(PointerDocument, at, 'claim')) !== undefined) return;
  try {
    await documents.commit(at, [create(PointerDocument, 'claim', { to: customerId })]);
  } catch (error) {
    // The same press at another process wrote the same.
    if (!(error instanceof ConflictError)) throw error;
  }
}

/**
 * How the location calls a customer that nobody has named, in the commit of its first claim there: its own word, which names
 * the customer to nobody else.
 */
export async function ownName(
  documents: Documents,
  partnerId: PartnerId,
  { customerId, name, domain, isNamed, isNamedElsewhere }: CustomerFacts,
): Promise<Change[]> {
  if (isNamed || name === '') return [];
  const id = ownNameId(partnerId);
  const stored = await documents.get(OwnNameDocument, partitions.customer(customerId), id);
  if (stored !== undefined) return [];
  const later = isNamedElsewhere ? { cameLater: true } : {};
  return [create(OwnNameDocument, id, { partnerId, customerId, name, domain, ...later })];
}
