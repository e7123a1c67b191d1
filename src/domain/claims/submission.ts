import type { ClaimActivity } from '../shared/catalogue.ts';
import type { CustomerId, Intent, PartnerId } from '../shared/ids.ts';
import type { ClaimContact } from './claim.ts';

/** Which customer is meant: by its tenant, with what was typed of it should nobody know it yet. */
export interface CustomerMeant {
  readonly customerId: CustomerId;
  readonly name: string;
  readonly domain: string;
  /** Given by its tenant id instead of chosen. */
  readonly isNew: boolean;
}

/** The form of a claim as far as its fields go, each by itself; what can be claimed is judged with the customer at hand. */
export interface ClaimInput {
  readonly partnerId: PartnerId;
  readonly customer: CustomerMeant;
  readonly activity: ClaimActivity;
  /** At least one, as typed, each once: one claim each. */
  readonly targets: readonly string[];
  readonly contact: ClaimContact | null;
  readonly sellerName: string;
  readonly isvProduct: string;
  /** Https URLs, each once. */
  readonly links: readonly string[];
  readonly comments: string;
}

export interface Submission {
  readonly intent: Intent;
  /** The draft whose attached files go with the claim, and which is gone then. */
  readonly draftId?: string | undefined;
  readonly input: ClaimInput;
}

/** Of one intent; each is a claim with writes of its own, all in one commit. */
export const MAX_TARGETS = 10;
