import type { ClaimEntry } from '../../domain/claims/claim-entry.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { isNamed } from '../../domain/referrals/offer-entry.ts';
import type { ClaimStatus, Workload } from '../../domain/shared/catalogue.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { filteredPage, isBehind, type FilteredPage } from '../filtered-page.ts';
import { ClaimDraftKind, ClaimEntryKind } from '../kinds.ts';
import { rightsAt } from '../memberships/rights.ts';
import { numberCursor, readNumberCursor } from '../number-cursor.ts';
import { partitions } from '../partitions.ts';
import type { Condition, Document, Documents } from '../ports.ts';

export interface ClaimsQuery {
  readonly status?: ClaimStatus | undefined;
  /** A workload; or every subscription. */
  readonly target?: Workload | 'subscriptions' | undefined;
  /** A part of the customer's name; `''`: every customer. */
  readonly customer: string;
  /** Where the page before ended; one that no page gave is the beginning. */
  readonly after?: string | undefined;
}

/** First what waits on the location, by deadline; then what is under way; then the rest, latest first. */
export interface ClaimsList extends FilteredPage<ClaimEntry> {
  readonly location: Location;
  /** Of the person who asks. */
  readonly drafts: number;
}

/** A page of a location's claims, for whoever has an incentive role there. */
export async function listClaims(
  { documents, clock }: Context,
  person: Pick<Person, 'personId'>,
  partnerId: PartnerId,
  query: ClaimsQuery,
): Promise<Result<ClaimsList, { readonly code: 'forbidden' }>> {
  const [rights, drafts] = await Promise.all([
    rightsAt(documents, person, partnerId, clock.now()),
    documents.count(ClaimDraftKind, partitions.person(person.personId), []),
  ]);
  if (rights === undefined || rights.incentiveRole === null) return refuse({ code: 'forbidden' });
  return ok({ location: rights.location, ...(await pageOf(documents, partnerId, query)), drafts });
}

function pageOf(
  documents: Documents,
  partnerId: PartnerId,
  { status, target, customer, after }: ClaimsQuery,
): Promise<FilteredPage<ClaimEntry>> {
  const where: Condition[] = [
    ...(status === undefined ? [] : [{ field: 'status', is: '=', value: status } as const]),
    ...(target === undefined || target === 'subscriptions'
      ? []
      : [{ field: 'target', is: '=', value: target } as const]),
  ];
  const fits = ({ value }: Document<ClaimEntry>) =>
    isNamed(value.customerName, customer) && (target !== 'subscriptions' || isOfSubscription(value));
  const from = readNumberCursor(after);
  return filteredPage(documents, {
    kind: ClaimEntryKind,
    partition: partitions.partner(partnerId),
    where,
    page: from.page,
    isSearch: customer !== '' || target === 'subscriptions',
    pick: (items) => items.filter((item) => isBehind(item, from) && fits(item)),
    cursor: numberCursor,
  });
}

function isOfSubscription({ activity }: ClaimEntry): boolean {
  return activity !== 'osu-m365' && activity !== 'usage-only';
}
