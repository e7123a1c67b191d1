import { z } from 'zod';
import { defineNotice } from '../notices/define-notice.ts';
import { CustomerId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';
import { ClaimId } from './claim.ts';
import { PARTNER_NEWS } from './news.ts';

export const ClaimNewsNotice = defineNotice({
  kind: 'claim-news',
  about:
    'a claim of a location was asked about, decided or contested, or a step of it ends soon; `revision` tells one from the next',
  subject: {
    customerId: CustomerId,
    claimId: ClaimId,
    about: z.enum(PARTNER_NEWS),
    revision: z.number().int(),
  },
  key: ({ claimId, about, revision }) => [claimId, about, revision],
  topic: 'claims',
  word: 'claims',
});

export const ClaimReviewNotice = defineNotice({
  kind: 'claim-review',
  about: 'a claim needs the operators: partners contest its target, or its review is overdue',
  subject: {
    customerId: CustomerId,
    claimId: ClaimId,
    about: z.enum(['contest', 'overdue']),
    revision: z.number().int(),
  },
  key: ({ claimId, about, revision }) => [claimId, about, revision],
  word: 'claims',
});

const ClaimsQueueNotice = defineNotice({
  kind: 'claims-queue',
  about: 'operators: what waits in their queue, for all that came in until then',
  subject: { until: Instant },
  key: ({ until }) => [until],
  word: 'claims',
});

export const claimNotices = [ClaimNewsNotice, ClaimReviewNotice, ClaimsQueueNotice] as const;
