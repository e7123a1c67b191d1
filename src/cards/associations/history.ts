import type { DporChange, DporSource } from '../../domain/associations/dpor-change.ts';
import type { DporReport } from '../../domain/associations/dpor-report.ts';
import type { DporHistory } from '../../domain/associations/dpor-history.ts';
import { isCsp } from '../../domain/associations/take-dpor.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { dateTime, day, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { bold, clean } from '../kit/text.ts';
import { button, type Button } from './button.ts';
import { changedBy } from './changed-by.ts';
import { saysText } from './mail-text.ts';
import { customerTitle, productName, shortId } from './product.ts';
import { toldLine } from './tie-rows.ts';

interface HistoryData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  readonly rows: readonly { readonly what: string; readonly when: string }[];
  readonly note: string;
  readonly buttons: readonly Button[];
}

const render = cardTemplate<HistoryData>('dpor-history');

/** Who held a subscription's DPOR when, the newest first. Partners of other organisations are not named. */
export function dporHistoryCard(history: DporHistory, reader: Reader): AdaptiveCard {
  const { customerName, subscription, location, changes, hasOlder } = history;
  const { subscriptionId, customerId, product, ends, dporPartnerId } = subscription;
  const { state, color } = stateOf(history);
  const { partnerId } = location;
  return render({
    fallbackText: clean(
      `DPOR history of ${productName(product)} at ${customerTitle(customerName, customerId)}: ${state.toLowerCase()}`,
    ),
    head: head('DPOR history', location.name, customerTitle(customerName, customerId), state, color),
    facts: [
      { title: 'Product', value: productName(product) },
      {
        title: 'Subscription',
        value:
          ends === null ? shortId(subscriptionId) : `${shortId(subscriptionId)} · until ${day(ends, reader)}`,
      },
    ],
    rows: [
      ...history.reports.map((report) => reportRow(report, reader)),
      ...changes.map((change) => rowOf(history, change, reader)),
    ],
    note: noteOf(changes.length, hasOlder),
    // One through CSP has none to ask for, and whoever holds it need not ask.
    buttons:
      dporPartnerId === partnerId
        ? [button('See customer', 'associations.show', { customerId })]
        : isCsp(subscription)
          ? []
          : [button('Request DPOR', 'dpor.request', { subscriptionId, partnerId })],
  });
}

function stateOf({ subscription, location, names }: DporHistory): {
  readonly state: string;
  readonly color: StateColor;
} {
  const { dporPartnerId } = subscription;
  if (dporPartnerId === null) return { state: 'None now', color: 'Default' };
  if (dporPartnerId === location.partnerId) return { state: 'Yours', color: 'Good' };
  const state = names.has(dporPartnerId) ? 'Your organisation' : 'Another partner';
  return { state, color: 'Default' };
}

function rowOf(history: DporHistory, change: DporChange, reader: Reader): HistoryData['rows'][number] {
  const { previousPartnerId, partnerId, source } = change;
  const isOwn = [previousPartnerId, partnerId].some((one) => one !== null && history.names.has(one));
  const who = change.changedBy !== null && isOwn ? changedBy(change.changedBy) : undefined;
  const by = who === undefined ? '' : `, by ${who}`;
  return {
    what: `${nameOf(history, previousPartnerId)} → ${nameOf(history, partnerId)}`,
    when: `${dateTime(change.changedAt, reader)}${by}${FOUND[source]}`,
  };
}

/** Where a change is known from. An import finds one at its own time; when it was made is not known. */
const FOUND: { readonly [source in DporSource]: string } = {
  import: ' · found by an import',
  event: '',
  mail: ' · from Microsoft’s mail',
  report: ' · told in chat, confirmed by an operator',
};

function reportRow(report: DporReport, reader: Reader): HistoryData['rows'][number] {
  return { what: saysText(report.what), when: `${dateTime(report.sentAt, reader)} · ${toldLine(report)}` };
}

function nameOf({ names }: DporHistory, partnerId: PartnerId | null): string {
  if (partnerId === null) return 'nobody';
  const name = names.get(partnerId);
  return name === undefined ? 'another partner' : bold(name);
}

function noteOf(count: number, hasOlder: boolean): string {
  if (count === 0)
    return 'No change is known: the holder was there when the subscription was first imported.';
  return hasOlder ? 'Older changes are kept, but do not fit here.' : '';
}
