import { z } from 'zod';
import { Workload } from '../shared/catalogue.ts';
import { PartnerId, ReferralId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';
import type { Location } from './location.ts';
import { Criterion, endorsedFor, firstFailed, type MatchRequest } from './match.ts';

/**
 * What became of a location in a matching: chosen; the first criterion it fails; `covers-some`: it meets all but lacks some
 * workloads, and another set of partners came first; `not-in-turn`: it meets all, and others came first.
 */
export const Verdict = z.enum([...Criterion.options, 'chosen', 'covers-some', 'not-in-turn']);
export type Verdict = z.infer<typeof Verdict>;

/** How one matching of a part came out, for operators who ask why. */
export const Matching = z.object({
  referralId: ReferralId,
  /** The part and round that were matched; a split makes further parts of it. */
  part: z.number().int(),
  round: z.number().int(),
  at: Instant,
  /** What was asked for. */
  workloads: z.array(Workload).min(1),
  letGo: z.array(PartnerId),
  /** Locations that came first and were passed over as those of the operator who ordered it; absent: none. */
  leftOut: z.array(PartnerId).optional(),
  chosen: z.array(
    z.object({
      part: z.number().int(),
      partnerId: z.union([PartnerId, z.enum(['FTC', ''])]),
      name: z.string(),
      workloads: z.array(Workload),
      why: z.string(),
    }),
  ),
  /** `null` until they have been written down, right after. */
  considered: z.array(z.object({ partnerId: PartnerId, name: z.string(), verdict: Verdict })).nullable(),
  /** How many locations the directory held. */
  locations: z.number().int(),
});
export type Matching = z.infer<typeof Matching>;

/** @param now the instant of the matching: what was in force and paused then */
export function verdictOn(
  location: Location,
  request: MatchRequest,
  chosen: readonly string[],
  now: Date,
): Verdict {
  if (chosen.includes(location.partnerId)) return 'chosen';
  const failed = firstFailed(location, request, now);
  if (failed === undefined) return 'not-in-turn';
  if (failed !== 'endorsement') return failed;
  const others = firstFailed(location, { ...request, workloads: [] }, now);
  if (endorsedFor(location, request.workloads, now).length === 0) return 'endorsement';
  return others ?? 'covers-some';
}
