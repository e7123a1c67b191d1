import { claimCard } from '../cards/claims/card/claim.ts';
import { claimNewsCard, claimReviewCard, queueNewsCard } from '../cards/claims/notices.ts';
import type { Reader } from '../cards/kit/format.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import { holdsTarget } from '../domain/claims/claim.ts';
import { owesDefence, waitsOnPartner } from '../domain/claims/turn.ts';
import type { ClaimView } from '../domain/claims/view.ts';
import type { ClaimStatus } from '../domain/shared/catalogue.ts';
import type { Person } from '../domain/memberships/person.ts';
import type { Notice, NoticeSubject } from '../domain/notices/notice.ts';
import { queueOfClaims } from '../usecases/claims/shown/queue.ts';
import { viewClaim } from '../usecases/claims/shown/view.ts';
import type { Context } from '../usecases/context.ts';

type Subject<Kind> = Extract<NoticeSubject, { kind: Kind }>;

/**
 * News of a claim, for who has an incentive role at its location now. What is no news any more is not begun, and a copy of it
 * shows the claim as it now is.
 */
export async function claimNewsNotice(
  context: Context,
  notice: Notice,
  { claimId, about }: Subject<'claim-news'>,
  person: Person,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const view = await seenAs('partner', context, person, claimId);
  if (view === undefined) return undefined;
  if (isStillNews(view, about)) return claimNewsCard(view, about, reader);
  return notice.activityId === null ? undefined : claimCard(view, reader);
}

const DECIDED: ReadonlySet<ClaimStatus> = new Set<ClaimStatus>(['approved', 'rejected', 'rejected-final']);

function isStillNews({ claim }: ClaimView, about: Subject<'claim-news'>['about']): boolean {
  switch (about) {
    case 'asked':
      return claim.status === 'partner-action-required';
    case 'contested':
      return owesDefence(claim);
    case 'reminder':
      return waitsOnPartner(claim);
    case 'ending':
      return holdsTarget(claim);
    case 'decided':
      return DECIDED.has(claim.status) && claim.reason !== 'withdrawn';
  }
}

/** A claim that needs the operators, for one who holds no role at any partner that claims its target. */
export async function claimReviewNotice(
  context: Context,
  notice: Notice,
  { claimId, about }: Subject<'claim-review'>,
  person: Person,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const view = await seenAs('operator', context, person, claimId);
  if (view === undefined) return undefined;
  const { contest, escalatedAt } = view.claim;
  const isOpen = about === 'contest' ? contest !== null : escalatedAt !== null;
  if (isOpen) return claimReviewCard(view, about, reader);
  return notice.activityId === null ? undefined : claimCard(view, reader);
}

async function seenAs(
  as: ClaimView['as'],
  context: Context,
  person: Person,
  claimId: string,
): Promise<ClaimView | undefined> {
  const found = await viewClaim(context, person, claimId);
  return found.ok && found.value.as === as ? found.value : undefined;
}

/** What waits in the operators' queue now; nothing when all was done meanwhile. */
export async function queueNotice(
  context: Context,
  person: Person,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const found = await queueOfClaims(context, person, { show: 'waiting', search: '' });
  if (!found.ok || found.value.entries.length === 0) return undefined;
  return queueNewsCard(found.value.entries, found.value.waiting, reader);
}
