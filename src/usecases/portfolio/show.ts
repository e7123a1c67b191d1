import type { Person } from '../../domain/memberships/person.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { AssociationDocument } from '../associations/documents.ts';
import type { Context } from '../context.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import { lapsingAt, type Lapsing } from './certificates.ts';
import { hereOf, portfolioEntry, type PortfolioEntry } from './read.ts';

export interface Portfolio {
  readonly location: Location;
  readonly entries: readonly PortfolioEntry[];
  /** Of the account, on the first page. */
  readonly certificates: readonly Lapsing[];
  readonly isFirst: boolean;
  readonly next: string | undefined;
}

/** Customers on one page. */
const PAGE = 6;

/**
 * A page of the customers that a location stands with, by name: what they use, and what is left on the table; for whoever has
 * any role there.
 *
 * @param after where the page before ended; one that no page gave is the beginning
 */
export async function showPortfolio(
  { documents, clock }: Context,
  person: Pick<Person, 'personId'>,
  partnerId: PartnerId,
  after?: string,
): Promise<Result<Portfolio, { readonly code: 'forbidden' }>> {
  const now = clock.now();
  const rights = await rightsAt(documents, person, partnerId, now);
  if (rights === undefined) return refuse({ code: 'forbidden' });
  const { location } = rights;
  const page = await documents.list(AssociationDocument, partitions.partner(partnerId), {
    orderBy: [{ field: 'rank' }],
    limit: PAGE,
    ...(after === undefined ? {} : { after }),
  });
  const isFirst = after === undefined;
  const here = await hereOf(documents, location);
  const [entries, certificates] = await Promise.all([
    Promise.all(page.items.map(({ value }) => portfolioEntry(documents, here, value, now))),
    isFirst ? lapsingAt(documents, location.globalId, now) : [],
  ]);
  return ok({ location, entries, certificates, isFirst, next: page.next });
}
