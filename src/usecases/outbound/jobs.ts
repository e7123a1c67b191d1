import { z } from 'zod';
import { PartnerId } from '../../domain/shared/ids.ts';
import { defineJob } from '../define-job.ts';

/** What happens later with the systems of partners. */
export const outboundJobs = [
  defineJob({
    task: 'outbound.post',
    about: 'Tell a partner’s own system of a change of theirs. Lies with the partner.',
    payload: { partnerId: PartnerId, eventId: z.string() },
  }),
] as const;
