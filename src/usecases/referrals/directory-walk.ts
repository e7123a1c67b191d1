import type { Location } from '../../domain/referrals/location.ts';
import { byFewestReceived, byRoundRobin, type MatchRequest } from '../../domain/referrals/match.ts';
import { merged } from '../merged.ts';
import type { Condition, Document, Documents, Order } from '../ports.ts';
import { directoryPartitions } from './directory.ts';
import { LocationDocument } from './documents.ts';

/** An order that the indexes hold, and the rule that says the same. */
export interface DirectoryOrder {
  readonly orderBy: readonly Order[];
  readonly compare: (one: Location, other: Location) => number;
}

export const ROUND_ROBIN: DirectoryOrder = {
  orderBy: [{ field: 'received' }, { field: 'lastOfferedAt' }, { field: 'order' }],
  compare: byRoundRobin,
};
/** How those who share a referral are compared. */
export const FEWEST_RECEIVED: DirectoryOrder = {
  orderBy: [{ field: 'received' }, { field: 'order' }],
  compare: byFewestReceived,
};

const LARGEST_PAGE = 1_000;
const GROWTH = 4;

/**
 * Locations of the directory in an order that its indexes hold, as long as somebody asks; what the indexes can tell narrows
 * the walk, and the rules have the last word. Each place of the directory is asked page by page. Pages start small, since
 * mostly the first fits: with one location of each place where there are several, of which the first of all is one.
 *
 * @param endorsed which workloads they must have been endorsed for
 * @param firstPage of a directory that lies in one place
 */
export function walkDirectory(
  documents: Documents,
  request: MatchRequest,
  endorsed: readonly Condition[],
  { orderBy, compare }: DirectoryOrder,
  firstPage: number,
): AsyncGenerator<Document<Location>> {
  const where = [...whoServes(request), ...endorsed];
  const places = directoryPartitions(documents);
  const limit = places.length === 1 ? firstPage : 1;
  const walks = places.map((place) => walkPlace(documents, place, { where, orderBy }, limit));
  return merged(walks, (one, other) => compare(one.value, other.value));
}

async function* walkPlace(
  documents: Documents,
  place: string,
  query: { readonly where: readonly Condition[]; readonly orderBy: readonly Order[] },
  firstPage: number,
): AsyncGenerator<Document<Location>, void> {
  let after: string | undefined;
  let limit = firstPage;
  do {
    const page = await documents.list(LocationDocument, place, {
      ...query,
      limit,
      ...(after === undefined ? {} : { after }),
    });
    yield* page.items;
    after = page.next;
    limit = Math.min(LARGEST_PAGE, limit * GROWTH);
  } while (after !== undefined);
}

/** The criteria that the indexes know, without the workloads. */
export function whoServes(request: MatchRequest): Condition[] {
  return [
    { field: 'referralReady', is: '=', value: true },
    { field: 'countries', is: 'contains', value: request.country },
    { field: 'languages', is: 'contains', value: request.language },
    { field: 'industries', is: 'contains-any', values: [request.industry, '*'] },
    { field: 'minSeats', is: '<=', value: request.seats },
    ...(request.kind === 'benefit' ? [{ field: 'programs', is: 'contains', value: 'FRP' } as const] : []),
  ];
}
