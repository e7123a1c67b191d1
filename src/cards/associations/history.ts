import type { DporChange } from '../../domain/associations/dpor-change.ts';
import type { DporReport } from '../../domain/associations/dpor-report.ts';
import type { DporHistory } from '../../domain/associations/dpor-history.ts';
import { isCsp } from '../../domain/associations/take-dpor.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { dateTime, day, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold } from '../kit/text.ts';
import { button, type Button } from './button.ts';
import { changedBy } from './changed-by.ts';
import type { Fact } from './fact.ts';
import { saysText, toldLine } from './mail-text.ts';
import { customerTitle, productName, productTitle, shortId } from './product.ts';

interface HistoryData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly facts: readonly Fact[];
  readonly rows: readonly { readonly what: Text; readonly when: Text }[];
  readonly note: Text;
  readonly buttons: readonly Button[];
}

const render = cardTemplate<HistoryData>('dpor-history');

/** Who held a subscription's DPOR when, the newest first. Partners of other organisations are not named. */
export function dporHistoryCard(history: DporHistory, reader: Reader): AdaptiveCard {
  const { customerName, subscription, location, changes, hasOlder } = history;
  const customer = customerTitle(customerName, subscription.customerId, reader);
  const product = productTitle(subscription.product);
  const { state, color } = stateOf(history, reader);
  return render(
    {
      fallbackText: say(reader, 'dpor.history.fallback', { product, customer, state }),
      head: head(say(reader, 'dpor.history.kind'), location.name, customer, state, color),
      facts: factsOf(history, reader),
      rows: [
        ...history.reports.map((report) => reportRow(report, reader)),
        ...changes.map((change) => rowOf(history, change, reader)),
      ],
      note: noteOf(changes.length, hasOlder, reader),
      buttons: buttonsOf(history, reader),
    },
    reader,
  );
}

function factsOf({ subscription: { product, subscriptionId, ends } }: DporHistory, reader: Reader) {
  const until = ends === null ? NONE : say(reader, 'associations.tie.until', { day: day(ends, reader) });
  return [
    { title: say(reader, 'dpor.fact.product'), value: productName(product) },
    { title: say(reader, 'dpor.fact.subscription'), value: dotted(shortId(subscriptionId, reader), until) },
  ];
}

/** One through CSP has none to ask for, and whoever holds it need not ask. */
function buttonsOf({ subscription, location: { partnerId } }: DporHistory, reader: Reader) {
  const { subscriptionId, customerId, dporPartnerId } = subscription;
  if (dporPartnerId === partnerId) {
    return [button(say(reader, 'dpor.button.customer'), 'associations.show', { customerId })];
  }
  return isCsp(subscription)
    ? []
    : [button(say(reader, 'dpor.button.request'), 'dpor.request', { subscriptionId, partnerId })];
}

function stateOf(
  { subscription, location, names }: DporHistory,
  reader: Reader,
): { readonly state: Text; readonly color: StateColor } {
  const { dporPartnerId } = subscription;
  const isOwn = dporPartnerId === location.partnerId;
  const whose =
    dporPartnerId === null ? 'none' : isOwn ? 'yours' : names.has(dporPartnerId) ? 'organisation' : 'other';
  return { state: say(reader, `dpor.history.state.${whose}`), color: isOwn ? 'Good' : 'Default' };
}

function rowOf(history: DporHistory, change: DporChange, reader: Reader): HistoryData['rows'][number] {
  const { previousPartnerId, partnerId, source } = change;
  const isOwn = [previousPartnerId, partnerId].some((one) => one !== null && history.names.has(one));
  const name = change.changedBy !== null && isOwn ? changedBy(change.changedBy) : undefined;
  return {
    what: say(reader, 'dpor.history.change', {
      before: nameOf(history, previousPartnerId, reader),
      after: nameOf(history, partnerId, reader),
    }),
    when: dotted(
      dateTime(change.changedAt, reader),
      name === undefined ? NONE : say(reader, 'dpor.history.by', { name }),
      // Where it is known from. An import finds one at its own time; when it was made is not known.
      source === 'event' ? NONE : say(reader, `dpor.history.found.${source}`),
    ),
  };
}

function reportRow(report: DporReport, reader: Reader): HistoryData['rows'][number] {
  return {
    what: saysText(report.what, reader),
    when: dotted(dateTime(report.sentAt, reader), toldLine(report, reader)),
  };
}

function nameOf({ names }: DporHistory, partnerId: PartnerId | null, reader: Reader): Text {
  if (partnerId === null) return say(reader, 'dpor.nobody');
  const name = names.get(partnerId);
  return name === undefined ? say(reader, 'dpor.another-partner') : bold(name);
}

function noteOf(count: number, hasOlder: boolean, reader: Reader): Text {
  if (count === 0) return say(reader, 'dpor.history.no-change');
  return hasOlder ? say(reader, 'dpor.history.older') : NONE;
}
