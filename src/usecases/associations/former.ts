import { isRecent, type FormerAssociations } from '../../domain/associations/former.ts';
import { isNamed } from '../../domain/referrals/offer-entry.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { FormerKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { formerId } from './project.ts';

/** More customers than a location loses within a year. */
const READ = 1_000;
/** A list has room for no more. */
const SHOWN = 10;

export interface FormerList {
  readonly entries: readonly FormerAssociations[];
  /** How many more there are. */
  readonly more: number;
}

/** The customers that nothing ties a location to any more, by name. One query. @param customer part of a name; `''`: any */
export async function formerAt(
  documents: Documents,
  partnerId: PartnerId,
  customer: string,
  now: Date,
): Promise<FormerList> {
  const page = await documents.list(FormerKind, partitions.partner(partnerId), {
    where: [{ field: 'isTied', is: '=', value: false }],
    orderBy: [{ field: 'rank' }],
    limit: READ,
  });
  const all = page.items
    .flatMap(({ value }) => recent(value, now) ?? [])
    .filter(({ customerName }) => isNamed(customerName, customer));
  return { entries: all.slice(0, SHOWN), more: Math.max(0, all.length - SHOWN) };
}

/** What ended between a location and one customer within a year. One read. */
export async function formerWith(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
  now: Date,
): Promise<FormerAssociations | undefined> {
  const stored = await documents.get(FormerKind, partitions.partner(partnerId), formerId(customerId));
  return stored && recent(stored.value, now);
}

function recent(former: FormerAssociations, now: Date): FormerAssociations | undefined {
  const endings = former.endings.filter(({ ended }) => isRecent(ended, now));
  return endings.length === 0 ? undefined : { ...former, endings };
}
