import type { CustomerView } from '../../domain/associations/customer-view.ts';
import { SubscriptionId } from '../../domain/shared/ids.ts';
import { number, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, counted } from '../kit/text.ts';
import { askForm, isCspOnly, isSoldThroughCsp, type AskForm, type AskTyped } from './ask-form.ts';
import { button, type Button } from './button.ts';
import { endedRow } from './ended.ts';
import { customerTitle, productName, shortId } from './product.ts';
import { askedRows, rowOf, toldRows, type Row, type TieRow } from './tie-rows.ts';

interface CustomerData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly rows: readonly TieRow[];
  readonly note: string;
  /** Subscriptions to choose from; one or none need no choice. */
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  readonly ask: AskForm;
  readonly buttons: readonly (Button & { readonly inputs: 'auto' | 'none' })[];
}

/** Associations on one card. */
const MOST_ROWS = 8;
/** Of those of the past year, the latest. */
const MOST_ENDED = 3;

const render = cardTemplate<CustomerData>('associations-show');

/**
 * How the reader's locations stand with a customer: by what, on what, since when, and the usage imported of just that.
 *
 * @param after how many associations to pass over
 * @param typed into the form of a request, and not to be taken
 */
export function customerCard(
  view: CustomerView,
  after: number,
  reader: Reader,
  typed?: AskTyped,
): AdaptiveCard {
  const { customerId, customerName, at } = view;
  const all = at.flatMap(({ location, ties, requests }) =>
    ties.map((tie) => ({ location, requests, ...tie })),
  );
  const shown = all.slice(after, after + MOST_ROWS);
  const [alone, ...others] = at;
  const title = customerTitle(customerName, customerId);
  const state =
    all.length === 0 ? 'None yet' : counted(all.length, number(all.length, reader), 'association');
  return render({
    fallbackText: clean(`${title}: ${state.toLowerCase()}`),
    head: head('Associations', others.length === 0 ? (alone?.location.name ?? '') : '', title, state),
    rows: [
      ...shown.map((row) => rowOf(row, others.length > 0 ? row.location.name : '', reader)),
      ...(after === 0 ? at.flatMap((one) => askedRows(one, others.length > 0, reader)) : []),
      ...(after === 0 ? at.flatMap((one) => toldRows(one, others.length > 0, reader)) : []),
      ...(after === 0
        ? at.flatMap(({ location, endings }) =>
            endings
              .slice(0, MOST_ENDED)
              .map((one) => endedRow(one, others.length > 0 ? location.name : '', reader)),
          )
        : []),
    ],
    note: noteOf(view, all.length),
    choices: choicesOf(all),
    ask: askForm(customerId, at, choicesOf(all.filter(({ tie }) => !isSoldThroughCsp(tie))), typed),
    buttons: buttonsOf(view, all, after + shown.length < all.length ? after + shown.length : undefined),
  });
}

function noteOf({ at, usageCutShort }: CustomerView, count: number): string {
  if (count === 0) {
    return 'You know this customer by a referral. With an approved claim, a DPOR or a PAL link its usage counts for you.';
  }
  const csp = at.every(isCspOnly)
    ? ' What is sold through CSP has no partner of record to ask for: the credit follows by itself.'
    : '';
  const only = `Figures as imported, for these associations and their time only.${csp}`;
  return usageCutShort ? `${only} There are more than I can read at once, so some may be missing.` : only;
}

/** Subscriptions that DPOR can be about: those held, and those that a claim is on. */
function subscriptionsOf(rows: readonly Row[]) {
  const named = rows.flatMap(({ tie }) => {
    const subscriptionId = SubscriptionId.safeParse(tie.target);
    if (tie.association === 'csp' || !subscriptionId.success) return [];
    return [{ subscriptionId: subscriptionId.data, tie }];
  });
  return [...Map.groupBy(named, ({ subscriptionId }) => subscriptionId).values()].flatMap(
    (alike) => alike.find(({ tie }) => tie.association === 'dpor') ?? alike.slice(0, 1),
  );
}

function choicesOf(rows: readonly Row[]): CustomerData['choices'] {
  return subscriptionsOf(rows).map(({ subscriptionId, tie }) => ({
    title: clean(
      `${productName(tie.product)}, ${shortId(subscriptionId)}${tie.association === 'dpor' ? '' : ' (no DPOR)'}`,
      60,
    ),
    value: subscriptionId,
  }));
}

function buttonsOf(
  { customerId, at }: CustomerView,
  rows: readonly Row[],
  next: number | undefined,
): CustomerData['buttons'] {
  const subscriptions = subscriptionsOf(rows);
  const [only, ...others] = subscriptions;
  // With several the choice on the card says which.
  const chosen = others.length === 0 && only !== undefined ? { subscriptionId: only.subscriptionId } : {};
  const inputs = others.length === 0 ? 'none' : 'auto';
  const isHeld = subscriptions.some(({ tie }) => tie.association === 'dpor');
  return [
    ...(isHeld ? [{ ...button('See history', 'dpor.history', chosen), inputs } as const] : []),
    ...at
      .filter(({ mayClaim }) => mayClaim)
      .slice(0, 1)
      .map(({ location }) => {
        const data = { partnerId: location.partnerId, customerId };
        return { ...button('New claim', 'claim.new', data), inputs: 'none' } as const;
      }),
    ...(next === undefined
      ? []
      : [
          {
            ...button('Next page', 'associations.show', { customerId, after: String(next) }),
            inputs: 'none',
          } as const,
        ]),
  ];
}
