import type { Tie, UsageRow } from '../../domain/associations/association.ts';
import type { CustomerView, LocationView, TieView } from '../../domain/associations/customer-view.ts';
import type { DporRequest } from '../../domain/associations/dpor-request.ts';
import { SubscriptionId } from '../../domain/shared/ids.ts';
import { date, dateTime, day, number, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { ASSOCIATION_NAMES } from '../kit/labels.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean, counted, plain } from '../kit/text.ts';
import { askForm, type AskForm, type AskTyped } from './ask-form.ts';
import { button, type Button } from './button.ts';
import { customerTitle, productName, shortId } from './product.ts';
import { targetName, workloadName } from './target.ts';

interface CustomerData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly rows: readonly {
    readonly title: string;
    readonly lines: readonly string[];
    readonly usage: readonly string[];
    readonly state: string;
    readonly color: StateColor;
  }[];
  readonly note: string;
  /** Subscriptions to choose from; one or none need no choice. */
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  readonly ask: AskForm;
  readonly buttons: readonly (Button & { readonly inputs: 'auto' | 'none' })[];
}

/** Associations on one card, and lines of figures under each. */
const MOST_ROWS = 8;
const MOST_USAGE = 4;
/** Requests of a location that wait for the customer. */
const MOST_ASKED = 4;

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
    ],
    note: noteOf(view, all.length),
    choices: choicesOf(all),
    ask: askForm(customerId, at, choicesOf(all), typed),
    buttons: buttonsOf(view, all, after + shown.length < all.length ? after + shown.length : undefined),
  });
}

type Row = TieView & Pick<LocationView, 'location' | 'requests'>;

function rowOf(
  { tie, usage, requests }: Row,
  locationName: string,
  reader: Reader,
): CustomerData['rows'][number] {
  const { association, since } = tie;
  const { state, color } = stateOf(tie);
  const lines = [
    locationName === '' ? '' : plain(locationName),
    targetLine(tie, reader),
    since === null ? 'Since when is not known' : `Since ${date(since, reader)}`,
    answeredLine(tie, requests, reader),
  ];
  const figures = usage.slice(0, MOST_USAGE).map((row) => usageLine(tie, row, reader));
  return {
    title: `${ASSOCIATION_NAMES[association]} · ${targetName(tie)}`,
    lines: lines.filter((line) => line !== ''),
    usage: figures.length > 0 ? figures : ['No usage imported for it yet.'],
    state,
    color,
  };
}

/** That it was asked for, and the customer did it. */
function answeredLine(tie: Tie, requests: readonly DporRequest[], reader: Reader): string {
  const request = requests.find(({ subscriptionId }) => subscriptionId === tie.target);
  if (tie.association !== 'dpor' || request === undefined || request.answeredAt === null) return '';
  return `Asked for on ${date(request.askedAt, reader)} by ${plain(request.askedByName)}, answered on ${date(request.answeredAt, reader)}`;
}

/** What a location has asked the customer for, and waits for. */
function askedRows(
  { location, requests }: LocationView,
  namesLocation: boolean,
  reader: Reader,
): CustomerData['rows'] {
  return requests
    .filter(({ answeredAt }) => answeredAt === null)
    .slice(0, MOST_ASKED)
    .map(({ subscriptionId, product, askedAt, askedByName }) => ({
      title: `DPOR · ${productName(product)}`,
      lines: [
        ...(namesLocation ? [plain(location.name)] : []),
        `Subscription ${shortId(subscriptionId)}`,
        `Asked on ${dateTime(askedAt, reader)} by ${bold(askedByName)}`,
      ],
      usage: [],
      state: 'Asked',
      color: 'Accent',
    }));
}

function targetLine({ target, ends }: Tie, reader: Reader): string {
  const id = SubscriptionId.safeParse(target);
  const parts = [
    ...(id.success ? [`Subscription ${shortId(id.data)}`] : []),
    ...(ends === null ? [] : [`until ${day(ends, reader)}`]),
  ];
  return parts.join(' · ');
}

function stateOf({ association, status }: Tie): { readonly state: string; readonly color: StateColor } {
  switch (status) {
    case 'expired':
      return { state: 'Expired', color: 'Attention' };
    case 'cancelled':
      return { state: 'Cancelled', color: 'Attention' };
    case 'in-grace':
      return { state: 'In grace', color: 'Attention' };
    case 'active':
      return { state: 'Active', color: 'Good' };
    case null:
      return { state: association === 'pal' ? 'Linked' : 'Approved', color: 'Good' };
  }
}

/** "Exchange: 3,650 of 4,200 seats active (1 Oct 2026)". */
function usageLine(tie: Tie, row: UsageRow, reader: Reader): string {
  const figures = [
    row.activeUsers === '' ? '' : `${number(Number(row.activeUsers), reader, 0)} active`,
    row.seats === '' ? '' : `${number(Number(row.seats), reader, 0)} seats`,
    row.acr === '' ? '' : `${number(Number(row.acr), reader, 0)} US dollars of Azure consumption`,
  ].filter((figure) => figure !== '');
  const of = row.target === tie.target ? '' : `${workloadName(row.target)}: `;
  return `${of}${figures.length === 0 ? 'no figures' : figures.join(' of ')} (${day(row.date, reader)})`;
}

function noteOf({ usageCutShort }: CustomerView, count: number): string {
  if (count === 0) {
    return 'You know this customer by a referral. With an approved claim, a DPOR or a PAL link its usage counts for you.';
  }
  const only = 'Figures as imported, for these associations and their time only.';
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
