import type { CustomerAssociations } from '../../domain/associations/association.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { head, type Head } from '../kit/head.ts';
import { ASSOCIATION_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, listed, plain } from '../kit/text.ts';
import { customerTitle } from './product.ts';
import { targetName } from './target.ts';

interface AssociationsListData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly rows: readonly {
    readonly customer: string;
    /** "DPOR and CPOR". */
    readonly by: string;
    /** "Azure, Teams and 2 more". */
    readonly on: string;
  }[];
  /** Why there are no rows; `''` when there are. */
  readonly empty: string;
  readonly isFiltered: boolean;
  readonly filter: string;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  readonly after: string;
  readonly moreTitle: string;
  readonly partnerId: string;
}

export interface AssociationsShown {
  readonly location: Location;
  readonly entries: readonly CustomerAssociations[];
  /** Cursor of what follows; undefined at the end. */
  readonly after: string | undefined;
  /** Nothing else of this page was found within what one turn looks through. */
  readonly cutShort: boolean;
}

/** Targets that a row names. */
const MOST_TARGETS = 3;

const render = cardTemplate<AssociationsListData>('associations-list');

/**
 * A page of the customers that a location stands with.
 *
 * @param customer the part of a name that was looked for; `''`: every customer
 */
export function associationsListCard(
  shown: AssociationsShown,
  customer: string,
  isFirst: boolean,
): AdaptiveCard {
  const { location, entries, after } = shown;
  const isFiltered = customer !== '';
  const state = isFiltered ? 'Filtered' : isFirst ? '' : 'Continued';
  return render({
    fallbackText: clean(`Customers that ${location.name} stands with`),
    head: head('Associations', '', location.name, state),
    rows: entries.map(rowOf),
    empty: entries.length > 0 ? '' : emptyText(shown, isFirst, isFiltered),
    isFiltered,
    filter: clean(customer, 100),
    choices: entries.map(({ customerName, customerId }) => ({
      title: clean(customerTitle(customerName, customerId), 60),
      value: customerId,
    })),
    after: after ?? '',
    moreTitle: shown.cutShort ? 'Look further' : 'Next page',
    partnerId: location.partnerId,
  });
}

function rowOf({
  customerName,
  customerId,
  ties,
}: CustomerAssociations): AssociationsListData['rows'][number] {
  const targets = [...new Set(ties.map(targetName))];
  const more = targets.length - MOST_TARGETS;
  const named = targets.slice(0, MOST_TARGETS).join(', ');
  return {
    customer: plain(customerTitle(customerName, customerId), 100),
    by: listed([...new Set(ties.map(({ association }) => ASSOCIATION_NAMES[association]))]),
    on: more > 0 ? `${named} and ${more} more` : named,
  };
}

function emptyText({ cutShort, after }: AssociationsShown, isFirst: boolean, isFiltered: boolean): string {
  if (cutShort && after !== undefined)
    return 'Nothing yet among those looked through. “Look further” goes on.';
  if (isFiltered) return 'No customer fits this filter.';
  return isFirst
    ? 'No customer yet. An approved claim, a DPOR, a PAL link or a CSP subscription brings one here.'
    : 'That was all.';
}
