import { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { defineJob } from '../define-job.ts';

/** What happens later with memberships. */
export const membershipJobs = [
  defineJob({
    task: 'person.reachability',
    about: 'Show at a person’s locations whether Teams reaches them. Lies with the person.',
    payload: { personId: PersonId },
  }),
  defineJob({
    task: 'person.catch-up',
    about: 'Tell somebody bound at their first chat of the offers that wait at their locations.',
    payload: { personId: PersonId, partnerId: PartnerId },
  }),
] as const;
