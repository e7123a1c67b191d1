import { z } from 'zod';
import type { Claim } from '../claims/claim.ts';
import { givenBy } from '../claims/gives.ts';
import { Association, ClaimActivity, SubscriptionStatus, Workload } from '../shared/catalogue.ts';
import { CustomerId, PartnerId } from '../shared/ids.ts';
import { Day, dayOf, Instant } from '../shared/time.ts';
import type { Subscription } from './customer.ts';
import { isCsp } from './take-dpor.ts';

/** One way in which a partner is tied to a customer now. */
export const Tie = z.object({
  association: Association,
  /** A subscription's id, a workload, or the kind of a PAL credential. */
  target: z.string(),
  /** Product of the subscription; `''` where there is none, as with PAL: a credential is linked for whatever it is used for. */
  product: z.string(),
  /** Workloads that stand for the target in figures, besides the target itself. */
  workloads: z.array(Workload),
  /** `null`: not known since when. */
  since: Instant.nullable(),
  /** Last day of the subscription. */
  ends: Day.nullable(),
  /** Of the subscription. */
  status: SubscriptionStatus.nullable(),
  /** What of a CPOR claim it is; absent for the others. OSA brings revenue recognition too, from a later day on. */
  activity: ClaimActivity.optional(),
  /** The subscription is sold through CSP, so that nobody can be asked for its DPOR. */
  isCsp: z.boolean().optional(),
});
export type Tie = z.infer<typeof Tie>;

/** How a location stands with one customer: a projection of what lies with the customer, never what a rule goes by. */
export const CustomerAssociations = z.object({
  partnerId: PartnerId,
  customerId: CustomerId,
  customerName: z.string(),
  /** Orders customers by name, whatever its case and accents. */
  rank: z.string(),
  /** Never empty: without a tie there is no association. */
  ties: z.array(Tie),
});
export type CustomerAssociations = z.infer<typeof CustomerAssociations>;

/** A row of `pal.csv`: instants or days as text, `''` when not revoked. */
export interface PalRow {
  readonly partnerId: string;
  readonly credential: string;
  readonly linkedAt: string;
  readonly revokedAt: string;
}

/** What of a customer ties one partner to it. */
export interface TieSources {
  /** Those whose DPOR or CSP partner it is. */
  readonly subscriptions: readonly Subscription[];
  /** Its approved claims, with the subscription of those that are on one. */
  readonly claims: readonly { readonly claim: Claim; readonly on: Subscription | undefined }[];
  readonly pal: readonly PalRow[];
}

/** DPOR first, then CPOR, PAL and CSP, each by product and target. */
export function tiesOf(partnerId: PartnerId, sources: TieSources, now: Date): readonly Tie[] {
  const { subscriptions, claims, pal } = sources;
  return [
    ...subscriptions
      .filter(({ dporPartnerId }) => dporPartnerId === partnerId)
      .map((held) => subscriptionTie('dpor', held, held.dporChangedAt)),
    ...claims.flatMap(claimTies),
    ...palTies(partnerId, pal, now),
    ...subscriptions
      .filter(({ cspPartnerId }) => cspPartnerId === partnerId)
      .map((sold) => subscriptionTie('csp', sold, sold.starts === null ? null : new Date(sold.starts))),
  ].sort((one, two) => orderOf(one).localeCompare(orderOf(two)));
}

function subscriptionTie(association: Association, of: Subscription, since: Date | null): Tie {
  const { subscriptionId: target, product, workloads, ends, status } = of;
  const sold = isCsp(of) ? { isCsp: true } : {};
  return { association, target, product, workloads, since, ends, status, ...sold };
}

function claimTies({ claim, on }: TieSources['claims'][number]): readonly Tie[] {
  const { activity, target, submittedAt } = claim;
  const given = givenBy(claim);
  return (given.length === 0 ? [{ activity, since: submittedAt }] : given).map(({ activity: of, since }) =>
    on === undefined
      ? {
          association: 'cpor',
          target,
          product: '',
          workloads: [],
          since,
          ends: null,
          status: null,
          activity: of,
        }
      : { ...subscriptionTie('cpor', on, since), workloads: [], activity: of },
  );
}

/** One a kind of credential: how many there are is nobody's business but the partner's own administrators'. */
function palTies(partnerId: PartnerId, rows: readonly PalRow[], now: Date): readonly Tie[] {
  const linked = rows.filter((row) => row.partnerId === partnerId && !isRevoked(row, now));
  return [...Map.groupBy(linked, ({ credential }) => credential)].map(([target, alike]) => {
    const since = new Date(Math.min(...alike.map(({ linkedAt }) => Date.parse(linkedAt))));
    return { association: 'pal', target, product: '', workloads: [], since, ends: null, status: null };
  });
}

function isRevoked({ revokedAt }: PalRow, now: Date): boolean {
  return revokedAt !== '' && Date.parse(revokedAt) <= now.getTime();
}

const ORDER: readonly Association[] = ['dpor', 'cpor', 'pal', 'csp'];

function orderOf({ association, product, target, activity }: Tie): string {
  return `${ORDER.indexOf(association)} ${product} ${target} ${activity ?? ''}`;
}

/** A row of `usage.csv` as imported: numbers as text, `''` where there is none. */
export interface UsageRow {
  readonly target: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly partnerId: string;
  readonly association: string;
  readonly activeUsers: string;
  readonly seats: string;
  readonly acr: string;
}

/**
 * The latest figures of each target that a tie covers, from rows of that partner, of its association and of the time since
 * it began; nothing else of the customer's usage is its business. By target.
 *
 * Source: Partner Center, "incentives manage customer associations": a partner sees usage of what it claimed, for the
 * time of the association.
 */
export function usageOf(tie: Tie, partnerId: PartnerId, rows: readonly UsageRow[]): readonly UsageRow[] {
  const from = tie.since === null ? '' : dayOf(tie.since);
  const covered = rows.filter(
    (row) => row.partnerId === partnerId && isCovered(tie, row) && row.date >= from,
  );
  const latest = new Map<string, UsageRow>();
  for (const row of covered) {
    const known = latest.get(row.target);
    if (known === undefined || known.date < row.date) latest.set(row.target, row);
  }
  return [...latest.values()].sort((one, two) => one.target.localeCompare(two.target));
}

/** Whether a row of usage is of what a tie covers; what PAL brings is counted by credential, whatever it is consumed by. */
export function isCovered({ association, target, workloads }: Tie, row: UsageRow): boolean {
  if (association === 'pal') return row.association === 'pal';
  if (row.association !== '' && row.association !== association) return false;
  return row.target === target || workloads.some((workload) => workload === row.target);
}
