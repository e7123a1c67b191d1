import { azurePartnerLink } from '../../domain/associations/azure-link.ts';
import { catalogueProduct } from '../../domain/associations/product.ts';
import type { PartnerId, SubscriptionId } from '../../domain/shared/ids.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { clean } from '../kit/text.ts';

/**
 * How a customer sets its Digital Partner of Record, by product; plain text. Sources: programme slides, "How to complete a
 * DPOR association", "Attaching a DPOR for Azure", "Changing or removing a DPOR"; Partner Center documentation of 2023-10.
 */
export interface DporGuide {
  /** Where. */
  readonly place: 'azure' | 'admin-center';
  readonly attach: readonly Text[];
  readonly change: readonly Text[];
  readonly remove: readonly Text[];
  /** Who at the customer can do it, and who cannot, whatever else they may. */
  readonly who: Text;
  /** Where the customer gets help with it. Source: programme slides, "Additional Support". */
  readonly support: Text;
  /** What else to know; `''`: nothing. */
  readonly hint: Text;
  /** Leads there; `''`: there is no such link. */
  readonly link: string;
}

/** What is set on which subscription. */
interface DporSet {
  readonly product: string;
  readonly subscriptionId: SubscriptionId;
  readonly partnerId: PartnerId;
}

export function dporGuide(of: DporSet, reader: Reads): DporGuide {
  return catalogueProduct(of.product) === 'azure' ? azureGuide(of, reader) : adminCenterGuide(of, reader);
}

function azureGuide(of: DporSet, reader: Reads): DporGuide {
  const partnerId = clean(of.partnerId);
  const way = [say(reader, 'dpor.guide.azure.open'), say(reader, 'dpor.guide.azure.field')];
  const save = say(reader, 'dpor.guide.azure.save');
  return {
    place: 'azure',
    attach: [...way, say(reader, 'dpor.guide.azure.enter', { partnerId }), save],
    change: [...way, say(reader, 'dpor.guide.azure.replace', { partnerId }), save],
    remove: [...way, say(reader, 'dpor.guide.azure.delete'), say(reader, 'dpor.guide.azure.save-none')],
    who: say(reader, 'dpor.guide.azure.who'),
    support: say(reader, 'dpor.guide.azure.support'),
    hint: say(reader, 'dpor.guide.azure.hint'),
    link: azurePartnerLink(of.subscriptionId, of.partnerId) ?? '',
  };
}

/** Microsoft 365, Dynamics 365, Intune and Enterprise Mobility + Security are managed in one place. */
function adminCenterGuide(of: DporSet, reader: Reads): DporGuide {
  const partnerId = clean(of.partnerId);
  const way = [say(reader, 'dpor.guide.admin-center.open'), say(reader, 'dpor.guide.admin-center.field')];
  return {
    place: 'admin-center',
    attach: [
      ...way,
      say(reader, 'dpor.guide.admin-center.enter', { partnerId }),
      say(reader, 'dpor.guide.admin-center.submit'),
    ],
    change: [
      ...way,
      say(reader, 'dpor.guide.admin-center.change'),
      say(reader, 'dpor.guide.admin-center.check', { partnerId }),
    ],
    remove: [
      ...way,
      say(reader, 'dpor.guide.admin-center.remove'),
      say(reader, 'dpor.guide.admin-center.submit-none'),
    ],
    who: say(reader, 'dpor.guide.admin-center.who'),
    support: say(reader, 'dpor.guide.admin-center.support'),
    hint: NONE,
    link: '',
  };
}
