import { ClaimId } from '../../domain/claims/claim.ts';
import { DraftId } from '../../domain/claims/draft.ts';
import { OPERATOR_NEWS, PARTNER_NEWS } from '../../domain/claims/news.ts';
import { CustomerId, PartnerId, PersonId, SubscriptionId } from '../../domain/shared/ids.ts';
import { Instant } from '../../domain/shared/time.ts';
import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** What happens later with claims. */
export const claimJobs = [
  defineJob({
    task: 'claim.forget-draft',
    about: 'A draft has become a claim. Lies with the customer.',
    payload: { personId: PersonId, draftId: DraftId },
  }),
  defineJob({
    task: 'claim.follow',
    about:
      'A claim was changed: bring the lists up to date, and tell whom it concerns. Lies with the customer.',
    payload: {
      customerId: CustomerId,
      claimId: ClaimId,
      /** Of the claim as it was changed; tells one piece of news from the next. */
      revision: z.number().int(),
      partner: z.array(z.enum(PARTNER_NEWS)),
      operators: z.array(z.enum(OPERATOR_NEWS)),
    },
  }),
  defineJob({
    task: 'claim.due',
    about: 'A step of a claim has come to its end. One that is over already is a no-op.',
    payload: { customerId: CustomerId, claimId: ClaimId },
  }),
  defineJob({
    task: 'claim.remind',
    about: 'A step of a claim ends soon: whoever has to act is reminded, once.',
    payload: { customerId: CustomerId, claimId: ClaimId, until: Instant },
  }),
  defineJob({
    task: 'claim.lose',
    about: 'Write down, page by page, the claims that lost a target.',
    payload: { customerId: CustomerId, target: z.string() },
  }),
  defineJob({
    task: 'claim.subscription',
    about:
      'Watch the subscription that an approved claim hangs on: remind of its end, and end the claim with it.',
    payload: { customerId: CustomerId, claimId: ClaimId },
  }),
  defineJob({
    task: 'claims.subscription-changed',
    about: 'A subscription was imported with another status or end: what hangs on it is looked at now.',
    payload: { customerId: CustomerId, subscriptionId: SubscriptionId },
  }),
  defineJob({
    task: 'claim.adopt',
    about:
      'A claim was imported, or removed by an import: its deadline, its target and its place in the lists follow.',
    payload: {
      customerId: CustomerId,
      claimId: ClaimId,
      /** Where it stood before: the location that it was in the lists of, and its target. */
      partnerId: PartnerId,
      target: z.string(),
    },
  }),
  defineJob({
    task: 'claims.build',
    about: 'Adopt, once a database, the claims that an earlier release imported. Lies in the queue.',
    payload: {},
  }),
  defineJob({
    task: 'claims.move',
    about:
      'Once: move where claims stand, as an earlier release kept it in the queue, into shards. Lies in the queue.',
    payload: {},
  }),
  defineJob({
    task: 'claims.tell-operators',
    about:
      'Tell the operators what waits in their queue, for everything that came in within some minutes. Lies in the queue.',
    payload: { until: Instant },
  }),
] as const;
