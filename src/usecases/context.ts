import type { ReferralPolicy } from '../domain/referrals/policy.ts';
import type { Queues } from './decide-again.ts';
import type { Clock, Documents } from './ports.ts';

/** What every use case works with. */
export interface Context {
  readonly documents: Documents;
  readonly clock: Clock;
  readonly queues: Queues;
  readonly policy: ReferralPolicy;
}
