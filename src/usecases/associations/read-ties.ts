import { holdsTarget } from '../../domain/claims/claim.ts';
import {
  tiesOf,
  type CustomerAssociations,
  type PalRow,
  type Tie,
} from '../../domain/associations/association.ts';
import type { Subscription } from '../../domain/associations/customer.ts';
import { endingsOf, type Ending, type FormerAssociations } from '../../domain/associations/former.ts';
import { folded } from '../../domain/referrals/offer-entry.ts';
import { SubscriptionId, type CustomerId, type PartnerId } from '../../domain/shared/ids.ts';
import { listAll } from '../list-all.ts';
import { partitions } from '../partitions.ts';
import type { Documents, DocumentKind } from '../ports.ts';
import { calledAt } from './customer-names.ts';
import { CustomerDocument, DporChangeDocument, SubscriptionDocument } from './documents.ts';
import { ClaimDocument } from '../claims/documents.ts';
import { RowDocument } from '../imports/documents.ts';

/** How a location stands with a customer, and how it stood. */
export interface Stands {
  /** undefined: nothing ties them. */
  readonly held: CustomerAssociations | undefined;
  /** undefined: nothing tied them within a year. */
  readonly former: FormerAssociations | undefined;
}

/** @param last what was written last, of what holds and of what ended */
export async function readAssociations(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
  last: { readonly before: readonly Tie[]; readonly kept: readonly Ending[] },
  now: Date,
): Promise<Stands> {
  const partition = partitions.customer(customerId);
  const of = <T>(kind: DocumentKind<T>, field: string, value: string) =>
    listAll(documents, kind, partition, [{ field, is: '=', value }]);
  const [customer, dpor, csp, claims, rows, gained, lost] = await Promise.all([
    documents.get(CustomerDocument, partition, 'customer'),
    of(SubscriptionDocument, 'dporPartnerId', partnerId),
    of(SubscriptionDocument, 'cspPartnerId', partnerId),
    of(ClaimDocument, 'partnerId', partnerId),
    of(RowDocument, 'file', 'pal'),
    of(DporChangeDocument, 'partnerId', partnerId),
    of(DporChangeDocument, 'previousPartnerId', partnerId),
  ]);
  const pal = rows.map(({ cells }) => palRow(cells));
  const approved = claims.filter(holdsTarget);
  const ended = claims.filter(({ status, approvedAt }) => ENDED.has(status) && approvedAt !== null);
  const held = [...dpor, ...csp];
  const changes = [...gained, ...lost];
  const named = [...claims, ...last.before].map(({ target }) => target);
  const subscriptions = await withOthers(documents, partition, held, [
    ...changes.map(({ subscriptionId }) => subscriptionId),
    ...named,
  ]);
  const on = (target: string) => subscriptions.find(({ subscriptionId }) => subscriptionId === target);
  const sources = {
    subscriptions: subscriptions.filter((one) =>
      held.some((its) => its.subscriptionId === one.subscriptionId),
    ),
    claims: approved.map((claim) => ({ claim, on: on(claim.target) })),
    pal,
  };
  const ties = tiesOf(partnerId, sources, now);
  const endings = endingsOf(partnerId, ties, last, { changes, claims: ended, pal, subscriptions }, now);
  if (ties.length === 0 && endings.length === 0) return { held: undefined, former: undefined };
  const { name: customerName } = await calledAt(documents, partnerId, customerId, customer?.value);
  const them = { partnerId, customerId, customerName, rank: folded(customerName) };
  return {
    held: ties.length === 0 ? undefined : { ...them, ties: [...ties] },
    former: endings.length === 0 ? undefined : { ...them, isTied: ties.length > 0, endings: [...endings] },
  };
}

const ENDED: ReadonlySet<string> = new Set(['rejected', 'rejected-final']);

/** Each subscription once, those that are named besides with them. */
async function withOthers(
  documents: Documents,
  partition: string,
  held: readonly Subscription[],
  targets: readonly string[],
): Promise<readonly Subscription[]> {
  const each = new Map(held.map((one) => [one.subscriptionId, one]));
  const ids = new Set(targets.flatMap((target) => SubscriptionId.safeParse(target).data ?? []));
  const others = await Promise.all(
    [...ids]
      .filter((id) => !each.has(id))
      .map((id) => documents.get(SubscriptionDocument, partition, `subscription:${id}`)),
  );
  return [...each.values(), ...others.flatMap((one) => one?.value ?? [])];
}

/** The cells passed the import's columns when they were kept. */
export function palRow(cells: { readonly [column: string]: string }): PalRow {
  const { partnerId = '', credential = '', linkedAt = '', revokedAt = '' } = cells;
  return { partnerId, credential, linkedAt, revokedAt };
}
