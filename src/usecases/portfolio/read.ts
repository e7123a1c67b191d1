import type { CustomerAssociations } from '../../domain/associations/association.ts';
import { gapsOf, type Gap } from '../../domain/portfolio/gaps.ts';
import { trendsOf, type UsageTrend } from '../../domain/portfolio/usage.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { SubscriptionDocument } from '../associations/documents.ts';
import { formerWith } from '../associations/former.ts';
import { palRow } from '../associations/read-ties.ts';
import { usageAt } from '../associations/usage.ts';
import { RowDocument } from '../imports/documents.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { listLocations } from '../referrals/directory.ts';
import { delegationRowsAt } from './delegations.ts';

/** What one customer of a location uses, and what is left on the table there. */
export interface PortfolioEntry {
  readonly customer: CustomerAssociations;
  readonly trends: readonly UsageTrend[];
  readonly gaps: readonly Gap[];
}

/** A location, and what else its account is called: by its own id, and by those of its other locations. */
export interface Here {
  readonly partnerId: PartnerId;
  readonly siblings: readonly string[];
}

/** More links, or subscriptions, than a customer has; more locations than an account has. */
const READ = 1_000;

/** One query of the directory. */
export async function hereOf(
  documents: Documents,
  { globalId, partnerId }: Pick<Location, 'partnerId' | 'globalId'>,
): Promise<Here> {
  const ofAccount = [{ field: 'globalId', is: '=', value: globalId }] as const;
  const locations = await listLocations(documents, ofAccount, READ);
  const others = locations.map((location) => location.partnerId).filter((one) => one !== partnerId);
  return { partnerId, siblings: [globalId, ...others] };
}

/** Four queries of the customer's partition, and one read of the location's. */
export async function portfolioEntry(
  documents: Documents,
  { partnerId, siblings }: Here,
  customer: CustomerAssociations,
  now: Date,
): Promise<PortfolioEntry> {
  const { customerId, ties } = customer;
  const partition = partitions.customer(customerId);
  const [used, delegations, links, subscriptions, former] = await Promise.all([
    usageAt(documents, customerId),
    delegationRowsAt(documents, customerId),
    documents.list(RowDocument, partition, {
      where: [{ field: 'file', is: '=', value: 'pal' }],
      limit: READ,
    }),
    documents.list(SubscriptionDocument, partition, { limit: READ }),
    formerWith(documents, partnerId, customerId, now),
  ]);
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
        delegations,
        pal: links.items.map(({ value }) => palRow(value.cells)),
        siblings,
      },
      now,
    ),
  };
}
