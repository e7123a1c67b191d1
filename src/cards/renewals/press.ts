import { z } from 'zod';
import { RenewalItem } from '../../domain/renewals/checklist.ts';
import { Program } from '../../domain/shared/catalogue.ts';
import { PartnerId } from '../../domain/shared/ids.ts';

/** Buttons about the renewal of a membership. They come from the client: no rights follow from them. */
const membership = { partnerId: PartnerId, program: Program };

export const RenewalShowPress = z.strictObject({
  verb: z.literal('renewal.show'),
  /** Without a programme, as one of several locations is chosen, the membership is shown whose anniversary comes next. */
  data: z.strictObject({ partnerId: PartnerId, program: Program.optional() }),
});

const ticked = z.strictObject({ ...membership, item: RenewalItem });
export const RenewalTickPress = z.strictObject({ verb: z.literal('renewal.tick'), data: ticked });
export const RenewalUntickPress = z.strictObject({ verb: z.literal('renewal.untick'), data: ticked });

export const RenewalDonePress = z.strictObject({
  verb: z.literal('renewal.done'),
  data: z.strictObject(membership),
});
