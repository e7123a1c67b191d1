import { z } from 'zod';
import type { CustomerAssociations } from '../../domain/associations/association.ts';
import type { Gap } from '../../domain/portfolio/gaps.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { NONE } from '../../words/text.ts';
import { customerTitle } from '../associations/product.ts';
import type { Reader } from '../kit/format.ts';
import { head } from '../kit/head.ts';
import { row, rowsCard, tap, type Row, type RowsCard, type Tap } from '../kit/rows.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { bold, plain } from '../kit/text.ts';
import { certificateText, gapText, mendOf, type CertificateShown } from './lines.ts';

/** What is left on the table at one location. */
export interface LeftOnTable {
  readonly location: Pick<Location, 'partnerId' | 'globalId' | 'name'>;
  readonly mayClaim: boolean;
  readonly entries: readonly { readonly customer: CustomerAssociations; readonly gaps: readonly Gap[] }[];
  readonly certificates: readonly CertificateShown[];
  readonly isFirst: boolean;
  readonly next: string | undefined;
}

/** Lines of one customer, and certificates, that a card has room for. */
const MAX_LINES = 5;

/** What a location could have and has not, or will not have for long, each with the one press that mends it. */
export function leftCard(left: LeftOnTable, reader: Reader): AdaptiveCard {
  return rowsCard({ ...leftOf(left, reader), small: [], buttons: pagesOf(left, reader) }, reader);
}

/**
 * The same for all of a person's locations: with several each is a press away.
 *
 * @param as told unasked, once a month; absent: somebody asked
 */
export function allLeftCard(
  all: readonly [LeftOnTable, ...LeftOnTable[]],
  reader: Reader,
  as?: 'month',
): AdaptiveCard {
  const [first, ...others] = all;
  const isTold = as === 'month';
  const settings = isTold ? [tap(say(reader, 'dpor.button.settings'), 'settings.show', {})] : [];
  const small = isTold ? [say(reader, 'left.month.note')] : [];
  if (others.length === 0) {
    return rowsCard(
      { ...leftOf(first, reader), small, buttons: [...pagesOf(first, reader), ...settings] },
      reader,
    );
  }
  return rowsCard(
    {
      fallbackText: say(reader, 'left.kind'),
      head: head(say(reader, 'left.kind'), '', say(reader, 'left.month.subject')),
      lines: [say(reader, 'left.intro')],
      sections: [{ title: NONE, rows: all.map((left) => locationRow(left, reader)) }],
      small,
      buttons: settings,
    },
    reader,
  );
}

function locationRow(left: LeftOnTable, reader: Reader): Row {
  const count = left.entries.reduce((sum, { gaps }) => sum + gaps.length, left.certificates.length);
  const key = left.next === undefined ? 'left.month.count' : 'left.month.count-at-least';
  const { partnerId, name } = left.location;
  return row(bold(name), {
    lines: [say(reader, key, { count })],
    taps: [tap(say(reader, 'left.month.open'), 'associations.left', { partnerId })],
  });
}

function leftOf(left: LeftOnTable, reader: Reader): Omit<RowsCard, 'small' | 'buttons'> {
  const { location, entries, certificates, isFirst, next } = left;
  const isEmpty = entries.length + certificates.length === 0;
  const empty = say(reader, next === undefined ? 'left.none' : 'left.none-here');
  return {
    fallbackText: say(reader, 'left.fallback', { name: plain(location.name) }),
    head: head(say(reader, 'left.kind'), '', location.name),
    lines: [...(isFirst && !isEmpty ? [say(reader, 'left.intro')] : []), ...(isEmpty ? [empty] : [])],
    sections: [
      ...entries.map(({ customer, gaps }) => ({
        title: plain(customerTitle(customer.customerName, customer.customerId, reader), 100),
        rows: withMore(
          gaps.slice(0, MAX_LINES).map((gap) => gapRow(gap, left, customer, reader)),
          gaps.length - MAX_LINES,
          reader,
        ),
      })),
      {
        title: say(reader, 'portfolio.certificates'),
        rows: withMore(
          certificates.slice(0, MAX_LINES).map((one) => certificateRow(one, location, reader)),
          certificates.length - MAX_LINES,
          reader,
        ),
      },
    ],
  };
}

function withMore(rows: readonly Row[], more: number, reader: Reader): readonly Row[] {
  return more > 0 ? [...rows, row(say(reader, 'left.more', { count: more }))] : rows;
}

function gapRow(
  gap: Gap,
  { location, mayClaim }: LeftOnTable,
  { customerId }: CustomerAssociations,
  reader: Reader,
): Row {
  const { verb, data } = mendOf(gap, location.partnerId, customerId);
  // Whoever may not claim is shown who the customer is, and can ask a colleague.
  const canMend = verb !== 'claim.new' || mayClaim;
  const mend = canMend
    ? tap(say(reader, `left.act.${gap.kind}`), verb, data)
    : tap(say(reader, 'left.act.customer'), 'associations.show', { customerId });
  return row(gapText(gap, reader), { taps: [mend] });
}

function certificateRow(one: CertificateShown, { globalId }: LeftOnTable['location'], reader: Reader): Row {
  const see = tap(say(reader, 'left.act.certificates'), 'certificates.show', { globalId });
  return row(certificateText(one, reader), { taps: [see] });
}

function pagesOf({ location: { partnerId }, isFirst, next }: LeftOnTable, reader: Reader): readonly Tap[] {
  return [
    ...(next === undefined
      ? []
      : [tap(say(reader, 'portfolio.more'), 'associations.left', { partnerId, after: next })]),
    ...(isFirst ? [] : [tap(say(reader, 'portfolio.first'), 'associations.left', { partnerId })]),
    tap(say(reader, 'left.portfolio'), 'portfolio.show', { partnerId }),
  ];
}

/** What the card sends back. It comes from the client: no rights follow from it. */
export const AssociationsLeftPress = z.strictObject({
  verb: z.literal('associations.left'),
  data: z.strictObject({
    /** Absent: all locations of the person. */
    partnerId: PartnerId.optional(),
    after: z.string().max(4_000).optional(),
  }),
});
