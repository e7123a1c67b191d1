import type { CustomerAssociations, UsageRow } from '../../domain/associations/association.ts';
import { gapsOf, type DelegationRow, type Gap } from '../../domain/portfolio/gaps.ts';
import { trendsOf, type UsageTrend } from '../../domain/portfolio/usage.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { SubscriptionDocument } from '../associations/documents.ts';
import { formerWith } from '../associations/former.ts';
import { RowDocument } from '../imports/documents.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';

/** What one customer of a location uses, and what is left on the table there. */
export interface PortfolioEntry {
  readonly customer: CustomerAssociations;
  readonly trends: readonly UsageTrend[];
  readonly gaps: readonly Gap[];
}

/** Rows of a customer that are read: three years of months of ten workloads by three partners. */
const READ = 1_000;

/** Three queries of the customer's partition, and one read of the location's. */
export async function portfolioEntry(
  documents: Documents,
  partnerId: PartnerId,
  customer: CustomerAssociations,
  now: Date,
): Promise<PortfolioEntry> {
  const partition = partitions.customer(customer.customerId);
  const rowsOf = async (file: string) =>
    (
      await documents.list(RowDocument, partition, {
        where: [{ field: 'file', is: '=', value: file }],
        limit: READ,
      })
    ).items.map(({ value }) => value.cells);
  const [usageCells, delegationCells, subscriptions, former] = await Promise.all([
    rowsOf('usage'),
    rowsOf('delegations'),
    documents.list(SubscriptionDocument, partition, { limit: READ }),
    formerWith(documents, partnerId, customer.customerId, now),
  ]);
  const usage = usageCells.map(usageRow);
  const { ties } = customer;
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
        delegations: delegationCells.map(delegationRow),
      },
      now,
    ),
  };
}

type Cells = { readonly [column: string]: string };

function usageRow(cells: Cells): UsageRow {
  const { target = '', date = '', partnerId = '', association = '' } = cells;
  const { activeUsers = '', seats = '', acr = '' } = cells;
  return { target, date, partnerId, association, activeUsers, seats, acr };
}

function delegationRow(cells: Cells): DelegationRow {
  const { partnerId = '', kind = '', since = '', expires = '' } = cells;
  return { partnerId, kind, since, expires };
}
