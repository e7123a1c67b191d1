import { z } from 'zod';
import { defineDocument } from '../define-document.ts';

export const OutboundDocument = defineDocument({
  name: 'outbound',
  schema: z.object({
    /** A CloudEvent, as it is sent. */
    event: z.record(z.string(), z.unknown()),
  }),
  partition: 'partners/<partnerId>',
  id: 'outbound:<eventId>',
  about: 'what the location’s own system is told',
  many: 'one an event told',
  lives: '30 days',
});

export const outboundDocuments = [OutboundDocument] as const;
