import type { Subscription } from '../../../domain/associations/customer.ts';
import { productOf } from '../../../domain/associations/product.ts';
import { isCsp } from '../../../domain/associations/take-dpor.ts';
import { LICENSINGS, SUBSCRIPTION_STATUSES, WORKLOADS } from '../../../domain/shared/catalogue.ts';
import { hasOlder, renewalJob } from '../../../usecases/associations/renewal.ts';
import { subscriptionChangedJob } from '../../../usecases/claims/review/subscription.ts';
import { partitions } from '../../../usecases/partitions.ts';
import { day, list, optional, required, whole, word } from '../columns.ts';
import { documentTable } from '../document-table.ts';
import { projecting, refusedRow, takeImported } from '../../../usecases/imports/dpor.ts';
import { customerId, partnerId, subscriptionId } from '../ids.ts';
import { pointing } from '../pointers.ts';
import { SubscriptionDocument } from '../../../usecases/associations/documents.ts';

const columns = {
  subscriptionId,
  customerId,
  product: required.max(200, 'at most 200 characters'),
  workloads: list(word(WORKLOADS)),
  licensing: optional(word(LICENSINGS)),
  status: word(SUBSCRIPTION_STATUSES),
  starts: optional(day),
  ends: optional(day),
  seats: optional(whole),
  dporPartnerId: optional(partnerId),
  cspPartnerId: optional(partnerId),
};

/** Subscriptions. A holder that differs is a change of today; one sold through CSP has none, whatever its row says. */
export const subscriptions = documentTable<typeof columns, 'subscriptionId' | 'customerId', Subscription>({
  file: 'subscriptions.csv',
  columns,
  keys: ['subscriptionId', 'customerId'],
  unique: ['subscriptionId'],
  rules: [
    ({ starts, ends }) =>
      starts !== null && ends !== null && ends < starts
        ? { column: 'ends', message: 'is before starts' }
        : undefined,
  ],
  kind: SubscriptionDocument,
  place: (key) => ({
    partition: partitions.customer(key.customerId),
    id: `subscription:${key.subscriptionId}`,
  }),
  // A new subscription's holder was set at an unknown time, so that a later event of any date counts.
  fresh: (row, { now, baseline }) => ({
    ...row,
    product: productOf(row.product),
    dporPartnerId: isCsp(row) ? null : row.dporPartnerId,
    dporChangedAt: null,
    ...(baseline ? {} : { knownSince: now }),
  }),
  async created(value, context, row) {
    const isOpen = value.dporPartnerId === null && !isCsp(value) && !isOver(value);
    const follows = isOpen && (await hasOlder(context.documents, value));
    return [
      ...refusedRow(row.dporPartnerId, value, context),
      ...(follows ? [renewalJob(value, context.now)] : []),
      ...(await projecting(context, value.customerId, holdersOf(value))),
    ];
  },
  changes: {
    product: ({ product }) => ({ product: productOf(product) }),
    workloads: ({ workloads }) => ({ workloads }),
    licensing: ({ licensing }) => ({ licensing }),
    status: ({ status }) => ({ status }),
    starts: ({ starts }) => ({ starts }),
    ends: ({ ends }) => ({ ends }),
    seats: ({ seats }) => ({ seats }),
    dporPartnerId: ({ dporPartnerId }) => ({ dporPartnerId }),
    cspPartnerId: ({ cspPartnerId }) => ({ cspPartnerId }),
  },
  async changed(value, before, row, context) {
    const { value: taken, changes } = await takeImported(value, before, row, context);
    const named = value.dporPartnerId === before.dporPartnerId ? null : value.dporPartnerId;
    const concerned = [...holdersOf(before), ...holdersOf(taken)];
    return {
      value: taken,
      changes: [
        ...refusedRow(named, taken, context),
        ...changes,
        ...(await projecting(context, taken.customerId, concerned)),
        ...(value.status === before.status && value.ends === before.ends
          ? []
          : [subscriptionChangedJob(taken, context.now)]),
      ],
    };
  },
  removed: (value, context) => projecting(context, value.customerId, holdersOf(value)),
  pointers: (row, context) =>
    pointing(context, partitions.pointer('subscription', row.subscriptionId), 'subscription', row.customerId),
});

function holdersOf({ dporPartnerId, cspPartnerId }: Subscription) {
  return [dporPartnerId, cspPartnerId];
}

function isOver({ status }: Subscription): boolean {
  return status === 'expired' || status === 'cancelled';
}
