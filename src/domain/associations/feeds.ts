import { ELIGIBILITY } from '../scores/eligibility.ts';
import type { Cell, CustomerMetric } from '../scores/edition.ts';
import type { Area, Association } from '../shared/catalogue.ts';
import {
  businessApplicationsProduct,
  catalogueProduct,
  type BusinessApplicationsProduct,
  type SubscriptionProduct,
} from './product.ts';

/** Of which part of an area a product is: Security has two halves, and Business Applications two families of products. */
interface Part {
  readonly area: Area;
  /** The only associations that count there for it; absent: those of the area. */
  readonly by?: readonly Association[];
  /** The only metrics that they feed with it; absent: those of the association in the area. */
  readonly metrics?: readonly CustomerMetric[];
}

const BY_RECORD: readonly Association[] = ['cpor', 'dpor', 'csp'];
const DYNAMICS: readonly Part[] = [{ area: 'business-applications', by: BY_RECORD }];
const COUNTED_BY_PAL: readonly Part[] = [
  { area: 'business-applications', by: BY_RECORD, metrics: ['net-customer-adds'] },
  { area: 'business-applications', by: ['pal'] },
];

/**
 * The areas in which a subscription of each product can count. EMS and Intune are workloads of Modern Work, and of the
 * Microsoft 365 half of Security, which counts by CPOR only; Azure is the other half, which counts by PAL only. In Business
 * Applications usage and deployments of Power Platform and Customer Insights count by PAL only, those of Dynamics 365 by the
 * others only; net customer adds never by PAL.
 *
 * Source: Microsoft Learn, `solutions-partner-modern-work`, `-business`, `-security`, `-azure`, 2023-10.
 */
const PARTS_OF: { readonly [product in SubscriptionProduct | BusinessApplicationsProduct]: readonly Part[] } =
  {
    'office-365': [{ area: 'modern-work' }],
    intune: [{ area: 'modern-work' }, { area: 'security', by: ['cpor'] }],
    ems: [{ area: 'modern-work' }, { area: 'security', by: ['cpor'] }],
    'dynamics-365': DYNAMICS,
    'business-central': DYNAMICS,
    'customer-engagement': DYNAMICS,
    'finance-operations': DYNAMICS,
    'power-apps': COUNTED_BY_PAL,
    'power-automate': COUNTED_BY_PAL,
    'power-bi': COUNTED_BY_PAL,
    'customer-insights': COUNTED_BY_PAL,
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

/** Set on a subscription: only with a product of which subscriptions are listed is anything promised of them. */
const OF_SUBSCRIPTIONS: readonly Association[] = ['dpor', 'csp'];

/**
 * What an association with a subscription of a product feeds; none for a product that is not in the catalogue, and by DPOR
 * and CSP none for one that stands only in the catalogue of Business Applications.
 *
 * @param product in any spelling
 */
export function feedsOf(product: string, association: Association): readonly Feed[] {
  const listed = catalogueProduct(product);
  const known =
    listed ?? (OF_SUBSCRIPTIONS.includes(association) ? undefined : businessApplicationsProduct(product));
  if (known === undefined) return [];
  const cells = PARTS_OF[known]
    .filter(({ by }) => by === undefined || by.includes(association))
    .map(({ area, metrics }) => ({ area, cell: narrowed(ELIGIBILITY[area][association], metrics) }));
  const feeding = cells.filter(({ cell }) => cell.metrics.length > 0);
  return [...Map.groupBy(feeding, ({ cell }) => JSON.stringify(cell)).values()].flatMap((alike) => {
    const [first] = alike;
    return first === undefined ? [] : [{ ...first.cell, areas: alike.map(({ area }) => area) }];
  });
}

function narrowed(cell: Cell, metrics: readonly CustomerMetric[] = cell.metrics): Cell {
  return { ...cell, metrics: cell.metrics.filter((metric) => metrics.includes(metric)) };
}
