import type { Ending, FormerAssociations } from '../../domain/associations/former.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { date, type Reader } from '../kit/format.ts';
import { activityShortName, ASSOCIATION_NAMES } from '../kit/labels.ts';
import { plain } from '../kit/text.ts';
import { customerTitle } from './product.ts';
import { targetName } from './target.ts';
import type { TieRow } from './tie-rows.ts';

/**
 * "Ended on 23 Nov · Another partner has it now". Other organisations are not named: whom a customer chose is the customer's
 * to tell.
 */
export function endedLine({ ended, isFound, why }: Ending, reader: Reader): Text {
  const key = isFound ? 'associations.ended.found' : 'associations.ended.on';
  return dotted(say(reader, key, { day: date(ended, reader) }), say(reader, `associations.ended.why.${why}`));
}

/** What tied a location to a customer, on that customer's card. */
export function endedRow(ending: Ending, locationName: string, reader: Reader): TieRow {
  const { association, activity } = ending;
  const lines = [
    plain(locationName),
    activity === undefined ? NONE : activityShortName(activity, reader),
    endedLine(ending, reader),
  ];
  return {
    title: dotted(ASSOCIATION_NAMES[association], targetName(ending, reader)),
    lines: lines.filter((line) => line !== NONE),
    usage: [],
    state: say(reader, 'associations.ended.state'),
    color: 'Default',
  };
}

/** A customer that nothing ties a location to any more, in its list: by its last tie. @param locationName `''` where only one is listed */
export function formerRow(
  { customerName, customerId, endings }: FormerAssociations,
  locationName: string,
  reader: Reader,
): { readonly customer: Text; readonly whose: Text; readonly by: Text; readonly on: Text } {
  const [last, ...others] = endings;
  return {
    customer: plain(customerTitle(customerName, customerId, reader), 100),
    whose: plain(locationName, 100),
    by: last === undefined ? NONE : formerBy(last, others.length, reader),
    on: last === undefined ? NONE : endedLine(last, reader),
  };
}

function formerBy(last: Ending, more: number, reader: Reader): Text {
  const named = {
    association: ASSOCIATION_NAMES[last.association],
    target: targetName(last, reader),
  };
  return more === 0
    ? say(reader, 'associations.list.former-by', named)
    : say(reader, 'associations.list.former-by-more', { ...named, count: more });
}
