import type { Subscription } from '../../../domain/associations/customer.ts';
import type { Evidence } from '../../../domain/claims/claim.ts';
import type { ClaimPolicy } from '../../../domain/claims/policy.ts';
import type { Location } from '../../../domain/referrals/location.ts';
import type { ClaimActivity } from '../../../domain/shared/catalogue.ts';
import type { CustomerId } from '../../../domain/shared/ids.ts';
import type { Text } from '../../../words/text.ts';
import type { ClaimErrors } from './inputs.ts';

/** What is known of whoever may be claimed for, as the use case reads it. */
export interface ClaimFormShown {
  readonly locations: readonly Location[];
  readonly location: Location | undefined;
  readonly customers: readonly { readonly customerId: CustomerId; readonly name: string }[];
  readonly moreCustomers: boolean;
  readonly customer:
    | {
        readonly customerId: CustomerId;
        readonly name: string;
        readonly isRecorded: boolean;
        readonly subscriptions: readonly Subscription[] | undefined;
        readonly own: readonly { readonly activity: ClaimActivity; readonly target: string }[];
      }
    | undefined;
  readonly draft: { readonly draftId: string; readonly evidence: readonly Evidence[] } | undefined;
  readonly policy: ClaimPolicy;
}

export type FormStep = 'who' | 'what' | 'all';

export interface ClaimFormState {
  readonly intent: string;
  /** Which half is asked for, the first until it is filled in; or both at once, where choices come as they are looked for. */
  readonly step: FormStep;
  /** Whether it can be gone on with in a dialog of the client's. */
  readonly opensDialog?: boolean;
  readonly errors?: ClaimErrors;
  /** Of claims that stand in the way. */
  readonly claimIds?: readonly string[];
  /** What has just happened. */
  readonly note?: Text;
  /** Something was refused: what was typed is kept, and nothing was stored. */
  readonly isRefused?: boolean;
  readonly otherDrafts?: number;
}
