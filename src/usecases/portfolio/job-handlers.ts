import type { JobParts } from '../job-parts.ts';
import type { HandlersOf } from '../jobs.ts';
import { watchExpiries } from './build.ts';
import type { portfolioJobs } from './jobs.ts';
import { tellExpiry, watchCertificates, watchDelegation } from './watch.ts';

/** Which use case each job of what ends calls. */
export function portfolioJobHandlers({ context }: JobParts): HandlersOf<typeof portfolioJobs> {
  return {
    'delegation.watch': (task) => watchDelegation(context, task),
    'certificates.watch': (task) => watchCertificates(context, task),
    'expiry.tell': (task) => tellExpiry(context, task),
    'expiry.build': () => watchExpiries(context),
  };
}
