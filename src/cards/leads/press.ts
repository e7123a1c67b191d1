import { z } from 'zod';
import { LeadId } from '../../domain/leads/lead.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { LIST_INPUTS } from '../kit/location-list.ts';

/** What cards of leads send back. It comes from the client: no rights follow from it. */
export const LeadsListPress = z.strictObject({
  verb: z.literal('leads.list'),
  data: z.strictObject(LIST_INPUTS),
});

const LEAD = { partnerId: PartnerId, leadId: LeadId };
/** Judged by the card, so that a long one brings it back; a client may send it with any button. */
const reason = z.string().max(200_000).optional();

export const LeadShowPress = z.strictObject({
  verb: z.literal('lead.show'),
  data: z.strictObject({ ...LEAD, reason }),
});

export const LeadAcceptPress = z.strictObject({
  verb: z.literal('lead.accept'),
  data: z.strictObject({ ...LEAD, reason }),
});

export const LeadDeclinePress = z.strictObject({
  verb: z.literal('lead.decline'),
  data: z.strictObject({ ...LEAD, reason }),
});

export const LeadClosePress = z.strictObject({
  verb: z.literal('lead.close'),
  data: z.strictObject({ ...LEAD, outcome: z.enum(['won', 'lost']), reason }),
});

/** Of the reason for a decline, in characters. */
export const MAX_REASON = 500;
