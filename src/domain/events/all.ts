import { CustomerRespondedEvent } from './customer-responded.ts';
import { DporChangedEvent } from './dpor-changed.ts';
import { ReferralReceivedEvent } from './referral-received.ts';
import { ReferralWithdrawnEvent } from './referral-withdrawn.ts';

/** What may be told. */
export const EVENTS = [
  ReferralReceivedEvent,
  ReferralWithdrawnEvent,
  DporChangedEvent,
  CustomerRespondedEvent,
] as const;
