import {
  byRoundRobin,
  choose,
  firstFailed,
  type Claims,
  type MatchRequest,
} from '../../domain/referrals/match.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { Workload } from '../../domain/shared/catalogue.ts';
import type { CustomerId, PartnerId } from '../../domain/shared/ids.ts';
import { ClaimKind, LocationKind } from '../kinds.ts';
import { partitions } from '../partitions.ts';
import type { Condition, Document, Documents } from '../ports.ts';

const PAGE = 20;
const MOST_CLAIMS = 1_000;

export type Candidate =
  | {
      readonly found: Document<Location>;
      readonly why: 'claim' | 'round-robin';
      readonly claimed: readonly Workload[];
    }
  | { readonly found: undefined; readonly why: 'nobody-eligible' | 'all-paused' };

/**
 * The location that a request goes to, by the rules of {@link choose}. Claimants are read one by one; the others come
 * from the directory's indexes in round robin order, and the first that meets every criterion is the one, so that the
 * directory is never read whole.
 */
export async function findCandidate(
  documents: Documents,
  customerId: CustomerId,
  request: MatchRequest,
  now: Date,
): Promise<Candidate> {
  const claims = await approvedClaims(documents, customerId);
  const claimants = await Promise.all(
    [...claims.keys()].map((partnerId) => documents.get(LocationKind, partitions.directory, partnerId)),
  );
  let allPaused = false;
  const eligible: Document<Location>[] = [];
  for (const claimant of claimants) {
    if (claimant === undefined) continue;
    const failed = firstFailed(claimant.value, request, now);
    if (failed === undefined) eligible.push(claimant);
    if (failed === 'paused') allPaused = true;
  }
  const chosen = choose(
    eligible.map((document) => document.value),
    claims,
    request.workloads,
  );
  const found = eligible.find((document) => document.value === chosen);
  if (found !== undefined) {
    const claimed = claims.get(found.value.partnerId) ?? [];
    return {
      found,
      why: 'claim',
      claimed: request.workloads.filter((workload) => claimed.includes(workload)),
    };
  }
  for await (const location of inRoundRobinOrder(documents, request)) {
    const failed = firstFailed(location.value, request, now);
    if (failed === undefined) return { found: location, why: 'round-robin', claimed: [] };
    if (failed === 'paused') allPaused = true;
  }
  return { found: undefined, why: allPaused ? 'all-paused' : 'nobody-eligible' };
}

async function approvedClaims(documents: Documents, customerId: CustomerId): Promise<Claims> {
  const { items } = await documents.list(ClaimKind, partitions.customer(customerId), {
    where: [{ field: 'status', is: '=', value: 'approved' }],
    limit: MOST_CLAIMS,
  });
  const claims = new Map<PartnerId, Workload[]>();
  for (const { value } of items) {
    const workload = Workload.safeParse(value.target);
    claims.set(value.partnerId, [
      ...(claims.get(value.partnerId) ?? []),
      ...(workload.success ? [workload.data] : []),
    ]);
  }
  return claims;
}

/** What the indexes can tell apart narrows the walk; {@link firstFailed} has the last word. In the order of {@link byRoundRobin}. */
async function* inRoundRobinOrder(
  documents: Documents,
  request: MatchRequest,
): AsyncIterable<Document<Location>> {
  const where: Condition[] = [
    { field: 'referralReady', is: '=', value: true },
    { field: 'countries', is: 'contains', value: request.country },
    { field: 'languages', is: 'contains', value: request.language },
    { field: 'industries', is: 'contains-any', values: [request.industry, '*'] },
    { field: 'minSeats', is: '<=', value: request.seats },
    ...(request.kind === 'benefit' ? [{ field: 'programs', is: 'contains', value: 'FRP' } as const] : []),
    ...request.workloads.map((value) => ({ field: 'endorsed', is: 'contains', value }) as const),
  ];
  const orderBy = [{ field: 'received' }, { field: 'lastOfferedAt' }, { field: 'order' }];
  let after: string | undefined;
  do {
    const page = await documents.list(LocationKind, partitions.directory, {
      where,
      orderBy,
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    yield* page.items.toSorted((a, b) => byRoundRobin(a.value, b.value));
    after = page.next;
  } while (after !== undefined);
}
