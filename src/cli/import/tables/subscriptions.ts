import { LICENSINGS, SUBSCRIPTION_STATUSES, WORKLOADS } from '../../../domain/shared/catalogue.ts';
import { toBody } from '../../../store/documents.ts';
import { DporChangeKind, SubscriptionKind } from '../../../usecases/kinds.ts';
import { partitions } from '../../../usecases/partitions.ts';
import { day, list, optional, required, whole, word } from '../columns.ts';
import { documentTable } from '../document-table.ts';
import { customerId, partnerId, subscriptionId } from '../ids.ts';
import { pointing } from '../pointers.ts';

export const subscriptions = documentTable({
  file: 'subscriptions.csv',
  columns: {
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
  },
  keys: ['subscriptionId', 'customerId'],
  unique: ['subscriptionId'],
  rules: [
    ({ starts, ends }) =>
      starts !== null && ends !== null && ends < starts
        ? { column: 'ends', message: 'is before starts' }
        : undefined,
  ],
  kind: SubscriptionKind,
  place: (key) => ({
    partition: partitions.customer(key.customerId),
    id: `subscription:${key.subscriptionId}`,
  }),
  // A new subscription's holder was set at an unknown time, so that a later event of any date counts.
  fresh: (row) => ({ ...row, dporChangedAt: null }),
  changes: {
    product: ({ product }) => ({ product }),
    workloads: ({ workloads }) => ({ workloads }),
    licensing: ({ licensing }) => ({ licensing }),
    status: ({ status }) => ({ status }),
    starts: ({ starts }) => ({ starts }),
    ends: ({ ends }) => ({ ends }),
    seats: ({ seats }) => ({ seats }),
    dporPartnerId: ({ dporPartnerId }) => ({ dporPartnerId }),
    cspPartnerId: ({ cspPartnerId }) => ({ cspPartnerId }),
  },
  changed(value, before, _row, { now, baseline }) {
    const { subscriptionId, customerId, dporPartnerId } = value;
    if (dporPartnerId === before.dporPartnerId) return { value };
    if (baseline) return { value: { ...value, dporChangedAt: null } };
    const change = {
      subscriptionId,
      customerId,
      previousPartnerId: before.dporPartnerId,
      partnerId: dporPartnerId,
      changedAt: now,
      changedBy: null,
      source: 'import' as const,
      key: 'import',
    };
    return {
      value: { ...value, dporChangedAt: now },
      writes: [
        {
          op: 'create',
          id: `dpor-change:${subscriptionId}:${now.toISOString()}`,
          kind: DporChangeKind.name,
          body: toBody(DporChangeKind, change),
        },
      ],
    };
  },
  pointers: (row, context) =>
    pointing(context, partitions.pointer('subscription', row.subscriptionId), 'subscription', row.customerId),
});
