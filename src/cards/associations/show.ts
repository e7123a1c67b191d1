import type { CustomerView } from '../../domain/associations/customer-view.ts';
import { SubscriptionId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import type { Choice } from '../kit/choice.ts';
import type { Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import type { Row as ShownRow } from '../kit/rows.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';
import { askForm, isCspOnly, isSoldThroughCsp, type AskForm, type AskTyped } from './ask-form.ts';
import { button, type Button } from './button.ts';
import { endedRow } from './ended.ts';
import { customerTitle, productTitle, shortId } from './product.ts';
import { askedRows, rowOf, toldRows, type Row, type TieRow } from './tie-rows.ts';
import { sentences } from '../kit/sentences.ts';
import { typeRows } from './type-rows.ts';

interface CustomerData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly rows: readonly TieRow[];
  /** All four associations with what each feeds; on the first page only. */
  readonly types: readonly ShownRow[];
  readonly note: Text;
  /** Subscriptions to choose from; one or none need no choice. */
  readonly choices: readonly Choice[];
  readonly ask: AskForm;
  readonly buttons: readonly (Button & { readonly inputs: 'auto' | 'none' })[];
}

/** Associations on one card. */
const MAX_ROWS = 8;
/** Locations whose four associations are shown. */
const MAX_TYPED = 3;
/** Of those of the past year, the latest. */
const MAX_ENDED = 3;

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
  const shown = all.slice(after, after + MAX_ROWS);
  const [alone, ...others] = at;
  const title = customerTitle(customerName, customerId, reader);
  const state =
    all.length === 0
      ? say(reader, 'associations.show.none')
      : say(reader, 'associations.show.count', { count: all.length });
  const askable = choicesOf(
    all.filter(({ tie }) => !isSoldThroughCsp(tie)),
    reader,
  );
  const nextPage = after + shown.length < all.length ? after + shown.length : undefined;
  return render(
    {
      fallbackText: say(reader, 'associations.show.fallback', { customer: title, state }),
      head: head(
        say(reader, 'associations.list.kind'),
        others.length === 0 ? (alone?.location.name ?? '') : '',
        title,
        state,
      ),
      rows: [
        ...shown.map((row) => rowOf(row, others.length > 0 ? row.location.name : '', reader)),
        ...(after === 0 ? furtherRows(at, reader) : []),
      ],
      types:
        after > 0 || all.length === 0
          ? []
          : at
              .slice(0, MAX_TYPED)
              .flatMap((one) =>
                typeRows(one, customerId, others.length > 0 ? one.location.name : '', reader),
              ),
      note: noteOf(view, all.length, reader),
      choices: choicesOf(all, reader),
      ask: askForm(customerId, at, askable, reader, typed),
      buttons: buttonsOf(view, all, nextPage, reader),
    },
    reader,
  );
}

/** What stands there besides associations: letters that wait, what was told, and what has ended. */
function furtherRows(at: CustomerView['at'], reader: Reader): readonly TieRow[] {
  const isNamed = at.length > 1;
  return [
    ...at.flatMap((one) => askedRows(one, isNamed, reader)),
    ...at.flatMap((one) => toldRows(one, isNamed, reader)),
    ...at.flatMap(({ location, endings }) =>
      endings.slice(0, MAX_ENDED).map((one) => endedRow(one, isNamed ? location.name : '', reader)),
    ),
  ];
}

function noteOf({ at, usageCutShort }: CustomerView, count: number, reader: Reader): Text {
  if (count === 0) return say(reader, 'associations.show.by-referral');
  return sentences(
    reader,
    say(reader, 'associations.show.figures'),
    say(reader, 'associations.show.per-tenant'),
    at.every(isCspOnly) ? say(reader, 'associations.show.csp-only') : NONE,
    usageCutShort ? say(reader, 'associations.show.cut-short') : NONE,
  );
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

function choicesOf(rows: readonly Row[], reader: Reader): readonly Choice[] {
  return subscriptionsOf(rows).map(({ subscriptionId, tie }) => {
    const key =
      tie.association === 'dpor' ? 'associations.show.choice' : 'associations.show.choice-without-dpor';
    const named = { product: productTitle(tie.product), id: shortId(subscriptionId, reader) };
    return { title: clean(say(reader, key, named), 60), value: subscriptionId };
  });
}

function buttonsOf(
  { customerId, at }: CustomerView,
  rows: readonly Row[],
  next: number | undefined,
  reader: Reader,
): CustomerData['buttons'] {
  const subscriptions = subscriptionsOf(rows);
  const [only, ...others] = subscriptions;
  // With several the choice on the card says which.
  const chosen = others.length === 0 && only !== undefined ? { subscriptionId: only.subscriptionId } : {};
  const inputs = others.length === 0 ? 'none' : 'auto';
  const isHeld = subscriptions.some(({ tie }) => tie.association === 'dpor');
  return [
    ...(isHeld
      ? [{ ...button(say(reader, 'associations.show.history'), 'dpor.history', chosen), inputs } as const]
      : []),
    ...at
      .filter(({ mayClaim }) => mayClaim)
      .slice(0, 1)
      .map(({ location }) => {
        const data = { partnerId: location.partnerId, customerId };
        return {
          ...button(say(reader, 'associations.show.new-claim'), 'claim.new', data),
          inputs: 'none',
        } as const;
      }),
    ...at.slice(0, 1).map(({ location }) => {
      const data = { partnerId: location.partnerId, customerId };
      return {
        ...button(say(reader, 'associations.show.explain'), 'cpor.explain', data),
        inputs: 'none',
      } as const;
    }),
    ...(next === undefined
      ? []
      : [
          {
            ...button(say(reader, 'kit.list.next'), 'associations.show', {
              customerId,
              after: String(next),
            }),
            inputs: 'none',
          } as const,
        ]),
  ];
}
