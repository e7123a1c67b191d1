import { z } from 'zod';
import { defineNotice } from '../notices/define-notice.ts';
import { CustomerId, PartnerId, SubscriptionId } from '../shared/ids.ts';
import { Day, Instant } from '../shared/time.ts';

const DporChangedNotice = defineNotice({
  kind: 'dpor-changed',
  about:
    'a subscription has another Digital Partner of Record: those of whoever lost it, and of whoever gained it',
  subject: {
    customerId: CustomerId,
    subscriptionId: SubscriptionId,
    changedAt: Instant,
    /** What the change's source knows it by. */
    key: z.string(),
    lost: z.array(PartnerId),
    gained: PartnerId.nullable(),
  },
  key: ({ subscriptionId, changedAt, key }) => [subscriptionId, changedAt, key],
  topic: 'dpor',
  word: 'associations',
});

const DporRenewalNotice = defineNotice({
  kind: 'dpor-renewal',
  about: 'a new subscription started without a DPOR: those of whoever held an older one of that product',
  subject: {
    customerId: CustomerId,
    subscriptionId: SubscriptionId,
    partnerIds: z.array(PartnerId),
  },
  key: ({ subscriptionId }) => [subscriptionId],
  topic: 'dpor',
  word: 'associations',
});

const DporDigestNotice = defineNotice({
  kind: 'dpor-digest',
  about:
    'a burst of DPOR changes in one card; which ones, they say themselves (`digestId`). `at` tells one from the next',
  subject: { at: Instant },
  key: ({ at }) => [at],
  topic: 'dpor',
  word: 'associations',
});

const MailsUnmatchedNotice = defineNotice({
  kind: 'mails-unmatched',
  about: 'operators: mails wait to be matched; one card a day (UTC), brought up to date by each further one',
  subject: { day: Day },
  key: ({ day }) => [day],
  word: 'mails',
});

export const associationNotices = [
  DporChangedNotice,
  DporRenewalNotice,
  DporDigestNotice,
  MailsUnmatchedNotice,
] as const;
