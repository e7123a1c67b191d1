import type { Claim } from '../../domain/claims/claim.ts';
import type { Rights } from '../../domain/memberships/rights.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import { rightsAt } from '../memberships/rights.ts';
import { isOperator } from '../operators/operator.ts';
import { anyIsOwn, ownPartners } from '../operators/own-partner.ts';
import type { Documents } from '../ports.ts';

/** An incentive role at the claiming location. Two reads. */
export async function claimant(
  documents: Documents,
  person: { readonly personId: PersonId },
  claim: Pick<Claim, 'partnerId'>,
  now: Date,
): Promise<Rights | undefined> {
  const rights = await rightsAt(documents, person, claim.partnerId, now);
  return rights?.incentiveRole == null ? undefined : rights;
}

/** Programme staff who neither have nor may come to have a role at the claiming location or another that claims the target. */
export async function isImpartial(
  documents: Documents,
  person: { readonly personId: PersonId },
  claim: Pick<Claim, 'partnerId'>,
  onTarget: readonly Pick<Claim, 'partnerId'>[],
): Promise<boolean> {
  if (!(await isOperator(documents, person))) return false;
  const partners = [claim, ...onTarget].map(({ partnerId }) => partnerId);
  return !(await anyIsOwn(ownPartners(documents, person), partners));
}
