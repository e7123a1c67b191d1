import { PartnerId } from '../../domain/shared/ids.ts';
import { z } from 'zod';
import { defineJob } from '../define-job.ts';

const ofCase = { partnerId: PartnerId, caseId: z.string() };

/** What happens later with cases. */
export const caseJobs = [
  defineJob({
    task: 'case.follow',
    about:
      'A case was opened or changed: bring the operators’ queue up to date, and tell whom it concerns. Lies with the partner.',
    /** `news`: of which revision to tell; `null`: of none. */
    payload: { ...ofCase, news: z.number().int().nullable() },
  }),
  defineJob({
    task: 'case.tell-operators',
    about: 'Tell the operators of a case that a location opened.',
    payload: ofCase,
  }),
  defineJob({
    task: 'case.tell-closed',
    about: 'Tell a location that what it asked for was carried out.',
    payload: ofCase,
  }),
  defineJob({
    task: 'cases.build',
    about: 'Make findable, once a database, the cases that an earlier release opened. Lies in the queue.',
    payload: {},
  }),
] as const;
