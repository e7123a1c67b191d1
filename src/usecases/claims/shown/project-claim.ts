import type { Claim } from '../../../domain/claims/claim.ts';
import { claimEntry } from '../../../domain/claims/claim-entry.ts';
import type { CustomerId, PartnerId } from '../../../domain/shared/ids.ts';
import { calledByStranger } from '../../associations/called-now.ts';
import { calledAt } from '../../associations/customer-names.ts';
import { knowsCustomer } from '../../associations/knows-customer.ts';
import type { Context } from '../../context.ts';
import { decideAgain } from '../../decide-again.ts';
import { listAll } from '../../list-all.ts';
import { partitions } from '../../partitions.ts';
import { create, remove, replace, type Change, type Documents } from '../../ports.ts';
import { CustomerDocument, SubscriptionDocument } from '../../associations/documents.ts';
import { ClaimDocument, ClaimEntryDocument } from '../documents.ts';

type Projecting = Pick<Context, 'documents' | 'queues' | 'clock'>;

/** Writes a claim as it is now into its location's list, unless a later state stands there already. */
export async function projectClaim(
  { documents, queues, clock }: Projecting,
  customerId: CustomerId,
  claimId: string,
): Promise<void> {
  await decideAgain(queues, `claim-entry:${claimId}`, async () => {
    const change = await entryChange(documents, customerId, claimId, clock.now());
    if (change !== undefined) await documents.commit(change.partition, [change.change]);
  });
}

/** The same for every claim of a location at a customer that it has come to know: its list names the customer from now on. */
export async function projectClaimsAt(
  context: Projecting,
  { partnerId, customerId }: Pick<Claim, 'partnerId' | 'customerId'>,
): Promise<void> {
  const own = [{ field: 'partnerId', is: '=', value: partnerId }] as const;
  const claims = await listAll(context.documents, ClaimDocument, partitions.customer(customerId), own);
  for (const { claimId } of claims) await projectClaim(context, customerId, claimId);
}

/** The write that brings a location's list up to date. @returns undefined when there is nothing to write */
export async function entryChange(
  documents: Documents,
  customerId: CustomerId,
  claimId: string,
  now: Date,
): Promise<{ readonly partition: string; readonly change: Change } | undefined> {
  const stored = await documents.get(ClaimDocument, partitions.customer(customerId), `claim:${claimId}`);
  if (stored === undefined) return undefined;
  const claim = stored.value;
  const partition = partitions.partner(claim.partnerId);
  const id = claimEntryId(claimId);
  const [names, before] = await Promise.all([
    namesOf(documents, claim, now),
    documents.get(ClaimEntryDocument, partition, id),
  ]);
  const entry = claimEntry(claim, names);
  if (before !== undefined && before.value.version > entry.version) return undefined;
  if (JSON.stringify(before?.value) === JSON.stringify(entry)) return undefined;
  const change =
    before === undefined ? create(ClaimEntryDocument, id, entry) : replace(ClaimEntryDocument, before, entry);
  return { partition, change };
}

export function claimEntryId(claimId: string): string {
  return `claim-entry:${claimId}`;
}

/** Takes a claim that is gone, or another location's now, off a list. */
export async function unlistClaim(
  documents: Documents,
  partnerId: PartnerId,
  claimId: string,
): Promise<void> {
  const partition = partitions.partner(partnerId);
  const entry = await documents.get(ClaimEntryDocument, partition, claimEntryId(claimId));
  if (entry !== undefined) await documents.commit(partition, [remove(entry)]);
}

/** The customer's name, and the product of a claimed subscription, as far as the location may know them. */
async function namesOf(
  documents: Documents,
  { partnerId, customerId, target }: Claim,
  now: Date,
): Promise<{ readonly customerName: string; readonly product: string }> {
  const partition = partitions.customer(customerId);
  const [knows, record, subscription] = await Promise.all([
    knowsCustomer(documents, partnerId, customerId, now),
    documents.get(CustomerDocument, partition, 'customer'),
    target.length === 36
      ? documents.get(SubscriptionDocument, partition, `subscription:${target}`)
      : undefined,
  ]);
  const called = await (knows ? calledAt : calledByStranger)(documents, partnerId, customerId, record?.value);
  return { customerName: called.name, product: knows ? (subscription?.value.product ?? '') : '' };
}
