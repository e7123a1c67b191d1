import { ELIGIBILITY, type Cell } from '../scores/eligibility.ts';
import type { Area, Association } from '../shared/catalogue.ts';
import { catalogueProduct, type SubscriptionProduct } from './product.ts';

/**
 * The areas in which a subscription of each product can count. EMS and Intune belong to Modern Work's workloads; their
 * Security half counts by CPOR only.
 *
 * Source: Microsoft Learn, `solutions-partner-modern-work`, `-business`, `-azure`, 2023-10.
 */
const AREAS_OF: { readonly [product in SubscriptionProduct]: readonly Area[] } = {
  'office-365': ['modern-work'],
  intune: ['modern-work'],
  ems: ['modern-work'],
  'dynamics-365': ['business-applications'],
  azure: ['infrastructure', 'data-ai', 'digital-app-innovation'],
};

/** Areas in which an association feeds the same metrics on the same tracks. */
export interface Feed extends Cell {
  readonly areas: readonly Area[];
}

/**
 * What an association with a subscription of a product feeds; none for a product that is not in the catalogue.
 *
 * @param product in any spelling
 */
export function feedsOf(product: string, association: Association): readonly Feed[] {
  const known = catalogueProduct(product);
  if (known === undefined) return [];
  const cells = AREAS_OF[known].map((area) => ({ area, cell: ELIGIBILITY[area][association] }));
  const feeding = cells.filter(({ cell }) => cell.metrics.length > 0);
  return [...Map.groupBy(feeding, ({ cell }) => JSON.stringify(cell)).values()].flatMap((alike) => {
    const [first] = alike;
    return first === undefined ? [] : [{ ...first.cell, areas: alike.map(({ area }) => area) }];
  });
}
