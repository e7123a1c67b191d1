import { ASSOCIATIONS, WORKLOADS, type Association } from '../shared/catalogue.ts';
import type { Tie } from './association.ts';

/** One of the four associations at a customer: whether it is there, and the products that say what it feeds. */
export interface TypeAt {
  readonly association: Association;
  readonly isHeld: boolean;
  /** Of what is held; where nothing of this kind is, of all that the location has to do with there. Each once. */
  readonly products: readonly string[];
  /** It is not held, and what the location has to do with there is all sold through CSP: nobody sets a DPOR on that. */
  readonly isOutOfReach: boolean;
}

/** A workload is claimed on Microsoft 365, and counts as its product does. */
const OF_WORKLOADS = 'office-365';
/** What a credential is linked for: a PAL link has no product of its own. */
const OF_PAL = ['azure', 'power-apps', 'power-automate', 'power-bi', 'customer-insights'] as const;

/** All four at once, in the catalogue's order: what each feeds at a customer, and which is missing. */
export function typesAt(ties: readonly Tie[]): readonly TypeAt[] {
  const known = productsOf(ties.filter(({ association }) => association !== 'pal'));
  const isAllSold = ties.length > 0 && ties.every(({ association, isCsp }) => association === 'csp' || isCsp);
  return ASSOCIATIONS.map((association) => {
    const held = ties.filter((tie) => tie.association === association);
    const isHeld = held.length > 0;
    return {
      association,
      isHeld,
      products: isHeld ? heldProducts(association, held, known) : known,
      isOutOfReach: !isHeld && association === 'dpor' && isAllSold,
    };
  });
}

function heldProducts(
  association: Association,
  held: readonly Tie[],
  known: readonly string[],
): readonly string[] {
  if (association !== 'pal') return productsOf(held);
  return known.length === 0 ? OF_PAL : known;
}

function productsOf(ties: readonly Tie[]): readonly string[] {
  const products = ties.map(({ product, target }) =>
    product === '' && WORKLOADS.some((workload) => workload === target) ? OF_WORKLOADS : product,
  );
  return [...new Set(products.filter((product) => product !== ''))];
}
