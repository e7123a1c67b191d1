import { z } from 'zod';
import { Intent } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';
import { Evidence } from './claim.ts';

/**
 * Whatever was typed or chosen in the form of a claim, by the input's id; as text, `''` where nothing was. Several targets
 * are separated by commas, evidence is one link a line.
 */
export const ClaimTyped = z.object({
  partnerId: z.string(),
  customerId: z.string(),
  /** With name and domain: a customer that was not to be chosen. */
  customerTenantId: z.string(),
  customerName: z.string(),
  customerDomain: z.string(),
  activity: z.string(),
  target: z.string(),
  contactName: z.string(),
  contactTitle: z.string(),
  contactEmail: z.string(),
  sellerName: z.string(),
  isvProduct: z.string(),
  evidence: z.string(),
  comments: z.string(),
});
export type ClaimTyped = z.infer<typeof ClaimTyped>;
export type ClaimField = keyof ClaimTyped;

export const CLAIM_FIELDS = Object.keys(ClaimTyped.shape) as ClaimField[];

export const NOTHING_TYPED: ClaimTyped = {
  partnerId: '',
  customerId: '',
  customerTenantId: '',
  customerName: '',
  customerDomain: '',
  activity: '',
  target: '',
  contactName: '',
  contactTitle: '',
  contactEmail: '',
  sellerName: '',
  isvProduct: '',
  evidence: '',
  comments: '',
};

/** Ours: derived from the intent that a form was opened with, so that saving it twice is one draft. */
export const DraftId = z.string().regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits');

/** A claim that somebody has begun; it is theirs alone, and nothing in it has been judged. */
export const ClaimDraft = z.object({
  draftId: DraftId,
  intent: Intent,
  typed: ClaimTyped,
  /** Files attached in the chat. */
  evidence: z.array(Evidence),
  createdAt: Instant,
  updatedAt: Instant,
});
export type ClaimDraft = z.infer<typeof ClaimDraft>;

/** Nobody has more under way at once; whoever has deletes some first. */
export const MAX_DRAFTS = 50;
