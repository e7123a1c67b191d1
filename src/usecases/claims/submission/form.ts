import type { Subscription } from '../../../domain/associations/customer.ts';
import { isLive } from '../../../domain/claims/claim.ts';
import type { ClaimEntry } from '../../../domain/claims/claim-entry.ts';
import type { ClaimDraft, ClaimTyped } from '../../../domain/claims/draft.ts';
import type { ClaimPolicy } from '../../../domain/claims/policy.ts';
import type { Person } from '../../../domain/memberships/person.ts';
import type { Location } from '../../../domain/referrals/location.ts';
import { CustomerId, PartnerId } from '../../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../../domain/shared/result.ts';
import type { Context } from '../../context.ts';
import { calledNow } from '../../associations/called-now.ts';
import { partitions } from '../../partitions.ts';
import type { Documents } from '../../ports.ts';
import { claimingLocations } from './claiming-locations.ts';
import { customerFacts, nameAtLocation } from './customer-facts.ts';
import { findDraft } from './drafts.ts';
import { knownCustomers, type KnownCustomer } from './known-customers.ts';
import { claimTimes } from '../rules.ts';
import { ClaimEntryDocument } from '../documents.ts';

/** More than one location ever claims at one customer. */
const MAX_OWN = 200;

/** What the form of a claim needs to offer what fits. */
export interface ClaimForm {
  /** Where the person has an incentive role, by name; at least one. */
  readonly locations: readonly Location[];
  /** The one that claims: chosen, or the only one. */
  readonly location: Location | undefined;
  /** Customers to choose from: those the location has to do with. */
  readonly customers: readonly KnownCustomer[];
  /** There are more than were read; they are found by their name. */
  readonly moreCustomers: boolean;
  readonly customer: FormCustomer | undefined;
  /** With the files attached to it. */
  readonly draft: ClaimDraft | undefined;
  readonly policy: ClaimPolicy;
}

export interface FormCustomer {
  readonly customerId: CustomerId;
  /** `''`: nobody has named it, or its name is not for this location yet. */
  readonly name: string;
  /** There is a record, so that no name needs to be typed. */
  readonly isRecorded: boolean;
  /** `undefined`: not told, since the location has nothing to do with the customer yet, or nothing is known of it. */
  readonly subscriptions: readonly Subscription[] | undefined;
  /** Claims of the location there that are on their way or hold their target: not to be claimed again. */
  readonly own: readonly Pick<ClaimEntry, 'activity' | 'target'>[];
}

/**
 * Reads what the form needs, for somebody with an incentive role somewhere. Of a customer that the location has nothing to
 * do with yet it tells nothing but whether a name is needed.
 */
export async function openForm(
  context: Context,
  person: Pick<Person, 'personId' | 'standings'>,
  typed: Pick<ClaimTyped, 'partnerId' | 'customerId' | 'customerTenantId'>,
  draftId?: string,
): Promise<Result<ClaimForm, { readonly code: 'forbidden' }>> {
  const { documents, clock } = context;
  const locations = await claimingLocations(documents, person, clock.now());
  const [only, ...others] = locations;
  if (only === undefined) return refuse({ code: 'forbidden' });
  const location =
    typed.partnerId === ''
      ? others.length === 0
        ? only
        : undefined
      : locations.find(({ partnerId }) => partnerId === typed.partnerId);
  // What looks like a location and is not theirs is answered as if it were not there; what looks like nothing is an error.
  if (location === undefined && PartnerId.safeParse(typed.partnerId).success) {
    return refuse({ code: 'forbidden' });
  }
  const [known, customer, draft, { policy }] = await Promise.all([
    location && knownCustomers(documents, location.partnerId),
    location && customerOf(documents, location.partnerId, typed, clock.now()),
    draftId === undefined ? undefined : findDraft(documents, person, draftId),
    claimTimes(context, location?.country ?? ''),
  ]);
  return ok({
    locations,
    location,
    customers: known?.customers ?? [],
    moreCustomers: known?.more ?? false,
    customer,
    draft: draft?.value,
    policy,
  });
}

async function customerOf(
  documents: Documents,
  partnerId: PartnerId,
  typed: Pick<ClaimTyped, 'customerId' | 'customerTenantId'>,
  now: Date,
): Promise<FormCustomer | undefined> {
  const parsed = CustomerId.safeParse(typed.customerId || typed.customerTenantId);
  if (!parsed.success) return undefined;
  const customerId = parsed.data;
  const [facts, nameHere, own, entries] = await Promise.all([
    customerFacts(documents, partnerId, customerId, now),
    nameAtLocation(documents, partnerId, customerId),
    calledNow(documents, partnerId, customerId, now),
    documents.list(ClaimEntryDocument, partitions.partner(partnerId), {
      where: [{ field: 'customerId', is: '=', value: customerId }],
      limit: MAX_OWN,
    }),
  ]);
  return {
    customerId,
    name: facts.name || nameHere || own.name,
    isRecorded: facts.isRecorded || own.isOwn,
    subscriptions: facts.known.areComplete ? facts.known.subscriptions : undefined,
    own: entries.items.map(({ value }) => value).filter(isLive),
  };
}
