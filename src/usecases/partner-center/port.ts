import type { LeadFacts, LeadId, LeadMove } from '../../domain/leads/lead.ts';
import type { RelationshipId } from '../../domain/partner-center/hook.ts';
import type { RelationshipFacts } from '../../domain/partner-center/delegation.ts';
import type { SubscriptionFacts } from '../../domain/partner-center/subscription.ts';
import type { CustomerId, PartnerId, SubscriptionId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';

/**
 * Why an answer is no fault: `absent`, it is not there (any more); `later`, nothing was answered, or to ask again, perhaps not
 * before so many milliseconds.
 */
export type NotNow =
  { readonly code: 'absent' } | { readonly code: 'later'; readonly afterMs: number | undefined };

/** A page of leads in the order of their last change. */
export interface LeadPage {
  readonly leads: readonly LeadFacts[];
  /** Where the next page is; undefined at the end. */
  readonly next: string | undefined;
}

/**
 * The Partner Center account of a location. @throws a fault, with its status, for whatever else is answered: a missing right,
 * say, or a body that is not what is documented
 */
export interface PartnerCenter {
  /** The location that the account belongs to. */
  readonly partnerId: PartnerId;
  /** `null`: one that this account sent to others. */
  lead(leadId: LeadId): Promise<Result<LeadFacts | null, NotNow>>;
  /** Leads that came in, changed since an instant; `next` of a page before goes on there. */
  leadsSince(since: Date, next?: string): Promise<Result<LeadPage, NotNow>>;
  /** @returns `changed` where the lead is no longer the one of that etag; nothing was changed then */
  answerLead(
    leadId: LeadId,
    etag: string,
    answer: { readonly move: LeadMove; readonly reason: string },
  ): Promise<Result<LeadFacts, NotNow | { readonly code: 'changed' }>>;
  subscription(
    customerId: CustomerId,
    subscriptionId: SubscriptionId,
  ): Promise<Result<SubscriptionFacts, NotNow>>;
  relationship(relationshipId: RelationshipId): Promise<Result<RelationshipFacts, NotNow>>;
}
