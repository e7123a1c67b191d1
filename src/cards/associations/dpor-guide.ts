import { azurePartnerLink } from '../../domain/associations/azure-link.ts';
import { catalogueProduct } from '../../domain/associations/product.ts';
import type { PartnerId, SubscriptionId } from '../../domain/shared/ids.ts';

/**
 * How a customer sets its Digital Partner of Record, by product; plain text. Sources: programme slides, "How to complete a
 * DPOR association", "Attaching a DPOR for Azure", "Changing or removing a DPOR"; Partner Center documentation of 2023-10.
 */
export interface DporGuide {
  /** Where: "the Azure portal". */
  readonly place: string;
  readonly attach: readonly string[];
  readonly change: readonly string[];
  readonly remove: readonly string[];
  /** Who at the customer can do it. */
  readonly who: string;
  /** Who cannot, whatever else they may. */
  readonly notWho: string;
  /** What else to know; `''`: nothing. */
  readonly hint: string;
  /** Leads there; `''`: there is no such link. */
  readonly link: string;
}

const NOT_WHO =
  'Service administrators, co-administrators and partners with delegated administration cannot do it.';

export function dporGuide(of: {
  readonly product: string;
  readonly subscriptionId: SubscriptionId;
  readonly partnerId: PartnerId;
}): DporGuide {
  return catalogueProduct(of.product) === 'azure' ? azureGuide(of) : adminCenterGuide(of);
}

function azureGuide({
  subscriptionId,
  partnerId,
}: {
  readonly subscriptionId: SubscriptionId;
  readonly partnerId: PartnerId;
}): DporGuide {
  const way = 'Sign in to the Azure portal (portal.azure.com), open Subscriptions and choose this one.';
  const field = 'Open Partner information.';
  return {
    place: 'the Azure portal',
    attach: [way, field, `Enter the PartnerID ${partnerId} and check it: our name appears.`, 'Save.'],
    change: [way, field, `Replace the PartnerID that stands there with ${partnerId}, and check it.`, 'Save.'],
    remove: [
      way,
      field,
      'Delete the PartnerID that stands there.',
      'Save: the subscription has no partner of record then.',
    ],
    who: 'Only an owner or administrator at the customer can do it: the Azure subscription administrator or the Azure account administrator.',
    notWho: NOT_WHO,
    hint: 'Microsoft counts DPOR on Azure under an Enterprise Agreement. Under an Azure plan it counts PAL instead, and a DPOR ends when the customer moves there.',
    link: azurePartnerLink(subscriptionId, partnerId) ?? '',
  };
}

/** Microsoft 365, Dynamics 365, Intune and Enterprise Mobility + Security are managed in one place. */
function adminCenterGuide({ partnerId }: { readonly partnerId: PartnerId }): DporGuide {
  const way =
    'Sign in to the Microsoft 365 admin center (admin.microsoft.com) and open Billing, then Subscriptions.';
  const field = 'Choose this subscription, then More actions and the partner of record.';
  return {
    place: 'the Microsoft 365 admin center',
    attach: [
      way,
      field,
      `Enter the PartnerID ${partnerId} and choose Check ID: our name appears.`,
      'Submit.',
    ],
    change: [
      way,
      field,
      'Remove the PartnerID that stands there by the X in its field.',
      `Enter ${partnerId}, choose Check ID, and Submit.`,
    ],
    remove: [
      way,
      field,
      'Remove the PartnerID by the X in its field.',
      'Submit: the subscription has no partner of record then.',
    ],
    who: 'Only an owner or administrator at the customer can do it: a global administrator of its tenant.',
    notWho: NOT_WHO,
    hint: '',
    link: '',
  };
}
