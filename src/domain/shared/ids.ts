import { z } from 'zod';

/**
 * A GUID as Microsoft hands it out; kept in lower case so that two spellings are one id. (Not a `transform`, which could
 * not be encoded on the way into the store.)
 */
const guid = z.guid().toLowerCase();

/** An Entra tenant. */
export const TenantId = guid.brand<'TenantId'>();
export type TenantId = z.infer<typeof TenantId>;

/** An Entra user, unique within a tenant only. */
export const AadObjectId = guid.brand<'AadObjectId'>();
export type AadObjectId = z.infer<typeof AadObjectId>;

/** A customer's Entra tenant. */
export const CustomerId = guid.brand<'CustomerId'>();
export type CustomerId = z.infer<typeof CustomerId>;

export const SubscriptionId = guid.brand<'SubscriptionId'>();
export type SubscriptionId = z.infer<typeof SubscriptionId>;

/** The PartnerID of a partner LOCATION (formerly MPN ID): 4 to 10 digits. */
export const PartnerId = z
  .string()
  .regex(/^\d{4,10}$/, '4 to 10 digits')
  .brand<'PartnerId'>();
export type PartnerId = z.infer<typeof PartnerId>;

/** The id of the partner global account that locations belong to: 4 to 10 digits. */
export const GlobalId = z
  .string()
  .regex(/^\d{4,10}$/, '4 to 10 digits')
  .brand<'GlobalId'>();
export type GlobalId = z.infer<typeof GlobalId>;

export const ReferralId = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/, '1 to 64 letters, digits or hyphens')
  .brand<'ReferralId'>();
export type ReferralId = z.infer<typeof ReferralId>;

/** Ours: a uuid v5 of tenant and object id, so that records elsewhere need no name and no address. */
export const PersonId = z.uuid().brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;

/** Chosen by whoever opens a form, so that one intent makes one thing. */
export const Intent = z
  .string()
  .min(1)
  .max(256)
  .refine((text) => Array.from(text).length <= 64, 'at most 64 characters')
  .brand<'Intent'>();
export type Intent = z.infer<typeof Intent>;
