import { z } from 'zod';
import { CustomerId, SubscriptionId } from '../../domain/shared/ids.ts';
import { CUSTOMER_INPUT, LIST_INPUTS, LOCATION_INPUT } from '../kit/location-list.ts';

/** What the list of customers sends back. It comes from the client: no rights follow from it. */
export const AssociationsListPress = z.strictObject({
  verb: z.literal('associations.list'),
  data: z.strictObject({
    ...LIST_INPUTS,
    customer: CUSTOMER_INPUT,
    /** What is chosen in the list comes along. */
    customerId: z.union([CustomerId, z.literal('')]).optional(),
  }),
});

/** A customer, as named or as chosen from the list, whose other inputs come along. */
export const AssociationsShowPress = z.strictObject({
  verb: z.literal('associations.show'),
  data: z.strictObject({
    customerId: CustomerId,
    /** How many associations to pass over. */
    after: z
      .string()
      .regex(/^\d{1,4}$/)
      .optional(),
    customer: CUSTOMER_INPUT,
    partnerId: LOCATION_INPUT,
    subscriptionId: z.union([SubscriptionId, z.literal('')]).optional(),
  }),
});

export const DporHistoryPress = z.strictObject({
  verb: z.literal('dpor.history'),
  data: z.strictObject({ subscriptionId: SubscriptionId }),
});
