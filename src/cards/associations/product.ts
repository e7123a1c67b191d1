import { catalogueProduct, type SubscriptionProduct } from '../../domain/associations/product.ts';
import type { CustomerId, SubscriptionId } from '../../domain/shared/ids.ts';
import { plain } from '../kit/text.ts';

const PRODUCT_NAMES: { readonly [id in SubscriptionProduct]: string } = {
  'office-365': 'Office 365',
  'dynamics-365': 'Dynamics 365',
  intune: 'Microsoft Intune',
  ems: 'Enterprise Mobility + Security',
  azure: 'Microsoft Azure',
};

/** A subscription's product as people read it; one that is not in the catalogue as it is written, escaped. */
export function productName(product: string): string {
  const known = catalogueProduct(product);
  return known === undefined ? plain(product, 100) : PRODUCT_NAMES[known];
}

/** A customer by name; one of whom no name is known by its id. Not escaped. */
export function customerTitle(name: string, customerId: CustomerId): string {
  return name === '' ? `Customer ${shortId(customerId)}` : name;
}

/** "ending in 0002", as people say it: enough to tell two subscriptions of a customer apart. */
export function shortId(id: SubscriptionId | CustomerId): string {
  return `ending in ${id.slice(-4)}`;
}
