import { CERTIFICATES_END, DELEGATION_END, ExpirySubject } from '../../domain/portfolio/notices.ts';
import { PersonId } from '../../domain/shared/ids.ts';
import { defineJob } from '../define-job.ts';

/** What happens later with what ends. */
export const portfolioJobs = [
  defineJob({
    task: 'delegation.watch',
    about: 'Plan for each reader when they are told that a delegation ends. Lies with the customer.',
    payload: DELEGATION_END,
  }),
  defineJob({
    task: 'certificates.watch',
    about: 'The same for the certificates of an account that end on one day. Lies with the account.',
    payload: CERTIFICATES_END,
  }),
  defineJob({
    task: 'expiry.tell',
    about: 'Tell a person of an end, from the first moment of that day in their zone. Lies with the person.',
    payload: { personId: PersonId, subject: ExpirySubject },
  }),
  defineJob({
    task: 'expiry.build',
    about: 'Watch the delegations and certificates that an earlier release imported.',
    payload: {},
  }),
] as const;
