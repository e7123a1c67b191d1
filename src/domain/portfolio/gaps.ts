import { AREA_RULES } from '../scores/areas.ts';
import { isEligible } from '../scores/eligibility.ts';
import { feedsOf } from '../associations/feeds.ts';
import type { PalRow, Tie, UsageRow } from '../associations/association.ts';
import type { Ending } from '../associations/former.ts';
import { businessApplicationsProduct, catalogueProduct, isSameProduct } from '../associations/product.ts';
import type { Subscription } from '../associations/customer.ts';
import { AREAS, WORKLOADS, type Area, type Association } from '../shared/catalogue.ts';
import type { PartnerId } from '../shared/ids.ts';
import { addDays, dayOf, type Day } from '../shared/time.ts';
import { dayIn, delegationsOf, type DelegationRow } from './delegations.ts';

export const GAP_KINDS = [
  'no-pal',
  'pal-elsewhere',
  'usage-unclaimed',
  'dpor-ended',
  'delegation-ends',
  'subscription-ends',
  'seats-unused',
] as const;
export type GapKind = (typeof GAP_KINDS)[number];

/** Kinds that tell how things are with a customer, and leave nothing to be had by the partner alone. */
const ONLY_TOLD: readonly GapKind[] = ['subscription-ends', 'seats-unused'];

/** Whether something is to be had, or kept, by doing what its button does. */
export function isLeftOnTable({ kind }: Pick<Gap, 'kind'>): boolean {
  return !ONLY_TOLD.includes(kind);
}

/** Something at one customer that could count, or soon will not any more. */
export interface Gap {
  readonly kind: GapKind;
  /** A subscription's id, a workload, a kind of delegation or of a credential. */
  readonly subject: string;
  /** Product of the subscription; `''`: none. */
  readonly product: string;
  /** Since when it is so; `null`: not known. */
  readonly since: Day | null;
  /** The last day, of what ends; `null`: it does not. */
  readonly ends: Day | null;
  /** Seats that nobody uses, of `seats-unused`. */
  readonly seats: number | null;
  /** Points that one customer gives in the area that it would feed, at most; `null`: cannot be said. */
  readonly points: number | null;
  /** US dollars of Azure consumption in the latest figures that it would attribute; `null`: cannot be said. */
  readonly dollars: number | null;
  /** The PartnerID that a credential is linked with, of `pal-elsewhere`. */
  readonly linkedAs: string | null;
}

/** What of one customer a location knows. */
export interface GapSources {
  readonly partnerId: PartnerId;
  readonly ties: readonly Tie[];
  readonly endings: readonly Ending[];
  /** All of the customer. */
  readonly subscriptions: readonly Subscription[];
  readonly usage: readonly UsageRow[];
  readonly delegations: readonly DelegationRow[];
  /** Of the customer, of all partners. */
  readonly pal: readonly PalRow[];
  /** The account's own id and those of its other locations: a link with one of them does not count for this one. */
  readonly siblings: readonly string[];
}

/** Within so many days an end is told of. Ours. */
const SOON_DAYS = 90;
/** So much of the seats unused is worth a word. Ours. */
const UNUSED_SHARE = 0.5;

/** What is left on the table at one customer, in the order of {@link GAP_KINDS}. */
export function gapsOf(sources: GapSources, now: Date): readonly Gap[] {
  const today = dayOf(now);
  const soon = dayOf(addDays(now, SOON_DAYS));
  const endsSoon = (day: string | null): day is Day => day !== null && day >= today && day <= soon;
  const elsewhere = linkedElsewhere(sources, now);
  return [
    ...(elsewhere.length > 0 ? elsewhere : withoutPal(sources)),
    ...unclaimed(sources),
    ...endedDpor(sources),
    ...delegationsOf(sources.partnerId, sources.delegations, today)
      .filter(({ expires }) => endsSoon(expires))
      .map(({ kind, since, expires }) => gap('delegation-ends', kind, { since, ends: expires })),
    ...sources.ties
      .filter(({ ends, status }) => status === 'active' && endsSoon(ends))
      .map(({ target, product, ends, association }) =>
        gap('subscription-ends', target, { product, ends, points: pointsFor(product, association) }),
      )
      .filter((one, at, all) => all.findIndex(({ subject }) => subject === one.subject) === at),
    ...unused(sources),
  ];
}

/**
 * Served on Azure, Power Platform or Customer Insights, and no PAL link: usage there counts for Security, and in Business
 * Applications, by PAL only.
 */
function withoutPal({ partnerId, ties, usage }: GapSources): readonly Gap[] {
  if (ties.some(({ association }) => association === 'pal')) return [];
  return ties
    .filter(({ product, status }) => status !== 'expired' && status !== 'cancelled' && countsByPal(product))
    .slice(0, 1)
    .map(({ target, product, since }) =>
      gap('no-pal', target, {
        product,
        since: since === null ? null : dayOf(since),
        points: catalogueProduct(product) === 'azure' ? netAddPoints('security') : null,
        dollars: catalogueProduct(product) === 'azure' ? latestAcr(partnerId, target, usage) : null,
      }),
    );
}

