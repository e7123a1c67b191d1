import { ok, refuse, type Result } from '../shared/result.ts';
import type { PartnerId, PersonId } from '../shared/ids.ts';
import { awaitsMatching, decideOffer, type DecidedBy } from './decide.ts';
import { isLive } from './parties.ts';
import { currentOffer, type Referral } from './referral.ts';

/** `stale`: it is being matched, withdrawn or not eligible; or its offer is another one by now. */
export type ReassignRefused = { readonly code: 'unknown' | 'stale' };

/**
 * Takes a part from whoever has it, the FastTrack Center included, and asks for another partner. A partner's offer ends as
 * withdrawn; the part is then matched again.
 *
 * @param reassignment `to`: whom the operator named; `null`: whoever the matching finds. `orderedBy`: the operator, whose own
 *   partners the part then never goes to
 */
export function reassignPart(
  referral: Referral,
  at: { readonly part: number; readonly offer?: number | undefined },
  reassignment: {
    readonly reason: string;
    readonly to: PartnerId | null;
    readonly orderedBy: PersonId;
  },
  by: DecidedBy,
  now: Date,
): Result<Referral, ReassignRefused> {
  const part = referral.parts.find((candidate) => candidate.part === at.part);
  if (part === undefined) return refuse({ code: 'unknown' });
  const offer = currentOffer(part);
  const isOther = at.offer !== undefined && at.offer !== offer?.round;
  if (offer === undefined || isOther || awaitsMatching(part)) return refuse({ code: 'stale' });
  const { reason, to, orderedBy } = reassignment;
  let ended = referral;
  if (isLive(offer)) {
    const round = { part: part.part, round: offer.round };
    const withdrawn = decideOffer(referral, round, { verb: 'withdraw', reason }, by, now);
    if (!withdrawn.ok) return refuse({ code: 'stale' });
    ended = withdrawn.value;
  } else if (offer.status !== 'ftc') {
    return refuse({ code: 'stale' });
  }
  const parts = ended.parts.map((candidate) =>
    candidate.part === part.part ? { ...candidate, redirect: { partnerId: to }, orderedBy } : candidate,
  );
  return ok({ ...ended, parts });
}
