import { claimOnSample } from './sample-claim.ts';
import type { Claim } from '../../domain/claims/claim.ts';
import type { DocumentStore } from '../../store/document-store.ts';
import { documentsOn } from '../../store/documents.ts';
import { CustomerDocument } from '../../usecases/associations/documents.ts';
import { ClaimDocument } from '../../usecases/claims/documents.ts';
import { projectClaim } from '../../usecases/claims/shown/project-claim.ts';
import { createQueues } from '../../usecases/decide-again.ts';
import { partitions } from '../../usecases/partitions.ts';
import { replace, type Document } from '../../usecases/ports.ts';

/**
 * Gives the sample's claims what no file carries: their proof, whom at the customer, and the steps that led to where they
 * stand. Their numbers, targets and statuses stay as imported.
 *
 * @param store with the sample in it, and no Porter on it yet
 */
export async function tellHistory(store: DocumentStore, now: Date): Promise<void> {
  const documents = documentsOn(store);
  const claims: Document<Claim>[] = [];
  for await (const claim of documents.scan(ClaimDocument, 'customers')) claims.push(claim);
  for (const claim of claims) {
    const { customerId, claimId } = claim.value;
    const customer = await documents.get(CustomerDocument, partitions.customer(customerId), 'customer');
    const told = claimOnSample(claim.value, customer?.value.domain ?? 'customer.test', now);
    await documents.commit(claim.partition, [replace(ClaimDocument, claim, told)]);
    const context = { documents, queues: createQueues(), clock: { now: () => now } };
    await projectClaim(context, customerId, claimId);
  }
}