/** What a subscription consumed in the location's own latest figures of it. */
function latestAcr(partnerId: PartnerId, target: string, usage: readonly UsageRow[]): number | null {
  const own = usage.filter((row) => row.partnerId === partnerId && row.target === target && row.acr !== '');
  const latest = own.toSorted((one, two) => two.date.localeCompare(one.date))[0];
  return latest === undefined ? null : Number(latest.acr);
}

/**
 * A credential is linked with the account's own id, or with another location's, and none with this one's: PAL takes the id of
 * a location, and counts for that one. Links of other organisations are none of its business.
 */
function linkedElsewhere({ ties, pal, siblings, partnerId }: GapSources, now: Date): readonly Gap[] {
  if (ties.some(({ association }) => association === 'pal')) return [];
  return pal
    .filter((row) => row.partnerId !== partnerId && siblings.includes(row.partnerId))
    .filter(({ revokedAt }) => revokedAt === '' || Date.parse(revokedAt) > now.getTime())
    .map((row) =>
      gap('pal-elsewhere', row.credential, { since: dayIn(row.linkedAt), linkedAs: row.partnerId }),
    )
    .filter((one, at, all) => all.findIndex(({ linkedAs }) => linkedAs === one.linkedAs) === at);
}

const BY_PAL_ONLY: readonly string[] = ['power-apps', 'power-automate', 'power-bi', 'customer-insights'];

function countsByPal(product: string): boolean {
  const business = businessApplicationsProduct(product);
  return catalogueProduct(product) === 'azure' || (business !== undefined && BY_PAL_ONLY.includes(business));
}

/** Usage of a workload at a customer of theirs, and no approved claim on it. */
function unclaimed({ partnerId, ties, usage }: GapSources): readonly Gap[] {
  const claimed = new Set(
    ties.filter(({ association }) => association === 'cpor').map(({ target }) => target),
  );
  const used = usage.filter(
    (row) =>
      row.partnerId === partnerId &&
      Number(row.activeUsers) > 0 &&
      WORKLOADS.some((workload) => workload === row.target) &&
      !claimed.has(row.target),
  );
  return [...Map.groupBy(used, ({ target }) => target)].map(([target, rows]) => {
    const [first] = rows.map(({ date }) => date).sort();
    return gap('usage-unclaimed', target, { since: first ?? null, points: netAddPoints('modern-work') });
  });
}

/** They were partner of record of a subscription, and its customer has one of the same product that nobody holds. */
function endedDpor({ endings, subscriptions }: GapSources): readonly Gap[] {
  return endings
    .filter(({ association }) => association === 'dpor')
    .flatMap((ending) => {
      const open = subscriptions.find(
        ({ product, dporPartnerId, status, licensing }) =>
          dporPartnerId === null &&
          status === 'active' &&
          licensing !== 'CSP' &&
          isSameProduct(product, ending.product),
      );
      return open === undefined
        ? []
        : [
            gap('dpor-ended', open.subscriptionId, {
              product: open.product,
              since: dayOf(ending.ended),
              points: pointsFor(open.product, 'dpor'),
            }),
          ];
    })
    .filter((one, at, all) => all.findIndex(({ subject }) => subject === one.subject) === at);
}

/** Paid for, and used by fewer than half. */
function unused({ partnerId, usage }: GapSources): readonly Gap[] {
  const own = usage.filter((row) => row.partnerId === partnerId && Number(row.seats) > 0);
  return [...Map.groupBy(own, ({ target }) => target)].flatMap(([target, rows]) => {
    const latest = rows.toSorted((one, two) => two.date.localeCompare(one.date))[0];
    if (latest === undefined || latest.activeUsers === '') return [];
    const seats = Number(latest.seats) - Number(latest.activeUsers);
    return seats > Number(latest.seats) * UNUSED_SHARE
      ? [gap('seats-unused', target, { since: latest.date, seats })]
      : [];
  });
}

/** The points that one customer more gives in the best of the areas that an association with a product feeds. */
function pointsFor(product: string, association: Association): number | null {
  const areas = feedsOf(product, association).flatMap((feed) => feed.areas);
  const known = AREAS.filter(
    (area) => areas.includes(area) && isEligible(area, 'enterprise', 'net-customer-adds', association),
  );
  return known.length === 0 ? null : Math.max(...known.map(netAddPoints));
}

function netAddPoints(area: Area): number {
  const rule = AREA_RULES[area].enterprise.find(({ metric }) => metric === 'net-customer-adds');
  return rule === undefined ? 0 : rule.max / rule.target.amount;
}

function gap(kind: GapKind, subject: string, more: Partial<Gap>): Gap {
  return {
    kind,
    subject,
    product: '',
    since: null,
    ends: null,
    seats: null,
    points: null,
    dollars: null,
    linkedAs: null,
    ...more,
  };
}
