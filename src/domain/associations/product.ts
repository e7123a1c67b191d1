import { BUSINESS_APPLICATIONS_PRODUCTS, SUBSCRIPTION_PRODUCTS } from '../shared/catalogue.ts';

export type SubscriptionProduct = (typeof SUBSCRIPTION_PRODUCTS)[number];
export type BusinessApplicationsProduct = (typeof BUSINESS_APPLICATIONS_PRODUCTS)[number];

/**
 * How the products of the catalogue are written elsewhere; the first that fits counts. "Enterprise Mobility" comes before
 * Office since suites name both, and Intune after it.
 *
 * Source: programme slides, "Digital Partner of Record", which name Office 365, Dynamics CRM Online, Dynamics 365, AX7,
 * (Windows) Intune, Enterprise Mobility Suite and Azure; names of plans as mails and admin centres write them.
 */
const SPELLINGS: readonly (readonly [SubscriptionProduct, RegExp])[] = [
  ['ems', /\b(ems|enterprise mobility)\b/i],
  ['intune', /\bintune\b/i],
  ['dynamics-365', /\b(dynamics|d365|crm online|ax ?7)\b/i],
  ['azure', /\bazure\b(?! (active directory|ad|information protection|advanced threat))/i],
  ['office-365', /\b((office|microsoft|m|o) ?365|exchange online|sharepoint online)\b/i],
];

/**
 * The catalogue's product that a name stands for, in whatever spelling: "Office 365 Enterprise E3", "CRM Online", "AX7".
 *
 * @returns the catalogue's id, or the name as written: it is kept, and promises no points
 */
export function productOf(name: string): string {
  return catalogueProduct(name) ?? name.trim();
}

/**
 * @returns undefined for a product that is not in the catalogue, those of Power Platform and Customer Insights included
 *   whatever suite their name mentions: they count otherwise than it
 */
export function catalogueProduct(name: string): SubscriptionProduct | undefined {
  const slug = SUBSCRIPTION_PRODUCTS.find((product) => product === name.trim().toLowerCase());
  const other = businessApplicationsProduct(name);
  if (other !== undefined && COUNTED_BY_PAL.includes(other)) return undefined;
  return slug ?? SPELLINGS.find(([, spelling]) => spelling.test(name.replaceAll('-', ' ')))?.[0];
}

/**
 * The products of Business Applications whose usage and deployments count by PAL, not by CPOR or DPOR as with the others.
 * Source: Microsoft Learn, `solutions-partner-business`, "Eligible workloads", 2023-10.
 */
const COUNTED_BY_PAL: readonly BusinessApplicationsProduct[] = [
  'power-apps',
  'power-automate',
  'power-bi',
  'customer-insights',
];

/** What names of plans have before the product's own. */
const BEFORE_PRODUCT: ReadonlySet<string> = new Set(['microsoft', 'dynamics', 'd365', '365']);

/**
 * The product of Business Applications that a name begins with, as the catalogue or a plan writes it: "power-bi", "Power BI
 * Pro", "Microsoft Power Apps per user", "Dynamics 365 Customer Insights", "Finance & Operations".
 *
 * @returns undefined for any other
 */
export function businessApplicationsProduct(name: string): BusinessApplicationsProduct | undefined {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const own = words.findIndex((word) => !BEFORE_PRODUCT.has(word));
  const slug = words
    .slice(Math.max(own, 0))
    .filter((word) => word !== 'and')
    .join('-');
  return BUSINESS_APPLICATIONS_PRODUCTS.find((product) => `${slug}-`.startsWith(`${product}-`));
}

/** Whether two names mean one product, so that a new subscription may follow an old one. */
export function isSameProduct(one: string, other: string): boolean {
  return productOf(one).toLowerCase() === productOf(other).toLowerCase();
}
