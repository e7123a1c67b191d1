import { z } from 'zod';
import { Instant } from '../../domain/shared/time.ts';
import { defineDocument } from '../define-document.ts';

export const LookedDocument = defineDocument({
  name: 'looked',
  /** `of`: a customer, or a subscription. */
  schema: z.object({ of: z.string(), at: Instant }),
  partition: 'people/<personId>',
  id: 'looked:<customerId or subscriptionId>',
  about: 'when the person looked at what their location had just lost',
  many: 'one a customer or subscription that was looked at',
  lives: '8 days',
});

export const todayDocuments = [LookedDocument] as const;
