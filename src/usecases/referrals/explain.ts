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
import { ROUND_ROBIN, whoServes } from './directory-walk.ts';
import { findReferral } from './load.ts';
import { LocationDocument, MatchingDocument } from './documents.ts';

/** Locations that are written down besides claimants and DPOR holders: those who serve such customers, and those next in turn. */
const MAX_SERVING = 100;
const MAX_NEXT = 100;

/**
 * Writes down which locations a matching considered and the first criterion that each failed: who was chosen, all claimants
 * and DPOR holders, and the first hundred each of those who serve such customers and of the whole directory, in round robin order. A directory
 * of a hundred is told whole. Judged as of the matching.
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
  const [locations, considered] = await Promise.all([
    documents.count(LocationDocument, partitions.directory, []),
    considerable(documents, request, [...chosenIds, ...leftOut, ...claims.keys(), ...dpor]),
  ]);
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

/** Each once, those named first. */
async function considerable(
  documents: Documents,
  request: MatchRequest,
  named: readonly PartnerId[],
): Promise<Location[]> {
  const { directory } = partitions;
  const [first, serving, next] = await Promise.all([
    Promise.all(named.map((partnerId) => documents.get(LocationDocument, directory, partnerId))),
    documents.list(LocationDocument, directory, {
      where: whoServes(request),
      orderBy: ROUND_ROBIN,
      limit: MAX_SERVING,
    }),
    documents.list(LocationDocument, directory, { orderBy: ROUND_ROBIN, limit: MAX_NEXT }),
  ]);
  const found = [...first, ...serving.items, ...next.items].filter((location) => location !== undefined);
  return [...new Map(found.map(({ value }) => [value.partnerId, value])).values()];
}
