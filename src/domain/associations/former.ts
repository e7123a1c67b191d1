import { z } from 'zod';
import type { Claim } from '../claims/claim.ts';
import { Association, ClaimActivity } from '../shared/catalogue.ts';
import { CustomerId, PartnerId } from '../shared/ids.ts';
import { addDays, Instant } from '../shared/time.ts';
import type { PalRow, Tie } from './association.ts';
import type { Subscription } from './customer.ts';
import type { DporChange } from './dpor-change.ts';
import { isCsp } from './take-dpor.ts';

/** So long a customer is kept in mind after a tie to it ended. */
export const FORMER_DAYS = 365;

/**
 * Why a tie ended. `moved`: another partner has it. `removed`: nobody has. `csp`: the subscription is sold through CSP now.
 * `revoked`: the PAL link was. `gone`: what it was on is not listed any more. The others are reasons of a claim.
 */
export const WhyEnded = z.enum([
  'moved',
  'removed',
  'csp',
  'revoked',
  'gone',
  'superseded',
  'withdrawn',
  'customer-declined',
  'subscription-ended',
  'rejected',
]);
export type WhyEnded = z.infer<typeof WhyEnded>;

/** A tie that is no more. */
export const Ending = z.object({
  association: Association,
  target: z.string(),
  product: z.string(),
  activity: ClaimActivity.optional(),
  ended: Instant,
  /** Nothing says when it ended: `ended` is when that was found. */
  isFound: z.boolean(),
  why: WhyEnded,
});
export type Ending = z.infer<typeof Ending>;

/** The ties between a location and one customer that ended within a year: a projection like that of those that hold. */
export const FormerAssociations = z.object({
  partnerId: PartnerId,
  customerId: CustomerId,
  customerName: z.string(),
  /** Orders customers by name. */
  rank: z.string(),
  /** Other ties hold. */
  isTied: z.boolean(),
  /** Never empty; the latest first. */
  endings: z.array(Ending),
});
export type FormerAssociations = z.infer<typeof FormerAssociations>;

/** What of a customer tells how ties of one partner ended. */
export interface EndingSources {
  /** Changes that it gained or lost by. */
  readonly changes: readonly DporChange[];
  /** Its claims that were approved once and are rejected now. */
  readonly claims: readonly Claim[];
  readonly pal: readonly PalRow[];
  /** All of the customer. */
  readonly subscriptions: readonly Subscription[];
}

/**
 * The ties that ended within a year, the latest first, each once: what the sources tell, else what was there and is not.
 *
 * @param held the ties that hold now
 * @param before those that held when it was last written
 * @param kept endings as last written
 */
export function endingsOf(
  partnerId: PartnerId,
  held: readonly Tie[],
  { before, kept }: { readonly before: readonly Tie[]; readonly kept: readonly Ending[] },
  sources: EndingSources,
  now: Date,
): readonly Ending[] {
  const holds = new Set(held.map(keyOf));
  const all = [
    ...before.map((tie) => foundEnding(tie, sources, now)),
    ...kept,
    ...dporEndings(partnerId, sources),
    ...sources.claims.flatMap((claim) => claimEndings(claim, sources)),
    ...palEndings(partnerId, sources.pal, now),
  ].filter((ending) => !holds.has(keyOf(ending)));
  const each = new Map<string, Ending>();
  for (const ending of all) {
    const known = each.get(keyOf(ending));
    if (known === undefined || isBetter(ending, known)) each.set(keyOf(ending), ending);
  }
  return [...each.values()]
    .filter(({ ended }) => isRecent(ended, now))
    .sort((one, two) => two.ended.getTime() - one.ended.getTime());
}

/** What a source tells goes before what was found; of two that are told the later, of two that were found the earlier. */
function isBetter(one: Ending, known: Ending): boolean {
  if (one.isFound !== known.isFound) return known.isFound;
  return one.isFound ? one.ended < known.ended : one.ended > known.ended;
}

/** Within a year, to be shown. */
export function isRecent(ended: Date, now: Date): boolean {
  return addDays(ended, FORMER_DAYS) > now;
}

function keyOf({ association, target, activity }: Pick<Tie, 'association' | 'target' | 'activity'>): string {
  return `${association} ${target} ${activity ?? ''}`;
}

