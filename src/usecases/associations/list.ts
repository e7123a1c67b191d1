import type { CustomerAssociations } from '../../domain/associations/association.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { isNamed } from '../../domain/referrals/offer-entry.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { AssociationKind } from '../kinds.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import type { Document, Documents } from '../ports.ts';

export interface AssociationQuery {
  /** A part of the customer's name; `''`: every customer. */
  readonly customer: string;
  /** Where the page before ended; one that no page gave is the beginning. */
  readonly after?: string | undefined;
}

export interface AssociationList {
  readonly location: Location;
  /** At most 10, by the customer's name. */
  readonly entries: readonly CustomerAssociations[];
  /** Cursor of what follows; undefined at the end. */
  readonly after: string | undefined;
  /** The page is not full, since a turn looks through no more; what follows may hold some. */
  readonly cutShort: boolean;
}

const PAGE = 10;
/** Looked through at once, and how often a turn does so while a name is looked for. */
const READ = 250;
const MOST_READS = 4;

/** A page of the customers that a location stands with, for whoever has a right there. */
export async function listAssociations(
  { documents, clock }: Context,
  person: Pick<Person, 'personId'>,
  partnerId: PartnerId,
  query: AssociationQuery,
): Promise<Result<AssociationList, { readonly code: 'forbidden' }>> {
  const rights = await rightsAt(documents, person, partnerId, clock.now());
  if (rights === undefined) return refuse({ code: 'forbidden' });
  return ok({ location: rights.location, ...(await pageOf(documents, partnerId, query)) });
}

async function pageOf(
  documents: Documents,
  partnerId: PartnerId,
  { customer, after }: AssociationQuery,
): Promise<Pick<AssociationList, 'entries' | 'after' | 'cutShort'>> {
  // Where the store's page began, and after which customer of it to go on.
  const [begin = '', skipTo] = (after ?? '').split('~');
  let start = begin;
  let from = skipTo;
  const entries: CustomerAssociations[] = [];
  for (let reads = 0; reads < MOST_READS && entries.length < PAGE; reads++) {
    const page = await documents.list(AssociationKind, partitions.partner(partnerId), {
      orderBy: [{ field: 'rank' }],
      limit: customer === '' ? PAGE : READ,
      ...(start === '' ? {} : { after: start }),
    });
    const found = following(page.items, from).filter(({ value }) => isNamed(value.customerName, customer));
    const shown = found.slice(0, PAGE - entries.length);
    entries.push(...shown.map(({ value }) => value));
    const last = shown.at(-1);
    if (found.length > shown.length && last !== undefined) {
      return { entries, after: `${start}~${last.value.customerId}`, cutShort: false };
    }
    if (page.next === undefined) return { entries, after: undefined, cutShort: false };
    start = page.next;
    from = undefined;
  }
  return { entries, after: start, cutShort: entries.length < PAGE };
}

/** Those behind a customer; all where it is not among them any more. */
function following(
  items: readonly Document<CustomerAssociations>[],
  customerId: string | undefined,
): readonly Document<CustomerAssociations>[] {
  return items.slice(items.findIndex(({ value }) => value.customerId === customerId) + 1);
}
