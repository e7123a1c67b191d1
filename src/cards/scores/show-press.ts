import { z } from 'zod';
import { Area } from '../../domain/shared/catalogue.ts';
import { GlobalId } from '../../domain/shared/ids.ts';

/** What the cards of the capability score send back. It comes from the client: no rights follow from it. */
export const ScoresShowPress = z.strictObject({
  verb: z.literal('scores.show'),
  data: z.strictObject({
    /** Absent: the account of the location the person stands at, or a choice between several. */
    globalId: GlobalId.optional(),
    /** Absent: all six. */
    area: Area.optional(),
  }),
});
export type ScoresShowPress = z.infer<typeof ScoresShowPress>;
