import type { Location } from '../../domain/referrals/location.ts';
import type { MatchRequest } from '../../domain/referrals/match.ts';
import { partitions } from '../partitions.ts';
import type { Condition, Document, Documents, Order } from '../ports.ts';
import { LocationDocument } from './documents.ts';

/** In the order of `byRoundRobin`. */
export const ROUND_ROBIN: readonly Order[] = [
  { field: 'received' },
  { field: 'lastOfferedAt' },
  { field: 'order' },
];
/** Fewest received, then the lowest partnerId: how those who share a referral are compared. */
export const FEWEST_RECEIVED: readonly Order[] = [{ field: 'received' }, { field: 'order' }];

const LARGEST_PAGE = 1_000;
const GROWTH = 4;

/**
 * Locations of the directory in an order that its indexes hold, page by page as long as somebody asks; what the indexes can
 * tell narrows the walk, and the rules have the last word. Pages start small, since mostly the first fits.
 *
 * @param endorsed which workloads they must have been endorsed for
 */
export async function* walkDirectory(
  documents: Documents,
  request: MatchRequest,
  endorsed: readonly Condition[],
  orderBy: readonly Order[],
  firstPage: number,
): AsyncGenerator<Document<Location>> {
  const where = [...whoServes(request), ...endorsed];
  let after: string | undefined;
  let limit = firstPage;
  do {
    const page = await documents.list(LocationDocument, partitions.directory, {
      where,
      orderBy,
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
