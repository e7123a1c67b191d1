import { PartnerId, SubscriptionId } from '../shared/ids.ts';

/**
 * Opens the partner information of an Azure subscription with a PartnerID filled in; its administrator only has to save.
 * Source: programme slides, "Sample email requesting DPOR".
 *
 * @returns undefined for what is no GUID or no PartnerID: nothing else may get into a link
 */
export function azurePartnerLink(subscriptionId: string, partnerId: string): string | undefined {
  const subscription = SubscriptionId.safeParse(subscriptionId);
  const partner = PartnerId.safeParse(partnerId);
  if (!subscription.success || !partner.success) return undefined;
  const blade = 'https://portal.azure.com/#blade/Microsoft_Azure_Billing/PartnerInformationBlade';
  return `${blade}/subscriptionId/${subscription.data}/partnerId/${partner.data}`;
}
