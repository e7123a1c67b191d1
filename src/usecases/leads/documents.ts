import { z } from 'zod';
import { Lead } from '../../domain/leads/lead.ts';
import { Instant } from '../../domain/shared/time.ts';
import { defineDocument } from '../define-document.ts';

export const LeadDocument = defineDocument({
  name: 'lead',
  schema: Lead,
  partition: 'partners/<partnerId>',
  id: 'lead:<leadId>',
  about: 'a co-sell lead as Partner Center last had it, with an answer that is on its way',
  many: 'one a co-sell lead',
  lives: 'kept',
  fields: ['status'],
  orders: [['rank']],
});

/** Its id. */
export const LEADS_READ = 'leads-read';

export const LeadsReadDocument = defineDocument({
  name: 'leads-read',
  schema: z.object({
    /** Every change up to then has been read. */
    until: Instant,
    /** In the midst of a long list: where it goes on. */
    next: z.string().optional(),
  }),
  partition: 'partners/<partnerId>',
  id: 'leads-read',
  about: 'how far the location’s leads have been read from Partner Center',
  many: 'one a location that is connected',
  lives: 'overwritten',
});

export const leadDocuments = [LeadDocument, LeadsReadDocument] as const;
