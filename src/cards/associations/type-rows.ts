import { typesAt, type TypeAt } from '../../domain/associations/four-types.ts';
import type { LocationView } from '../../domain/associations/customer-view.ts';
import type { CustomerId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import type { Reader } from '../kit/format.ts';
import { ASSOCIATION_NAMES } from '../kit/labels.ts';
import { row, tap, type Row, type Tap } from '../kit/rows.ts';
import { bold, plain } from '../kit/text.ts';
import { spanText } from '../portfolio/delegations.ts';
import { delegationText } from '../portfolio/lines.ts';
import { feedsText } from './feeds.ts';

/**
 * All four associations of a location at a customer, with what each feeds and the press that brings the missing one; and what
 * was delegated, which feeds nothing.
 *
 * @param locationName `''` where only one is shown
 */
export function typeRows(
  at: LocationView,
  customerId: CustomerId,
  locationName: string,
  reader: Reader,
): readonly Row[] {
  const types = typesAt(at.ties.map(({ tie }) => tie));
  return [
    ...(locationName === '' ? [] : [row(plain(locationName))]),
    ...types.map((type) =>
      row(bold(ASSOCIATION_NAMES[type.association]), {
        lines: [meansText(type, reader)],
        ...stateOf(type, reader),
        taps: type.isHeld || type.isOutOfReach ? [] : bringing(type, at, customerId, reader),
      }),
    ),
    delegatedRow(at, customerId, reader),
  ];
}

function stateOf({ isHeld, isOutOfReach }: TypeAt, reader: Reader): Pick<Row, 'state' | 'color'> {
  if (isHeld) return { state: say(reader, 'associations.types.there'), color: 'Good' };
  const key = isOutOfReach ? 'associations.types.not-possible' : 'associations.types.missing';
  return { state: say(reader, key), color: 'Default' };
}

/** "Feeds Modern Work: net customer adds, usage growth and deployments". */
function meansText({ association, isHeld, products, isOutOfReach }: TypeAt, reader: Reader): Text {
  if (isOutOfReach) return say(reader, 'associations.show.csp-only');
  if (products.length === 0) return say(reader, 'associations.types.unknown');
  const all = products.map((product) => feedsText(product, association, reader));
  const feeds = [...new Set(all.filter((one) => one !== NONE))].reduce(
    (some, more) => (some === NONE ? more : say(reader, 'associations.feeds.and', { feeds: some, more })),
    NONE,
  );
  if (feeds === NONE) return say(reader, 'associations.types.nothing');
  return say(reader, isHeld ? 'associations.types.feeds' : 'associations.types.would-feed', { feeds });
}

/** DPOR is asked for by the form of the same card. */
function bringing(
  { association }: TypeAt,
  { location: { partnerId }, mayClaim }: LocationView,
  customerId: CustomerId,
  reader: Reader,
): readonly Tap[] {
  switch (association) {
    case 'cpor':
      return mayClaim
        ? [tap(say(reader, 'associations.show.new-claim'), 'claim.new', { partnerId, customerId })]
        : [];
    case 'dpor':
      return [];
    case 'pal':
      return [
        tap(say(reader, 'left.act.no-pal'), 'pal.guide', { partnerId, customerId, credential: 'user' }),
      ];
    case 'csp':
      return [tap(say(reader, 'associations.types.csp'), 'csp.show', { partnerId })];
  }
}

function delegatedRow({ location, delegations }: LocationView, customerId: CustomerId, reader: Reader): Row {
  const { partnerId } = location;
  return row(bold(say(reader, 'delegations.kind')), {
    lines: [
      ...delegations.map((one) =>
        say(reader, 'delegations.one', {
          kind: delegationText(one.kind, reader),
          span: spanText(one, reader),
        }),
      ),
      say(reader, 'delegations.no-points'),
    ],
    state: say(reader, delegations.length > 0 ? 'associations.types.there' : 'associations.types.missing'),
    taps: [tap(say(reader, 'delegations.ask'), 'delegation.guide', { partnerId, customerId })],
  });
}
