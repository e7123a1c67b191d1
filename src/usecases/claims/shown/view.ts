import { holderFirst, isLive, type Claim } from '../../../domain/claims/claim.ts';
import { disputeOf } from '../../../domain/claims/dispute.ts';
import type { ClaimView } from '../../../domain/claims/view.ts';
import { applyOverdue } from '../../../domain/claims/overdue.ts';
import { rivalsOf } from '../../../domain/claims/contest.ts';
import type { Location } from '../../../domain/referrals/location.ts';
import type { UsageDay } from '../../../domain/claims/high-water-mark.ts';
import type { Actor } from '../../../domain/memberships/person.ts';
import type { Contact } from '../../../domain/memberships/contact.ts';
import { AadObjectId, type PartnerId } from '../../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../../domain/shared/result.ts';
import type { Context } from '../../context.ts';
import { rosterRightsAt } from '../../memberships/rights.ts';
import { rosterOf } from '../../memberships/roster.ts';
import { partitions } from '../../partitions.ts';
import type { Documents } from '../../ports.ts';
import { calledNow } from '../../associations/called-now.ts';
import { knowsCustomer } from '../../associations/knows-customer.ts';
import { doubtOf } from '../review/doubts.ts';
import { claimAt, customerOfClaim } from '../load.ts';
import { aboutClaim, namesOf } from './project-standing.ts';
import { claimTimes } from '../rules.ts';
import { readTarget } from '../targets.ts';
import { isImpartial } from '../who.ts';
import { RowDocument } from '../../imports/documents.ts';
import { OperatorDocument } from '../../memberships/documents.ts';
import { findLocation } from '../../referrals/directory.ts';

/** A card has room for no more side by side. */
const MAX_RIVALS = 2;
const MAX_USAGE = 1_000;
const MAX_OPERATORS = 1_000;

/**
 * A claim for whoever may see it: with an incentive role at its location, or as an operator who has no role at any partner
 * that claims its target. What is overdue is shown as done, though nothing is written. Seven reads for the location, eight
 * once an operator has moved the claim; about thirteen for an operator, and one a rival.
 */
export async function viewClaim(
  context: Context,
  actor: Pick<Actor, 'personId'>,
  claimId: string,
): Promise<Result<ClaimView, { readonly code: 'forbidden' }>> {
  const { documents, clock } = context;
  const customerId = await customerOfClaim(documents, claimId);
  const stored = customerId && (await claimAt(documents, customerId, claimId));
  if (stored === undefined) return refuse({ code: 'forbidden' });
  const now = clock.now();
  const { partnerId } = stored.value;
  const own = await rosterRightsAt(documents, actor, partnerId, now);
  const as = own?.rights.incentiveRole == null ? 'operator' : 'partner';
  // Whoever else claims the target is the operators' business.
  const live =
    as === 'partner' ? [] : (await readTarget(documents, stored.value.customerId, stored.value.target)).live;
  if (as === 'operator' && !(await isImpartial(documents, actor, stored.value, live))) {
    return refuse({ code: 'forbidden' });
  }
  const location = own?.rights.location ?? (await findLocation(documents, partnerId))?.value;
  const times = await claimTimes(context, location?.country ?? '');
  const claim = applyOverdue(stored.value, now, times);
  const dispute = disputeOf(claim, times.policy, now);
  const all = isLive(claim) ? rivalsOf(claim, live) : [];
  const rivals = all.toSorted(holderFirst).slice(0, MAX_RIVALS);
  const [about, doubt, names, usage, wonBy, partners] = await Promise.all([
    as === 'operator'
      ? aboutClaim(documents, claim, location)
      : aboutForPartner(documents, claim, location, now),
    as === 'operator' ? doubtOf(documents, claim) : undefined,
    namesAbout(documents, [claim, ...rivals], own?.roster),
    usageOf(documents, claim),
    claim.supersededBy === null ? '' : nameOf(documents, claim.supersededBy),
    Promise.all(rivals.map(({ partnerId }) => nameOf(documents, partnerId))),
  ]);
  return ok({
    claim,
    as,
    ...namesOf(about),
    seats: about.customer?.seats ?? null,
    ...(about.customer?.language ? { customerLanguage: about.customer.language } : {}),
    subscriptionEnds: about.subscription?.ends ?? null,
    disputableUntil: dispute.ok ? dispute.value : null,
    names,
    usage,
    wonBy,
    rivals: rivals.map((rival, at) => ({ claim: rival, partnerName: partners[at] ?? '' })),
    rivalCount: all.length,
    ...(doubt === undefined ? {} : { doubt }),
  });
}

/** What the claiming location may know of the customer beside its own claim. */
async function aboutForPartner(
  documents: Documents,
  claim: Claim,
  location: Location | undefined,
  now: Date,
) {
  const { partnerId, customerId } = claim;
  if (await knowsCustomer(documents, partnerId, customerId, now))
    return aboutClaim(documents, claim, location);
  const called = await calledNow(documents, partnerId, customerId, now);
  return { customer: undefined, called, location, subscription: undefined };
}

async function nameOf(documents: Documents, partnerId: PartnerId): Promise<string> {
  return (await findLocation(documents, partnerId))?.value.name ?? '';
}

/**
 * Who moved the claim and who added proof to it or a rival: of the locations' rosters and of the operators. None for a claim
 * that nobody has moved.
 */
async function namesAbout(
  documents: Documents,
  [claim, ...rivals]: readonly [Claim, ...Claim[]],
  known: readonly Contact[] | undefined,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  if (claim.steps.length === 0 && rivals.length === 0) return names;
  const name = (people: readonly Pick<Contact, 'aadObjectId' | 'name'>[]) => {
    for (const { aadObjectId, name: called } of people) {
      if (aadObjectId !== null && called !== '') names.set(aadObjectId, called);
    }
  };
  const [own, ...others] = await Promise.all([
    known ?? rosterOf(documents, claim.partnerId),
    ...rivals.map(({ partnerId }) => rosterOf(documents, partnerId)),
  ]);
  for (const roster of [own, ...others]) name(roster);
  if (claim.steps.some(({ by }) => AadObjectId.safeParse(by).success && !names.has(by))) {
    const operators = await documents.list(OperatorDocument, partitions.program('operators'), {
      limit: MAX_OPERATORS,
    });
    name(operators.items.map(({ value }) => value));
  }
  return names;
}

/** Of the claimed workload and by this partner alone: nothing else of the customer is ever shown. */
async function usageOf(documents: Documents, claim: Claim): Promise<UsageDay[]> {
  if (claim.activity !== 'osu-m365' && claim.activity !== 'usage-only') return [];
  const rows = await documents.list(RowDocument, partitions.customer(claim.customerId), {
    where: [{ field: 'file', is: '=', value: 'usage' }],
    limit: MAX_USAGE,
  });
  return rows.items.flatMap(({ value: { cells } }): UsageDay[] => {
    const { target, partnerId, date, activeUsers, association } = cells;
    const isOwn = target === claim.target && partnerId === claim.partnerId && association === 'cpor';
    return isOwn && date !== undefined && activeUsers !== undefined && activeUsers !== ''
      ? [{ day: date, activeUsers: Number(activeUsers) }]
      : [];
  });
}
