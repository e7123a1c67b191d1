import type { CustomerView } from '../../domain/associations/customer-view.ts';
import type { ClaimView } from '../../domain/claims/view.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { Thing } from '../../domain/sharing/thing.ts';
import { ok, type Result } from '../../domain/shared/result.ts';
import { showCustomer } from '../associations/show.ts';
import { viewClaim } from '../claims/shown/view.ts';
import type { Context } from '../context.ts';
import { findOffer, type OfferView } from '../referrals/view.ts';

/** A thing as somebody may see it who has a right to. */
export type ThingView =
  | { readonly kind: 'claim'; readonly claim: ClaimView }
  | { readonly kind: 'referral'; readonly offer: OfferView }
  | { readonly kind: 'customer'; readonly customer: CustomerView };

/** What a person may see of a thing now, by the rules of its own card; what is not there and what they may not see are refused alike. */
export async function viewThing(
  context: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  thing: Thing,
): Promise<Result<ThingView, { readonly code: 'forbidden' }>> {
  if ('claimId' in thing) {
    const found = await viewClaim(context, person, thing.claimId);
    return found.ok ? ok({ kind: 'claim', claim: found.value }) : found;
  }
  if ('referralId' in thing) {
    const found = await findOffer(context, person, thing);
    return found.ok ? ok({ kind: 'referral', offer: found.value }) : found;
  }
  const found = await showCustomer(context, person, thing.customerId);
  return found.ok ? ok({ kind: 'customer', customer: found.value }) : found;
}
