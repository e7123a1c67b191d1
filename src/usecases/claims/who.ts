import type { Claim } from '../../domain/claims/claim.ts';
import type { Rights } from '../../domain/memberships/rights.ts';
import type { PersonId } from '../../domain/shared/ids.ts';
import { PersonKind } from '../kinds.ts';
import { PERSON_DOCUMENT } from '../memberships/find-person.ts';
import { rightsAt } from '../memberships/rights.ts';
import { holdsRoleAt, isOperator } from '../operators/operator.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';

/** As whom somebody looks at a claim, from the rosters as they are now; undefined: it is not for them. */
export type ClaimViewer = { readonly as: 'partner'; readonly rights: Rights } | { readonly as: 'operator' };

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

/**
 * Programme staff without a role at the claiming location or at any other partner that claims the target. Where to look for
 * such a role the person's standings say; the rosters say what holds.
 */
export async function isImpartial(
  documents: Documents,
  person: { readonly personId: PersonId },
  claim: Pick<Claim, 'partnerId'>,
  onTarget: readonly Pick<Claim, 'partnerId'>[],
): Promise<boolean> {
  const [operates, own, stored] = await Promise.all([
    isOperator(documents, person),
    holdsRoleAt(documents, person, claim.partnerId),
    documents.get(PersonKind, partitions.person(person.personId), PERSON_DOCUMENT),
  ]);
  if (!operates || own) return false;
  const claiming = new Set(onTarget.map(({ partnerId }) => partnerId));
  const suspects = (stored?.value.standings ?? []).filter(({ partnerId }) => claiming.has(partnerId));
  const held = await Promise.all(suspects.map(({ partnerId }) => holdsRoleAt(documents, person, partnerId)));
  return !held.includes(true);
}
