import type { Location } from '../../domain/referrals/location.ts';
import { requestOf } from '../../domain/referrals/match-request.ts';
import type { MatchRequest } from '../../domain/referrals/match.ts';
import { verdictOn } from '../../domain/referrals/matching.ts';
import type { PartnerId, ReferralId } from '../../domain/shared/ids.ts';
import type { Context } from '../context.ts';
import type { JobOutcome, JobRun } from '../jobs.ts';
import { partitions } from '../partitions.ts';
import { replace, type Documents } from '../ports.ts';
import { approvedClaims } from './claims-of.ts';
import { dporHolders } from './dpor-of.ts';
import { shardOf } from '../shard-of.ts';
import { directoryPartitions, findLocation } from './directory.ts';
import { ROUND_ROBIN, whoServes } from './directory-walk.ts';
import { findReferral } from './load.ts';
import { LocationDocument, MatchingDocument } from './documents.ts';

/**
 * Locations that are written down besides claimants and DPOR holders, of those who serve such customers, and of all, those
 * next in turn: of a directory that lies in one place, and of each place that is asked of one that lies in several.
 */
const MOST = 100;
const MOST_OF_EACH = 16;

/**
 * Writes down which locations a matching considered and the first criterion that each failed: who was chosen, all claimants
 * and DPOR holders, and some next in turn of those who serve such customers and of all. A directory of a hundred is told
 * whole; of a larger one that lies in several places one of them is asked, another for each referral. Judged as of the matching.
 */
export async function explainMatching(
  { documents }: Context,
  task: { readonly referralId: ReferralId; readonly part: number; readonly round: number },
  run: JobRun,
): Promise<JobOutcome> {
  const partition = partitions.referral(task.referralId);
  const [referral, matching] = await Promise.all([
    findReferral(documents, task.referralId),
    documents.get(MatchingDocument, partition, `matching:${task.part}:${task.round}`),
  ]);
  const part = referral?.value.parts.find((candidate) => candidate.part === task.part);
  if (referral === undefined || matching === undefined || part === undefined) return 'done';
  const { workloads, letGo, leftOut = [], at, chosen } = matching.value;
  const request = { ...requestOf(referral.value, part, leftOut), workloads, letGo };
  const { customerId } = referral.value.customer;
  const [claims, dpor] = await Promise.all([
    approvedClaims(documents, customerId),
    dporHolders(documents, customerId, at),
  ]);
  const chosenIds = chosen.flatMap(({ partnerId }) =>
    partnerId === 'FTC' || partnerId === '' ? [] : [partnerId],
  );
  const named = [...chosenIds, ...leftOut, ...claims.keys(), ...dpor];
  const { considered, locations } = await considerable(documents, request, named, task.referralId);
  await documents.commit(partition, [
    replace(MatchingDocument, matching, {
      ...matching.value,
      locations,
      considered: considered.map((location) => ({
        partnerId: location.partnerId,
        name: location.name,
        verdict: verdictOn(location, request, chosenIds, at),
      })),
    }),
    run.done,
  ]);
  return 'deleted';
}

/**
 * Each once, those named first.
 *
 * @returns also how many the directory holds: about, where not all of it was asked
 */
async function considerable(
  documents: Documents,
  request: MatchRequest,
  named: readonly PartnerId[],
  referralId: ReferralId,
): Promise<{ readonly considered: readonly Location[]; readonly locations: number }> {
  const places = directoryPartitions(documents);
  const limit = places.length === 1 ? MOST : MOST_OF_EACH;
  const first = Number(shardOf(referralId, places.length));
  const found = await Promise.all(named.map((partnerId) => findLocation(documents, partnerId)));
  let asked = 0;
  let counted = 0;
  for (const place of [...places.slice(first), ...places.slice(0, first)]) {
    const [serving, next, count] = await Promise.all([
      documents.list(LocationDocument, place, {
        where: whoServes(request),
        orderBy: ROUND_ROBIN.orderBy,
        limit,
      }),
      documents.list(LocationDocument, place, { orderBy: ROUND_ROBIN.orderBy, limit }),
      documents.count(LocationDocument, place, []),
    ]);
    found.push(...serving.items, ...next.items);
    asked++;
    counted += count;
    if (count > limit) break;
  }
  const locations = found.flatMap((location) => location?.value ?? []);
  return {
    considered: [...new Map(locations.map((location) => [location.partnerId, location])).values()],
    locations: Math.round((counted * places.length) / asked),
  };
}
