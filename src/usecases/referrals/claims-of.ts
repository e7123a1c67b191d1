import type { Claims } from '../../domain/referrals/match.ts';
import { Workload } from '../../domain/shared/catalogue.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { ClaimDocument } from '../claims/documents.ts';

const MAX_CLAIMS = 1_000;

/** Who holds approved CPOR claims at a customer, and on which workloads. One read. */
export async function approvedClaims(documents: Documents, customerId: CustomerId): Promise<Claims> {
  const { items } = await documents.list(ClaimDocument, partitions.customer(customerId), {
    where: [{ field: 'status', is: '=', value: 'approved' }],
    limit: MAX_CLAIMS,
  });
  const claims = new Map<PartnerId, Workload[]>();
  for (const { value } of items) {
    const workload = Workload.safeParse(value.target);
    claims.set(value.partnerId, [
      ...(claims.get(value.partnerId) ?? []),
      ...(workload.success ? [workload.data] : []),
    ]);
  }
  return claims;
}
