import {
  AadObjectId,
  CustomerId,
  GlobalId,
  PartnerId,
  SubscriptionId,
  TenantId,
} from '../../domain/shared/ids.ts';
import { Claim } from '../../domain/claims/claim.ts';
import { id } from './columns.ts';

const GUID = 'a GUID, such as 3f2a0c1e-0000-4000-8000-000000000000';
const DIGITS = '4 to 10 digits';

export const tenantId = id(TenantId, GUID);
export const aadObjectId = id(AadObjectId, GUID);
export const customerId = id(CustomerId, GUID);
export const subscriptionId = id(SubscriptionId, GUID);
export const partnerId = id(PartnerId, DIGITS);
export const globalId = id(GlobalId, DIGITS);
export const claimId = id(Claim.shape.claimId, '1 to 64 letters, digits or hyphens');

/** Spelt in lower case wherever they are compared, whatever the case in the file. */
export const LOWER_CASE_COLUMNS: ReadonlySet<string> = new Set([
  'tenantId',
  'aadObjectId',
  'customerId',
  'subscriptionId',
  'email',
]);
