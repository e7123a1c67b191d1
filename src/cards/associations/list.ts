import type { CustomerAssociations } from '../../domain/associations/association.ts';
import type { FormerAssociations } from '../../domain/associations/former.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Choice } from '../kit/choice.ts';
import { number, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { ASSOCIATION_NAMES } from '../kit/labels.ts';
import { listData, listName, type ListData, type ListShown } from '../kit/location-list.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, listed, plain } from '../kit/text.ts';
import { formerRow } from './ended.ts';
import { customerTitle } from './product.ts';
import { targetName } from './target.ts';

interface CustomerRow {
  readonly customer: string;
  /** "DPOR and CPOR". */
  readonly by: string;
  /** "Azure, Teams and 2 more". */
  readonly on: string;
}

interface AssociationsListData extends ListData<CustomerRow> {
  readonly fallbackText: string;
  readonly head: Head;
  readonly filter: string;
  /** Customers that nothing ties the location to any more. */
  readonly former: readonly (CustomerRow & { readonly whose: string })[];
  readonly formerMore: string;
}

export interface AssociationsShown extends ListShown<CustomerAssociations> {
  readonly former: {
    readonly entries: readonly { readonly former: FormerAssociations; readonly location: Location }[];
    readonly more: number;
  };
}

/** Targets that a row names. */
const MOST_TARGETS = 3;

const render = cardTemplate<AssociationsListData>('associations-list');

/**
 * A page of the customers that one location stands with, or several.
 *
 * @param customer the part of a name that was looked for; `''`: every customer
 */
export function associationsListCard(
  shown: AssociationsShown,
  customer: string,
  isFirst: boolean,
  reader: Reader,
): AdaptiveCard {
  const { former } = shown;
  const isFiltered = customer !== '';
  const state = isFiltered ? 'Filtered' : isFirst ? '' : 'Continued';
  const data = listData(
    shown,
    { isFirst, isFiltered },
    rowOf,
    choiceOf,
    reader,
    'No customer yet. An approved claim, a DPOR, a PAL link or a CSP subscription brings one here.',
    'No customer fits this filter.',
  );
  return render({
    fallbackText: clean(`Customers of ${listName(shown, reader)}`),
    head: head('Associations', '', listName(shown, reader), state),
    ...data,
    empty: isFiltered && former.entries.length > 0 ? '' : data.empty,
    former: former.entries.map(({ former: one, location }) =>
      formerRow(one, shown.at.length > 1 ? location.name : '', reader),
    ),
    formerMore: former.more === 0 ? '' : `${number(former.more, reader)} more. Filter by name to find them.`,
    filter: clean(customer, 100),
  });
}

function rowOf({ customerName, customerId, ties }: CustomerAssociations): CustomerRow {
  const targets = [...new Set(ties.map(targetName))];
  const more = targets.length - MOST_TARGETS;
  const named = targets.slice(0, MOST_TARGETS).join(', ');
  return {
    customer: plain(customerTitle(customerName, customerId), 100),
    by: listed([...new Set(ties.map(({ association }) => ASSOCIATION_NAMES[association]))]),
    on: more > 0 ? `${named} and ${more} more` : named,
  };
}

function choiceOf({ customerName, customerId }: CustomerAssociations): Choice {
  return { title: clean(customerTitle(customerName, customerId), 60), value: customerId };
}
