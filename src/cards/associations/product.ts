import {
  catalogueProduct,
  type BusinessApplicationsProduct,
  type SubscriptionProduct,
} from '../../domain/associations/product.ts';
import type { CustomerId, SubscriptionId } from '../../domain/shared/ids.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { asText, type Text } from '../../words/text.ts';
import { clean, plain } from '../kit/text.ts';

const PRODUCT_NAMES: { readonly [id in SubscriptionProduct]: string } = {
  'office-365': 'Office 365',
  'dynamics-365': 'Dynamics 365',
  intune: 'Microsoft Intune',
  ems: 'Enterprise Mobility + Security',
  azure: 'Microsoft Azure',
};

/** As the catalogue writes them; a plan's own name is what people say. */
const BUSINESS_APPLICATIONS_NAMES: { readonly [id in BusinessApplicationsProduct]: string } = {
  'business-central': 'Business Central',
  'customer-engagement': 'Customer Engagement',
  'finance-operations': 'Finance and Operations',
  'power-apps': 'Power Apps',
  'power-automate': 'Power Automate',
  'power-bi': 'Power BI',
  'customer-insights': 'Customer Insights',
};

/** A subscription's product as people read it, escaped; one that is not in the catalogue as it is written. */
export function productName(product: string): Text {
  return plain(productTitle(product));
}

/** The same for places that are not Markdown. */
export function productTitle(product: string): Text {
  const known = catalogueProduct(product);
  if (known !== undefined) return asText(PRODUCT_NAMES[known]);
  const named = Object.entries(BUSINESS_APPLICATIONS_NAMES).find(
    ([id]) => id === product.trim().toLowerCase(),
  );
  return named === undefined ? clean(product, 100) : asText(named[1]);
}

/** A customer by name; one of whom no name is known by its id. Not Markdown: escaped by whoever puts it there. */
export function customerTitle(name: string, customerId: CustomerId, reader: Reads = { locale: 'en' }): Text {
  return name === ''
    ? say(reader, 'associations.customer-unnamed', { ending: endOf(customerId) })
    : clean(name);
}

/** "ending in 0002", as people say it: enough to tell two subscriptions of a customer apart. */
export function shortId(id: SubscriptionId | CustomerId, reader: Reads = { locale: 'en' }): Text {
  return say(reader, 'associations.id-ending', { ending: endOf(id) });
}

/** "Subscription ending in 0002". */
export function subscriptionTitle(id: SubscriptionId, reader: Reads): Text {
  return say(reader, 'associations.subscription-ending', { ending: endOf(id) });
}

function endOf(id: SubscriptionId | CustomerId): Text {
  return clean(id.slice(-4));
}
