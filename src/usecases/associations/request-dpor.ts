import type { Customer, Subscription } from '../../domain/associations/customer.ts';
import type { DporRequest } from '../../domain/associations/dpor-request.ts';
import { isCsp } from '../../domain/associations/take-dpor.ts';
import type { Actor } from '../../domain/memberships/person.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { CustomerId, PartnerId, SubscriptionId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Day } from '../../domain/shared/time.ts';
import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { decideAgain } from '../decide-again.ts';
import { hashOf } from '../hash-of.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import { create, replace, type Change, type Documents } from '../ports.ts';
import { calledAt } from './customer-names.ts';
import { ownerOf } from './point-subscription.ts';
import { isTiedTo } from './tied.ts';
import { CustomerDocument, DporRequestDocument, SubscriptionDocument } from './documents.ts';

/** More subscriptions than a customer has. */
const MAX_SUBSCRIPTIONS = 1_000;

export interface DporAsk {
  readonly subscriptionId: SubscriptionId;
  readonly partnerId: PartnerId;
}

/** What somebody says of the letter. */
export interface DporAsked extends DporAsk {
  /** The day on which they sent it; undefined: they want to see it. */
  readonly sentOn?: Day | undefined;
}

export interface DporAskView {
  readonly customer: Pick<Customer, 'customerId' | 'name' | 'language'>;
  readonly subscription: Subscription;
  readonly location: Location;
  /** The latest letter; undefined: there was none yet. */
  readonly request: DporRequest | undefined;
  /** `csp`: it has no DPOR. `held`: this location is it already. `open`: the customer can be asked for it. */
  readonly standing: 'open' | 'held' | 'csp';
}

/**
 * The letter by which a location asks a customer to make it the DPOR of a subscription: writes down for whom it was written
 * and when, unless one is open, and that it was sent once somebody says so. Nothing is sent by this. A customer that the location does not stand with looks as
 * if it were not there.
 */
export async function requestDpor(
  context: Context,
  actor: Actor,
  ask: DporAsked,
  opId: string,
): Promise<Result<DporAskView, { readonly code: 'forbidden' }>> {
  const { documents, queues, clock } = context;
  const customerId = await ownerOf(documents, ask.subscriptionId);
  if (customerId === undefined) return refuse({ code: 'forbidden' });
  const partition = partitions.customer(customerId);
  return decideAgain(queues, partition, async () => {
    const found = await find(context, actor, ask, customerId);
    if (found === undefined) return refuse({ code: 'forbidden' });
    const { stored, view } = found;
    if (view.standing !== 'open') return ok(view);
    const now = clock.now();
    const open = view.request?.answeredAt === null ? view.request : undefined;
    if (open !== undefined && (ask.sentOn === undefined || open.sent !== undefined)) return ok(view);
    const request = withSent(open ?? newRequest(ask, view, actor, now), actor, ask.sentOn, now);
    await documents.commit(partition, [
      stored === undefined
        ? create(DporRequestDocument, requestId(ask), request)
        : replace(DporRequestDocument, stored, request),
      audited(`dpor-request:${ask.subscriptionId}:${hashOf(`${ask.partnerId} ${opId}`)}`, {
        at: now,
        actor: actor.aadObjectId,
        action: 'dpor.request',
        subject: ask.subscriptionId,
        outcome: 'done',
        detail: ask.sentOn === undefined ? ask.partnerId : `${ask.partnerId} sent ${ask.sentOn}`,
      }),
    ]);
    return ok({ ...view, request });
  });
}

function newRequest(
  { subscriptionId, partnerId }: DporAsk,
  { customer, subscription }: DporAskView,
  { aadObjectId, name }: Actor,
  now: Date,
): DporRequest {
  const { customerId } = customer;
  const of = { subscriptionId, partnerId, customerId, product: subscription.product };
  return { ...of, askedAt: now, askedBy: aadObjectId, askedByName: name, answeredAt: null };
}

function withSent(
  request: DporRequest,
  { aadObjectId, name }: Actor,
  sentOn: Day | undefined,
  now: Date,
): DporRequest {
  if (sentOn === undefined) return request;
  return { ...request, sent: { on: sentOn, by: aadObjectId, byName: name, at: now } };
}

/** The same without writing anything: for the letter. */
export async function findDporAsk(
  context: Context,
  actor: Pick<Actor, 'personId'>,
  ask: DporAsk,
): Promise<DporAskView | undefined> {
  const customerId = await ownerOf(context.documents, ask.subscriptionId);
  return customerId && (await find(context, actor, ask, customerId))?.view;
}

/** What ends the asking of the partner that a change makes the DPOR: for the commit that takes the change in. */
export async function answeredRequest(
  documents: Documents,
  partition: string,
  ask: DporAsk,
  now: Date,
): Promise<readonly Change[]> {
  const stored = await documents.get(DporRequestDocument, partition, requestId(ask));
  if (stored === undefined || stored.value.answeredAt !== null) return [];
  return [replace(DporRequestDocument, stored, { ...stored.value, answeredAt: now })];
}

export function requestId({ subscriptionId, partnerId }: DporAsk): string {
  return `dpor-request:${subscriptionId}:${partnerId}`;
}

async function find(
  { documents, clock }: Context,
  actor: Pick<Actor, 'personId'>,
  ask: DporAsk,
  customerId: CustomerId,
) {
  const partition = partitions.customer(customerId);
  const [rights, subscriptions, customer, stored] = await Promise.all([
    rightsAt(documents, actor, ask.partnerId, clock.now()),
    documents.list(SubscriptionDocument, partition, { limit: MAX_SUBSCRIPTIONS }),
    documents.get(CustomerDocument, partition, 'customer'),
    documents.get(DporRequestDocument, partition, requestId(ask)),
  ]);
  const all = subscriptions.items.map((item) => item.value);
  const value = all.find(({ subscriptionId }) => subscriptionId === ask.subscriptionId);
  if (rights === undefined || value === undefined) return undefined;
  const holds = all.some(
    ({ dporPartnerId, cspPartnerId }) => dporPartnerId === ask.partnerId || cspPartnerId === ask.partnerId,
  );
  if (!holds && !(await isTiedTo(documents, ask.partnerId, customerId, clock.now()))) return undefined;
  const standing = isCsp(value) ? 'csp' : value.dporPartnerId === ask.partnerId ? 'held' : 'open';
  const { name } = await calledAt(documents, ask.partnerId, customerId, customer?.value);
  const view: DporAskView = {
    customer: { customerId, name, language: customer?.value.language ?? '' },
    subscription: value,
    location: rights.location,
    request: stored?.value,
    standing,
  };
  return { stored, view };
}

/** What a location asked a customer for. One read. */
export async function requestsOf(
  documents: Documents,
  partnerId: PartnerId,
  customerId: CustomerId,
): Promise<readonly DporRequest[]> {
  const page = await documents.list(DporRequestDocument, partitions.customer(customerId), {
    where: [{ field: 'partnerId', is: '=', value: partnerId }],
    limit: MAX_SUBSCRIPTIONS,
  });
  return page.items.map((item) => item.value);
}
