import { createHash } from 'node:crypto';
import type { Claim } from '../../../domain/claims/claim.ts';
import { CustomerId, type Intent, type PersonId } from '../../../domain/shared/ids.ts';
import { hashOf } from '../../hash-of.ts';
import { partitions } from '../../partitions.ts';
import { ConflictError, create, replace, type Change, type Document, type Documents } from '../../ports.ts';
import { ClaimDocument, ClaimIntentDocument } from '../documents.ts';
import { PointerDocument } from '../../memberships/documents.ts';

/**
 * One intent of one person makes its claims once, wherever and however often it arrives. The pointer says at which customer
 * it may; what it made there is written in the commit of the claims. Before an intent moves to another customer it is
 * written as void at the one before, so that whatever was on its way there conflicts and begins anew.
 */

/** How long a repeat finds what the first made. Claim numbers are derived, so a later one still makes no second claim. */
const TTL_SECONDS = 90 * 86_400;

/** Without the letters that are taken for digits or make words (Crockford's base 32). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 3;
const GROUP = 4;

export function intentKey({ personId }: { readonly personId: PersonId }, intent: Intent): string {
  return hashOf(`${personId} ${intent}`);
}

/** "C-7K3Q-9MZP-2XWA": the same intent and target always make the same number. 60 bits. */
export function claimIdOf(key: string, customerId: CustomerId, target: string): string {
  const bytes = createHash('sha256').update(`${key} ${customerId} ${target}`).digest();
  const letters = [...bytes.subarray(0, GROUPS * GROUP)].map((byte) => LETTERS[byte % LETTERS.length]);
  const groups = Array.from({ length: GROUPS }, (_, at) =>
    letters.slice(at * GROUP, at * GROUP + GROUP).join(''),
  );
  return `C-${groups.join('-')}`;
}

/** The claims that an intent has made; none: it has made nothing yet. At most three reads and one a claim. */
export async function madeBy(documents: Documents, key: string): Promise<Claim[]> {
  const pointer = await findPointer(documents, key);
  if (pointer === undefined) return [];
  const partition = partitions.customer(CustomerId.parse(pointer.value.to));
  const made = await documents.get(ClaimIntentDocument, partition, documentId(key));
  const claims = await Promise.all(
    (made?.value.claimIds ?? []).map((claimId) =>
      documents.get(ClaimDocument, partition, `claim:${claimId}`),
    ),
  );
  return claims.flatMap((claim) => claim?.value ?? []);
}

/**
 * Lets an intent make its claims at a customer, and nowhere else from then on.
 *
 * @returns what goes into the commit of the claims
 * @throws ConflictError when another press under the same intent got ahead: ask {@link madeBy} again
 */
export async function reserveIntent(
  documents: Documents,
  key: string,
  customerId: CustomerId,
  claimIds: readonly string[],
): Promise<Change> {
  const at = partitions.pointer('intent', key);
  const pointer = await findPointer(documents, key);
  const extra = { ttlSeconds: TTL_SECONDS };
  if (pointer === undefined) {
    await documents.commit(at, [create(PointerDocument, 'intent', { to: customerId }, extra)]);
  } else if (pointer.value.to !== customerId) {
    await voidAt(documents, key, CustomerId.parse(pointer.value.to));
    await documents.commit(at, [replace(PointerDocument, pointer, { to: customerId }, extra)]);
  }
  const here = await documents.get(ClaimIntentDocument, partitions.customer(customerId), documentId(key));
  const made = { claimIds: [...claimIds] };
  if (here === undefined) return create(ClaimIntentDocument, documentId(key), made, extra);
  if (here.value.claimIds.length > 0) throw new ConflictError(here.id);
  return replace(ClaimIntentDocument, here, made, extra);
}

async function voidAt(documents: Documents, key: string, customerId: CustomerId): Promise<void> {
  const partition = partitions.customer(customerId);
  const there = await documents.get(ClaimIntentDocument, partition, documentId(key));
  if (there !== undefined && there.value.claimIds.length > 0) throw new ConflictError(there.id);
  const extra = { ttlSeconds: TTL_SECONDS };
  const nothing = { claimIds: [] };
  await documents.commit(partition, [
    there === undefined
      ? create(ClaimIntentDocument, documentId(key), nothing, extra)
      : replace(ClaimIntentDocument, there, nothing, extra),
  ]);
}

function findPointer(documents: Documents, key: string): Promise<Document<{ to: string }> | undefined> {
  return documents.get(PointerDocument, partitions.pointer('intent', key), 'intent');
}

function documentId(key: string): string {
  return `intent:${key}`;
}
