import type { Evidence } from '../../domain/claims/claim.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import { markAttached } from '../files/keep.ts';
import { CustomerKind, PointerKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import { ConflictError, create, type Change, type Documents } from '../ports.ts';
import type { CustomerFacts } from './customer-facts.ts';

/** Files stay as they are from now on, whatever becomes of the draft. @returns false when one is gone */
export async function becomeProof(
  documents: Documents,
  actor: Actor,
  evidence: readonly Evidence[],
): Promise<boolean> {
  for (const { fileId } of evidence) {
    if (fileId === null) continue;
    if ((await markAttached(documents, actor, fileId, 'claim')) === undefined) return false;
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
  if ((await documents.get(PointerKind, at, 'claim')) !== undefined) return;
  try {
    await documents.commit(at, [create(PointerKind, 'claim', { to: customerId })]);
  } catch (error) {
    // The same press at another process wrote the same.
    if (!(error instanceof ConflictError)) throw error;
  }
}

/** The record of a customer of whom there was none, in the commit of its first claim. */
export function recordCustomer({ customerId, name, domain, isRecorded }: CustomerFacts): Change[] {
  if (isRecorded || name === '') return [];
  const unknown = { country: '', language: '', industry: '', seats: null };
  return [create(CustomerKind, 'customer', { customerId, name, domain, ...unknown })];
}
