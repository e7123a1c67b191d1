import type { CustomerId, PartnerId } from '../../../domain/shared/ids.ts';
import { isNamed } from '../../../domain/referrals/offer-entry.ts';
import { partitions } from '../../partitions.ts';
import type { Documents, DocumentKind } from '../../ports.ts';
import { AssociationDocument } from '../../associations/documents.ts';
import { ClaimEntryDocument } from '../documents.ts';
import { OfferEntryDocument } from '../../referrals/documents.ts';

/** A customer that a location has to do with already. */
export interface KnownCustomer {
  readonly customerId: CustomerId;
  /** `''`: the location may know none. */
  readonly name: string;
}

/** Read of each list; a location with more finds the others by their name. */
const READ = 250;
/** Looked through for a name in one turn. */
const MAX_READ = 1_000;

/**
 * The customers with which a location has an association, a referral or a claim, by name: nobody can list a rival's. One
 * query a list.
 *
 * @returns at most some hundreds; `more`: there may be others
 */
export async function knownCustomers(
  documents: Documents,
  partnerId: PartnerId,
): Promise<{ readonly customers: readonly KnownCustomer[]; readonly more: boolean }> {
  const pages = await Promise.all(LISTS.map((list) => pageOf(documents, partnerId, list, READ)));
  return {
    customers: byName(pages.flatMap(({ customers }) => customers)),
    more: pages.some(({ more }) => more),
  };
}

/** Those whose name holds a text, for who types it. */
export async function searchCustomers(
  documents: Documents,
  partnerId: PartnerId,
  text: string,
): Promise<readonly KnownCustomer[]> {
  const pages = await Promise.all(LISTS.map((list) => pageOf(documents, partnerId, list, MAX_READ)));
  return byName(pages.flatMap(({ customers }) => customers)).filter(({ name, customerId }) =>
    isNamed(name || customerId, text),
  );
}

interface Naming {
  readonly customerId?: CustomerId | undefined;
  readonly customerName: string;
}

interface List {
  readonly kind: DocumentKind<Naming>;
  readonly order: string;
}

/** Where a location's customers are named. */
const LISTS: readonly List[] = [
  { kind: ClaimEntryDocument, order: 'rank' },
  { kind: OfferEntryDocument, order: 'rank' },
  { kind: AssociationDocument, order: 'rank' },
];

async function pageOf(
  documents: Documents,
  partnerId: PartnerId,
  { kind, order }: List,
  limit: number,
): Promise<{ readonly customers: readonly KnownCustomer[]; readonly more: boolean }> {
  const page = await documents.list(kind, partitions.partner(partnerId), {
    orderBy: [{ field: order }],
    limit,
  });
  const customers = page.items.flatMap(({ value: { customerId, customerName } }) =>
    customerId === undefined ? [] : [{ customerId, name: customerName }],
  );
  return { customers, more: page.next !== undefined };
}

/** Each once, those without a name last. */
function byName(customers: readonly KnownCustomer[]): KnownCustomer[] {
  const each = new Map<CustomerId, string>();
  for (const { customerId, name } of customers) each.set(customerId, each.get(customerId) || name);
  return [...each].map(([customerId, name]) => ({ customerId, name })).sort(byNameThenId);
}

function byNameThenId(one: KnownCustomer, two: KnownCustomer): number {
  if ((one.name === '') !== (two.name === '')) return one.name === '' ? 1 : -1;
  return one.name.localeCompare(two.name) || one.customerId.localeCompare(two.customerId);
}
