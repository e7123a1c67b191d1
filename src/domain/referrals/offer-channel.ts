import { z } from 'zod';
import { AadObjectId, PersonId } from '../shared/ids.ts';
import { Instant } from '../shared/time.ts';
import { ReferralKind } from './referral.ts';

/**
 * The Teams channel in which a location's offers of one kind are shown, besides the personal chats of its contacts: what the
 * programme's two distribution lists are for mail.
 */
export const OfferChannel = z.object({
  kind: ReferralKind,
  /** The channel as somebody to tell. */
  channelId: PersonId,
  setBy: z.object({ by: AadObjectId, name: z.string() }),
  setAt: Instant,
  /** The activity that set it, so that the same one delivered twice is one change. */
  opId: z.string(),
});
export type OfferChannel = z.infer<typeof OfferChannel>;
