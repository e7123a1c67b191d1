import type { Person } from '../../domain/memberships/person.ts';
import { mayActOn } from '../../domain/memberships/rights.ts';
import { quarterOf, type QuarterFigures } from '../../domain/referrals/acceptance.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { namesOf, type Names } from '../../domain/referrals/names.ts';
import { isNamed, type OfferEntry } from '../../domain/referrals/offer-entry.ts';
import type { OfferStatus, ReferralKind } from '../../domain/referrals/referral.ts';
import { AadObjectId, type PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { filteredPage, isBehind, type FilteredPage } from '../filtered-page.ts';
import { OfferEntryKind } from '../kinds.ts';
import { rosterRightsAt } from '../memberships/rights.ts';
import { numberCursor, readNumberCursor } from '../number-cursor.ts';
import { partitions } from '../partitions.ts';
import type { Condition, Documents } from '../ports.ts';
import { figuresOf } from './figures.ts';

export interface ListQuery {
  readonly status?: OfferStatus | undefined;
  readonly kind?: ReferralKind | undefined;
  /** A part of the customer's name; `''`: every customer. */
  readonly customer: string;
  /** Where the page before ended; one that no page gave is the beginning. */
  readonly after?: string | undefined;
}

/** Open ones first by deadline, then history, newest first. */
export interface ReferralList extends FilteredPage<OfferEntry> {
  readonly location: Location;
  /** Of the current quarter. */
  readonly figures: QuarterFigures;
  /** Benefit referrals are left out: they need a role in the FastTrack Ready Partner membership. */
  readonly standardOnly: boolean;
}

/**
 * A page of a location's referrals, for whoever has a right there. A part of a name is looked for among at most a
 * thousand entries a turn; the cursor goes on from there.
 */
export async function listReferrals(
  { documents, clock }: Context,
  person: Pick<Person, 'personId'>,
  partnerId: PartnerId,
  query: ListQuery,
): Promise<Result<ReferralList, { readonly code: 'forbidden' }>> {
  const now = clock.now();
  const [held, figures] = await Promise.all([
    rosterRightsAt(documents, person, partnerId, now),
    figuresOf(documents, partnerId, quarterOf(now)),
  ]);
  if (held === undefined) return refuse({ code: 'forbidden' });
  const { rights } = held;
  const standardOnly = !mayActOn('benefit', rights);
  const found = await pageOf(documents, partnerId, query, standardOnly);
  const names = namesOf(held.roster);
  const entries = found.entries.map((entry) => ({ ...entry, decidedBy: shownAs(entry.decidedBy, names) }));
  return ok({ location: rights.location, ...found, entries, figures, standardOnly });
}

/** An earlier release kept the name itself. */
function shownAs(decidedBy: string, names: Names): string {
  return AadObjectId.safeParse(decidedBy).success ? (names.get(decidedBy) ?? '') : decidedBy;
}

function pageOf(
  documents: Documents,
  partnerId: PartnerId,
  { status, kind, customer, after }: ListQuery,
  standardOnly: boolean,
): Promise<FilteredPage<OfferEntry>> {
  const where: Condition[] = [
    ...(status === undefined ? [] : [{ field: 'status', is: '=', value: status } as const]),
    ...(kind === undefined ? [] : [{ field: 'kind', is: '=', value: kind } as const]),
    ...(standardOnly ? [{ field: 'kind', is: '=', value: 'standard' } as const] : []),
  ];
  const from = readNumberCursor(after);
  return filteredPage(documents, {
    kind: OfferEntryKind,
    partition: partitions.partner(partnerId),
    where,
    page: from.page,
    isSearch: customer !== '',
    pick: (items) =>
      items.filter((item) => isBehind(item, from) && isNamed(item.value.customerName, customer)),
    cursor: numberCursor,
  });
}
