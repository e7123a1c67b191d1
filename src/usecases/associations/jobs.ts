import { CustomerId, PartnerId, SubscriptionId } from '../../domain/shared/ids.ts';
import { Instant } from '../../domain/shared/time.ts';
import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** What happens later with associations. */
export const associationJobs = [
  defineJob({
    task: 'mail.handle',
    about: 'Read a kept mail, and find what it is about. Lies with the mail.',
    payload: { mailId: z.string() },
  }),
  defineJob({
    task: 'mail.take',
    about:
      'Take in the change that a mail was matched to. Lies with what was read of it, as the next two do.',
    payload: { mailId: z.string() },
  }),
  defineJob({
    task: 'mail.tell-operators',
    about: 'Tell the operators that mails wait to be matched.',
    payload: {},
  }),
  defineJob({
    task: 'dpor.report',
    about: 'Show a pasted mail at its location as told, or no longer, by how it stands.',
    payload: { mailId: z.string() },
  }),
  defineJob({
    task: 'dpor.confirmed',
    about: 'What was told by a pasted mail has been said by others since. Lies with the customer.',
    payload: { mailId: z.string() },
  }),
  defineJob({
    task: 'mail.pick-up',
    about: 'Once: make findable the customers, and handle the mails, that an earlier release kept.',
    payload: {},
  }),
  defineJob({
    task: 'mail.move',
    about: 'Once: move the mails that an earlier release kept to partitions of their own.',
    payload: {},
  }),
  defineJob({
    task: 'dpor.tell',
    about:
      'Tell the contacts of those who lost a subscription’s DPOR and of the one that gained it. Lies with the customer.',
    payload: {
      customerId: CustomerId,
      subscriptionId: SubscriptionId,
      changedAt: Instant,
      key: z.string(),
      lost: z.array(PartnerId),
      gained: PartnerId.nullable(),
    },
  }),
  defineJob({
    task: 'dpor.tell-renewal',
    about: 'Tell whoever held an older subscription of that product that a new one started without a DPOR.',
    payload: { customerId: CustomerId, subscriptionId: SubscriptionId },
  }),
  defineJob({
    task: 'association.project',
    about: 'Write how a location stands with a customer. Lies with the customer.',
    payload: { partnerId: PartnerId, customerId: CustomerId },
  }),
  defineJob({
    task: 'association.build',
    about: 'Write the associations of what an earlier release imported.',
    payload: {},
  }),
  defineJob({
    task: 'association.rename',
    about: 'Write a customer’s new name wherever it is listed. Lies with the customer.',
    payload: { customerId: CustomerId },
  }),
] as const;
