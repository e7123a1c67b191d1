import { z } from 'zod';
import { ClaimId } from '../../domain/claims/claim.ts';
import { Part } from '../../domain/sharing/thing.ts';
import { CustomerId, ReferralId } from '../../domain/shared/ids.ts';

/** What a shared card sends back when it is seen again: one thing's ids. It comes from the client: no rights follow from it. */
export const ShareShowPress = z.strictObject({
  verb: z.literal('share.show'),
  data: z.strictObject({
    claimId: ClaimId.optional(),
    referralId: ReferralId.optional(),
    part: Part.optional(),
    customerId: CustomerId.optional(),
  }),
});
