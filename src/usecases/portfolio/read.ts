import type { CustomerAssociations } from '../../domain/associations/association.ts';
import { gapsOf, type DelegationRow, type Gap } from '../../domain/portfolio/gaps.ts';
import { trendsOf, type UsageTrend } from '../../domain/portfolio/usage.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { SubscriptionDocument } from '../associations/documents.ts';
import { formerWith } from '../associations/former.ts';
import { usageAt } from '../associations/usage.ts';
import { RowDocument } from '../imports/documents.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';

/** What one customer of a location uses, and what is left on the table there. */
export interface PortfolioEntry {
  readonly customer: CustomerAssociations;
  readonly trends: readonly UsageTrend[];
  readonly gaps: readonly Gap[];
}

/** More delegations, or subscriptions, than a customer has. */
const READ = 1_000;

/** Three queries of the customer's partition, and one read of the location's. */
export async function portfolioEntry(
  documents: Documents,
  partnerId: PartnerId,
  customer: CustomerAssociations,
  now: Date,
): Promise<PortfolioEntry> {
  const partition = partitions.customer(customer.customerId);
  const [used, delegations, subscriptions, former] = await Promise.all([
    usageAt(documents, customer.customerId),
    documents.list(RowDocument, partition, {
      where: [{ field: 'file', is: '=', value: 'delegations' }],
      limit: READ,
    }),
    documents.list(SubscriptionDocument, partition, { limit: READ }),
    formerWith(documents, partnerId, customer.customerId, now),
  ]);
  const { ties } = customer;
  const usage = used.rows;
  return {
    customer,
    trends: trendsOf(ties, partnerId, usage),
    gaps: gapsOf(
      {
        partnerId,
        ties,
        endings: former?.endings ?? [],
        subscriptions: subscriptions.items.map(({ value }) => value),
        usage,
        delegations: delegations.items.map(({ value }) => delegationRow(value.cells)),
      },
      now,
    ),
  };
}

type Cells = { readonly [column: string]: string };

function delegationRow(cells: Cells): DelegationRow {
  const { partnerId = '', kind = '', since = '', expires = '' } = cells;
  return { partnerId, kind, since, expires };
}
