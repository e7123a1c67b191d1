import type { CustomerAssociations } from '../../domain/associations/association.ts';
import type { Person } from '../../domain/memberships/person.ts';
import { isLeftOnTable, type Gap } from '../../domain/portfolio/gaps.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import { AssociationDocument } from '../associations/documents.ts';
import type { Context } from '../context.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';
import { lapsingAt, type Lapsing } from './certificates.ts';
import { hereOf, portfolioEntry } from './read.ts';

/** What a location could have and has not, or will not have for long. */
export interface LeftShown {
  readonly location: Location;
  /** Whether the reader may claim for it. */
  readonly mayClaim: boolean;
  /** Customers where there is something, by name. */
  readonly entries: readonly LeftAt[];
  /** Of the account, on the first page. */
  readonly certificates: readonly Lapsing[];
  readonly isFirst: boolean;
  /** Where to go on; undefined: that was all. */
  readonly next: string | undefined;
}

export interface LeftAt {
  readonly customer: CustomerAssociations;
  readonly gaps: readonly Gap[];
}

/** Customers read at once. */
const PAGE = 10;
/** Pages that a turn looks through at most; whoever has more goes on by a button. */
const MAX_PAGES = 10;
/** Lines on a card. */
const ENOUGH = 8;

/**
 * A page of what is left on the table at the customers that a location stands with; for whoever has any role there.
 *
 * @param after where the page before ended; one that no page gave is the beginning
 */
export async function showLeft(
  { documents, clock }: Context,
  person: Pick<Person, 'personId'>,
  partnerId: PartnerId,
  after?: string,
): Promise<Result<LeftShown, { readonly code: 'forbidden' }>> {
  const now = clock.now();
  const rights = await rightsAt(documents, person, partnerId, now);
  if (rights === undefined) return refuse({ code: 'forbidden' });
  const { location, incentiveRole } = rights;
  const isFirst = after === undefined;
  const [found, certificates] = await Promise.all([
    leftFrom(documents, location, after, now),
    isFirst ? lapsingAt(documents, location.globalId, now) : [],
  ]);
  return ok({ location, mayClaim: incentiveRole !== null, ...found, certificates, isFirst });
}

async function leftFrom(
  documents: Documents,
  location: Location,
  start: string | undefined,
  now: Date,
): Promise<Pick<LeftShown, 'entries' | 'next'>> {
  const here = await hereOf(documents, location);
  const entries: LeftAt[] = [];
  let after = start;
  for (let pages = 0; pages < MAX_PAGES && linesOf(entries) < ENOUGH; pages++) {
    const page = await documents.list(AssociationDocument, partitions.partner(location.partnerId), {
      orderBy: [{ field: 'rank' }],
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    const read = await Promise.all(
      page.items.map(({ value }) => portfolioEntry(documents, here, value, now)),
    );
    entries.push(
      ...read
        .map(({ customer, gaps }) => ({ customer, gaps: gaps.filter(isLeftOnTable) }))
        .filter(({ gaps }) => gaps.length > 0),
    );
    after = page.next;
    if (after === undefined) break;
  }
  return { entries, next: after };
}

function linesOf(entries: readonly LeftAt[]): number {
  return entries.reduce((lines, { gaps }) => lines + gaps.length, 0);
}
