import {
  catalogueProduct,
  type BusinessApplicationsProduct,
  type SubscriptionProduct,
} from '../../domain/associations/product.ts';
import type { CustomerId, SubscriptionId } from '../../domain/shared/ids.ts';
import { plain } from '../kit/text.ts';

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

/** A subscription's product as people read it; one that is not in the catalogue as it is written, escaped. */
export function productName(product: string): string {
  const known = catalogueProduct(product);
  if (known !== undefined) return PRODUCT_NAMES[known];
  const named = Object.entries(BUSINESS_APPLICATIONS_NAMES).find(
    ([id]) => id === product.trim().toLowerCase(),
  );
  return named?.[1] ?? plain(product, 100);
}

/** A customer by name; one of whom no name is known by its id. Not escaped. */
export function customerTitle(name: string, customerId: CustomerId): string {
  return name === '' ? `Customer ${shortId(customerId)}` : name;
}

/** "ending in 0002", as people say it: enough to tell two subscriptions of a customer apart. */
export function shortId(id: SubscriptionId | CustomerId): string {
  return `ending in ${id.slice(-4)}`;
}