/** A tie that was there and of whose end no source tells. */
function foundEnding(tie: Tie, { subscriptions }: EndingSources, now: Date): Ending {
  const { association, target, product, activity } = tie;
  const on = subscriptions.find(({ subscriptionId }) => subscriptionId === target);
  const holder = association === 'dpor' ? on?.dporPartnerId : on?.cspPartnerId;
  const isOfSubscription = association === 'dpor' || association === 'csp';
  const why = !isOfSubscription || on === undefined ? 'gone' : whyOf(on, holder ?? null, association);
  const of = activity === undefined ? {} : { activity };
  return { association, target, product, ...of, ended: now, isFound: true, why };
}

function whyOf(on: Subscription, holder: PartnerId | null, association: Association): WhyEnded {
  if (association === 'dpor' && isCsp(on)) return 'csp';
  return holder === null ? 'removed' : 'moved';
}

/** Of each subscription that it held by a change and holds no more, how it was last lost. */
function dporEndings(partnerId: PartnerId, { changes, subscriptions }: EndingSources): Ending[] {
  const touched = new Set(changes.map(({ subscriptionId }) => subscriptionId));
  return subscriptions
    .filter((one) => touched.has(one.subscriptionId) && one.dporPartnerId !== partnerId)
    .flatMap((one) => {
      const ended = lossOf(partnerId, one, changes);
      if (ended === undefined) return [];
      const { subscriptionId: target, product, dporPartnerId } = one;
      const why = whyOf(one, dporPartnerId, 'dpor');
      return [{ association: 'dpor', target, product, ended, isFound: false, why } as const];
    });
}

/** The latest change away from it; where one between was never told of, when the present holder was set. */
function lossOf(
  partnerId: PartnerId,
  { subscriptionId, dporChangedAt }: Subscription,
  changes: readonly DporChange[],
): Date | undefined {
  const own = changes.filter((change) => change.subscriptionId === subscriptionId);
  const lost = latest(own.filter((change) => change.partnerId !== partnerId));
  const gained = latest(own.filter((change) => change.partnerId === partnerId));
  if (gained !== undefined && (lost === undefined || lost < gained)) return dporChangedAt ?? undefined;
  return lost;
}

function latest(changes: readonly DporChange[]): Date | undefined {
  const times = changes.map(({ changedAt }) => changedAt.getTime());
  return times.length === 0 ? undefined : new Date(Math.max(...times));
}

const CLAIM_WHYS: ReadonlySet<string> = new Set<WhyEnded>([
  'superseded',
  'withdrawn',
  'customer-declined',
  'subscription-ended',
]);

/** With OSA ends the revenue recognition that it brought. */
function claimEndings(
  { activity, target, reason, updatedAt, steps }: Claim,
  { subscriptions }: EndingSources,
): Ending[] {
  const why = WhyEnded.safeParse(CLAIM_WHYS.has(reason) ? reason : 'rejected').data ?? 'rejected';
  const product = subscriptions.find(({ subscriptionId }) => subscriptionId === target)?.product ?? '';
  // A claim may change after it ended: what counts is the step that left its approval.
  const ended = steps.findLast(({ from, to }) => from === 'approved' && to !== 'approved')?.at ?? updatedAt;
  const ending = { association: 'cpor', target, product, ended, isFound: false, why } as const;
  const activities = activity === 'osa' ? (['osa', 'revrec'] as const) : [activity];
  return activities.map((of) => ({ ...ending, activity: of }));
}

/** Of each kind of credential, when the last one was revoked. */
function palEndings(partnerId: PartnerId, rows: readonly PalRow[], now: Date): Ending[] {
  const revoked = rows.filter(
    (row) =>
      row.partnerId === partnerId && row.revokedAt !== '' && Date.parse(row.revokedAt) <= now.getTime(),
  );
  return [...Map.groupBy(revoked, ({ credential }) => credential)].map(([target, alike]) => {
    const ended = new Date(Math.max(...alike.map(({ revokedAt }) => Date.parse(revokedAt))));
    return { association: 'pal', target, product: '', ended, isFound: false, why: 'revoked' };
  });
}
