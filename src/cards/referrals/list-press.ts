import { z } from 'zod';
import { OfferStatus, ReferralKind } from '../../domain/referrals/referral.ts';
import { ReferralId } from '../../domain/shared/ids.ts';
import { ANY } from '../kit/choice.ts';
import { CUSTOMER_INPUT, LIST_INPUTS, LOCATION_INPUT } from '../kit/location-list.ts';
import { OFFER_IDS } from './desk.ts';

/** The states that a location's offers can be in. */
export const STATUSES = ['offered', 'accepted', 'declined', 'timed-out', 'withdrawn'] as const;

const filterInputs = {
  status: z.union([OfferStatus, z.enum([ANY, ''])]).optional(),
  kind: z.union([ReferralKind, z.enum([ANY, ''])]).optional(),
  customer: CUSTOMER_INPUT,
};

/** What the list to choose from holds: referral, part and round of one row. */
const rowInput = {
  referral: z
    .string()
    .regex(/^([A-Za-z0-9-]{1,64}\/[1-9]\d{0,4}\/[1-9]\d{0,4})?$/)
    .optional(),
};

/** What the list sends back. It comes from the client: no rights follow from it. */
export const ReferralsListPress = z.strictObject({
  verb: z.literal('referrals.list'),
  data: z.strictObject({
    ...LIST_INPUTS,
    ...filterInputs,
    ...rowInput,
  }),
});

/** Which referral to show: by its ids, or as chosen from the list, whose other inputs come along. */
export const ReferralShowPress = z.strictObject({
  verb: z.literal('referral.show'),
  data: z
    .strictObject({
      referralId: OFFER_IDS.referralId.optional(),
      part: OFFER_IDS.part.optional(),
      offer: OFFER_IDS.offer,
      partnerId: LOCATION_INPUT,
      ...filterInputs,
      ...rowInput,
    })
    .refine((data) => shownOf(data) !== undefined, 'no referral'),
});

/** @returns undefined when neither names one */
export function shownOf(data: {
  readonly referralId?: ReferralId | undefined;
  readonly part?: number | undefined;
  readonly offer?: number | undefined;
  readonly referral?: string | undefined;
}):
  { readonly referralId: ReferralId; readonly part: number; readonly offer: number | undefined } | undefined {
  const { referralId, part, offer, referral } = data;
  if (referralId !== undefined && part !== undefined) return { referralId, part, offer };
  const [id, number, round] = (referral ?? '').split('/');
  const chosen = ReferralId.safeParse(id);
  return chosen.success && number !== undefined && round !== undefined
    ? { referralId: chosen.data, part: Number(number), offer: Number(round) }
    : undefined;
}

export interface ListFilter {
  readonly status: OfferStatus | undefined;
  readonly kind: ReferralKind | undefined;
  /** `''`: every customer. */
  readonly customer: string;
}

export function readFilter(data: {
  readonly status?: string | undefined;
  readonly kind?: string | undefined;
  readonly customer?: string | undefined;
}): ListFilter {
  const status = OfferStatus.safeParse(data.status);
  const kind = ReferralKind.safeParse(data.kind);
  return {
    status: status.success ? status.data : undefined,
    kind: kind.success ? kind.data : undefined,
    customer: (data.customer ?? '').trim(),
  };
}
