import { isRecent, type FormerAssociations } from '../../domain/associations/former.ts';
import { isNamed } from '../../domain/referrals/offer-entry.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { formerId } from './ids.ts';
import { FormerDocument } from './documents.ts';

/** More customers than a location loses within a year. */
const READ = 1_000;
/** A list has room for no more. */
const SHOWN = 10;

export interface FormerList {
  readonly entries: readonly { readonly former: FormerAssociations; readonly location: Location }[];
  /** How many more there are. */
  readonly more: number;
}

/**
 * The customers that nothing ties a location to any more, by name. One query a location.
 *
 * @param customer part of a name; `''`: any
 */
export async function formerAt(
  documents: Documents,
  locations: readonly Location[],
  customer: string,
  now: Date,
): Promise<FormerList> {
  const found = await Promise.all(
    locations.map(async (location) => {
      const page = await documents.list(FormerDocument, partitions.partner(location.partnerId), {
        where: [{ field: 'isTied', is: '=', value: false }],
        orderBy: [{ field: 'rank' }],
        limit: READ,
      });
      return page.items.flatMap(({ value }) => {
        const former = recent(value, now);
        return former !== undefined && isNamed(former.customerName, customer) ? [{ former, location }] : [];
      });
    }),
  );
  const all = found.flat().sort((one, other) => (one.former.rank < other.former.rank ? -1 : 1));
  return { entries: all.slice(0, SHOWN), more: Math.max(0, all.length - SHOWN) };
}

/** What ended between a location and one customer within a year. One read. */
export async function formerWith(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
  now: Date,
): Promise<FormerAssociations | undefined> {
  const stored = await documents.get(FormerDocument, partitions.partner(partnerId), formerId(customerId));
  return stored && recent(stored.value, now);
}

function recent(former: FormerAssociations, now: Date): FormerAssociations | undefined {
  const endings = former.endings.filter(({ ended }) => isRecent(ended, now));
  return endings.length === 0 ? undefined : { ...former, endings };
}
