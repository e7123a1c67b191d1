import { PartnerId, PersonId } from '../../domain/shared/ids.ts';
import { z } from 'zod';
import { Program } from '../../domain/shared/catalogue.ts';
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
  defineJob({
    task: 'team.tell',
    about: 'Tell somebody what a program admin has made of their roles in a membership.',
    payload: { partnerId: PartnerId, program: Program, revision: z.number().int(), personId: PersonId },
  }),
] as const;
