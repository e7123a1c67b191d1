import type { CustomerAssociations } from '../../domain/associations/association.ts';
import type { FormerAssociations } from '../../domain/associations/former.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import type { Choice } from '../kit/choice.ts';
import { listOf, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { ASSOCIATION_NAMES } from '../kit/labels.ts';
import { listData, listName, type ListData, type ListShown } from '../kit/location-list.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import type { ActionData } from '../kit/action.ts';
import { button, type Button } from './button.ts';
import { formerRow } from './ended.ts';
import { customerTitle } from './product.ts';
import { targetName } from './target.ts';

interface CustomerRow {
  readonly customer: Text;
  /** "DPOR and CPOR". */
  readonly by: Text;
  /** "Azure, Teams and 2 more". */
  readonly on: Text;
}

interface AssociationsListData extends ListData<CustomerRow> {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly filter: Text;
  /** Customers that nothing ties the location to any more. */
  readonly former: readonly (CustomerRow & { readonly whose: Text })[];
  readonly formerMore: Text;
  /** The press that shows what could be had there and is not. */
  readonly left: readonly Button[];
}

export interface AssociationsShown extends ListShown<CustomerAssociations> {
  readonly former: {
    readonly entries: readonly { readonly former: FormerAssociations; readonly location: Location }[];
    readonly more: number;
  };
}

/** Targets that a row names. */
const MAX_TARGETS = 3;

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
  const whose = listName(shown, reader);
  const data = listData(
    shown,
    { isFirst, isFiltered },
    (entry) => rowOf(entry, reader),
    (entry) => choiceOf(entry, reader),
    reader,
    say(reader, 'associations.list.none'),
    say(reader, 'associations.list.none-fits'),
  );
  return render(
    {
      fallbackText: say(reader, 'associations.list.fallback', { whose: clean(whose) }),
      head: head(say(reader, 'associations.list.kind'), '', whose, stateOf(isFiltered, isFirst, reader)),
      ...data,
      empty: isFiltered && former.entries.length > 0 ? NONE : data.empty,
      former: former.entries.map(({ former: one, location }) =>
        formerRow(one, shown.at.length > 1 ? location.name : '', reader),
      ),
      formerMore:
        former.more === 0 ? NONE : say(reader, 'associations.list.former-more', { count: former.more }),
      filter: clean(customer, 100),
      left: [button(say(reader, 'left.kind'), 'associations.left', leftData(shown))],
    },
    reader,
  );
}

/** Of the location listed; with several, of all of them. */
function leftData({ at }: AssociationsShown): ActionData {
  const [only, ...others] = at;
  return only === undefined || others.length > 0 ? {} : { partnerId: only.partnerId };
}

function stateOf(isFiltered: boolean, isFirst: boolean, reader: Reader): Text {
  if (isFiltered) return say(reader, 'kit.list.filtered');
  return isFirst ? NONE : say(reader, 'kit.list.continued');
}

function rowOf({ customerName, customerId, ties }: CustomerAssociations, reader: Reader): CustomerRow {
  const targets = [...new Set(ties.map((tie) => targetName(tie, reader)))];
  const more = targets.length - MAX_TARGETS;
  const named = targets.slice(0, MAX_TARGETS);
  const associations = [...new Set(ties.map(({ association }) => ASSOCIATION_NAMES[association]))];
  return {
    customer: plain(customerTitle(customerName, customerId, reader), 100),
    by: listOf(associations, reader),
    on: listOf(
      more > 0 ? [...named, say(reader, 'associations.list.more-targets', { count: more })] : named,
      reader,
    ),
  };
}

function choiceOf({ customerName, customerId }: CustomerAssociations, reader: Reader): Choice {
  return { title: clean(customerTitle(customerName, customerId, reader), 60), value: customerId };
}
