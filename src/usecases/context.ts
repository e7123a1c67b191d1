import type { ReferralPolicy } from '../domain/referrals/policy.ts';
import type { ClaimPolicy } from '../domain/claims/policy.ts';
import type { WorkCalendar } from '../domain/referrals/deadline.ts';
import type { Links } from '../domain/sharing/links.ts';
import type { Queues } from './decide-again.ts';
import type { Blobs } from './files/blobs.ts';
import type { Clock, Documents, Mailer } from './ports.ts';

/** What every use case works with. */
export interface Context {
  readonly documents: Documents;
  readonly clock: Clock;
  readonly queues: Queues;
  readonly policy: ReferralPolicy;
  /** Where the bytes of kept files lie; absent: in the documents. */
  readonly blobs?: Blobs | undefined;
  /** Days that mails are kept as they arrived. Absent: the default. */
  readonly mailDays?: number | undefined;
  /** Absent: nothing is told by mail. */
  readonly mailer?: Mailer | undefined;
  /** All that is stored, as an export in a zip. Absent: there is none to be had. */
  readonly exported?: () => Promise<Buffer>;
  /** Of CPOR claims: the programme's numbers, and calendars of countries by ISO 3166 code. Absent: the defaults, weekdays only. */
  readonly claims?: {
    readonly policy: ClaimPolicy;
    readonly calendars: (country: string) => Promise<WorkCalendar>;
  };
  /** Where Porter is reached; absent: nowhere that a link could lead to. */
  readonly links?: Links;
  /** What runs: the release, and on which engine. */
  readonly running?: { readonly version: string; readonly engine: 'sqlite' | 'cosmos' };
}
