import type { Ending, FormerAssociations, WhyEnded } from '../../domain/associations/former.ts';
import { date, type Reader } from '../kit/format.ts';
import { ACTIVITY_SHORT_NAMES, ASSOCIATION_NAMES } from '../kit/labels.ts';
import { plain } from '../kit/text.ts';
import { customerTitle } from './product.ts';
import { targetName } from './target.ts';
import type { TieRow } from './tie-rows.ts';

/** Other organisations are not named: whom a customer chose is the customer's to tell. */
const WHY: { readonly [why in WhyEnded]: string } = {
  moved: 'another partner has it now',
  removed: 'nobody has it now',
  csp: 'it is sold through CSP now',
  revoked: 'the link was revoked',
  gone: 'it is not listed for you any more',
  superseded: 'another partner’s claim was approved instead',
  withdrawn: 'the claim was withdrawn',
  'customer-declined': 'the customer declined',
  'subscription-ended': 'the subscription ended',
  rejected: 'the claim was rejected',
};

/** "Ended on 23 Nov: another partner has it now". */
export function endedLine({ ended, isFound, why }: Ending, reader: Reader): string {
  return `${isFound ? 'Found ended on' : 'Ended on'} ${date(ended, reader)}: ${WHY[why]}`;
}

/** What tied a location to a customer, on that customer's card. */
export function endedRow(ending: Ending, locationName: string, reader: Reader): TieRow {
  const { association, activity } = ending;
  const lines = [
    locationName === '' ? '' : plain(locationName),
    activity === undefined ? '' : ACTIVITY_SHORT_NAMES[activity],
    endedLine(ending, reader),
  ];
  return {
    title: `${ASSOCIATION_NAMES[association]} · ${targetName(ending)}`,
    lines: lines.filter((line) => line !== ''),
    usage: [],
    state: 'Former',
    color: 'Default',
  };
}

/** A customer that nothing ties a location to any more, in its list: by its last tie. @param locationName `''` where only one is listed */
export function formerRow(
  { customerName, customerId, endings }: FormerAssociations,
  locationName: string,
  reader: Reader,
): { readonly customer: string; readonly whose: string; readonly by: string; readonly on: string } {
  const [last, ...others] = endings;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return {
    customer: plain(customerTitle(customerName, customerId), 100),
    whose: plain(locationName, 100),
    by: last === undefined ? '' : `${ASSOCIATION_NAMES[last.association]} on ${targetName(last)}${more}`,
    on: last === undefined ? '' : endedLine(last, reader),
  };
}
