import type { Person } from '../../domain/memberships/person.ts';
import type { Matching } from '../../domain/referrals/matching.ts';
import { partnersOf } from '../../domain/referrals/parties.ts';
import type { Referral } from '../../domain/referrals/referral.ts';
import type { ReferralId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { partitions } from '../partitions.ts';
import { findReferral } from '../referrals/load.ts';
import { isOperator } from './operator.ts';
import { anyIsOwn, ownPartners } from './own-partner.ts';
import { MatchingDocument } from '../referrals/documents.ts';

/** Matchings that a card has room for. */
const MAX_MATCHINGS = 3;

export interface Explained {
  readonly referral: Referral;
  /** Latest first. */
  readonly matchings: readonly Matching[];
}

/**
 * Why a referral went where it went, for programme staff; not for those who have, or may come to have, a role at a
 * partner that has a part of it.
 */
export async function explainReferral(
  { documents }: Context,
  person: Pick<Person, 'personId'>,
  referralId: ReferralId,
): Promise<Result<Explained, { readonly code: 'forbidden' }>> {
  const [may, stored, matchings] = await Promise.all([
    isOperator(documents, person),
    findReferral(documents, referralId),
    documents.list(MatchingDocument, partitions.referral(referralId), {
      orderBy: [{ field: 'at', descending: true }],
      limit: MAX_MATCHINGS,
    }),
  ]);
  if (!may || stored === undefined) return refuse({ code: 'forbidden' });
  if (await anyIsOwn(ownPartners(documents, person), partnersOf(stored.value))) {
    return refuse({ code: 'forbidden' });
  }
  return ok({ referral: stored.value, matchings: matchings.items.map(({ value }) => value) });
}
