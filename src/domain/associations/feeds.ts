import { ELIGIBILITY, type Cell } from '../scores/eligibility.ts';
import type { Area, Association } from '../shared/catalogue.ts';
import { catalogueProduct, type SubscriptionProduct } from './product.ts';

/** Of which part of an area a product is: Security has two halves, and Business Applications two families of products. */
interface Part {
  readonly area: Area;
  /** The only associations that count there for it; absent: those of the area. */
  readonly by?: readonly Association[];
}

/**
 * The areas in which a subscription of each product can count. EMS and Intune are workloads of Modern Work, and of the
 * Microsoft 365 half of Security, which counts by CPOR only; Azure is the other half, which counts by PAL only. In Business
 * Applications PAL stands for Power Platform and Customer Insights, not for Dynamics 365.
 *
 * Source: Microsoft Learn, `solutions-partner-modern-work`, `-business`, `-security`, `-azure`, 2023-10.
 */
const PARTS_OF: { readonly [product in SubscriptionProduct]: readonly Part[] } = {
  'office-365': [{ area: 'modern-work' }],
  intune: [{ area: 'modern-work' }, { area: 'security', by: ['cpor'] }],
  ems: [{ area: 'modern-work' }, { area: 'security', by: ['cpor'] }],
  'dynamics-365': [{ area: 'business-applications', by: ['cpor', 'dpor', 'csp'] }],
  azure: [
    { area: 'infrastructure' },
    { area: 'data-ai' },
    { area: 'digital-app-innovation' },
    { area: 'security', by: ['pal'] },
  ],
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
  const cells = PARTS_OF[known]
    .filter(({ by }) => by === undefined || by.includes(association))
    .map(({ area }) => ({ area, cell: ELIGIBILITY[area][association] }));
  const feeding = cells.filter(({ cell }) => cell.metrics.length > 0);
  return [...Map.groupBy(feeding, ({ cell }) => JSON.stringify(cell)).values()].flatMap((alike) => {
    const [first] = alike;
    return first === undefined ? [] : [{ ...first.cell, areas: alike.map(({ area }) => area) }];
  });
}
