import type { Person } from '../../domain/memberships/person.ts';
import { mayActOn } from '../../domain/memberships/rights.ts';
import { quarterOf, type QuarterFigures } from '../../domain/referrals/acceptance.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { namesOf, type Names } from '../../domain/referrals/names.ts';
import { isNamed, type OfferEntry } from '../../domain/referrals/offer-entry.ts';
import type { OfferStatus, ReferralKind } from '../../domain/referrals/referral.ts';
import { AadObjectId, type PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { OfferEntryKind } from '../kinds.ts';
import { rosterRightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import type { Condition, Document, Documents } from '../ports.ts';
import { figuresOf } from './figures.ts';

export interface ListQuery {
  readonly status?: OfferStatus | undefined;
  readonly kind?: ReferralKind | undefined;
  /** A part of the customer's name; `''`: every customer. */
  readonly customer: string;
  /** Where the page before ended; one that no page gave is the beginning. */
  readonly after?: string | undefined;
}

export interface ReferralList {
  readonly location: Location;
  /** At most 10: open ones first by deadline, then history, newest first. */
  readonly entries: readonly OfferEntry[];
  /** Cursor of what follows; undefined at the end. */
  readonly after: string | undefined;
  /** The page is not full, since a turn looks through no more; what follows may hold some. */
  readonly cutShort: boolean;
  /** Of the current quarter. */
  readonly figures: QuarterFigures;
  /** Benefit referrals are left out: they need a role in the FastTrack Ready Partner membership. */
  readonly standardOnly: boolean;
}

const PAGE = 10;
/** Looked through at once, and how often a turn does so while a name is looked for. */
const READ = 250;
const MOST_READS = 4;

/**
 * A page of a location's referrals, for whoever has a right there. A part of a name is looked for among at most a
 * thousand entries a turn; the cursor goes on from there.
 */
export async function listReferrals(
  { documents, clock }: Context,
  person: Pick<Person, 'personId'>,
  partnerId: PartnerId,
  query: ListQuery,
): Promise<Result<ReferralList, { readonly code: 'forbidden' }>> {
  const now = clock.now();
  const [held, figures] = await Promise.all([
    rosterRightsAt(documents, person, partnerId, now),
    figuresOf(documents, partnerId, quarterOf(now)),
  ]);
  if (held === undefined) return refuse({ code: 'forbidden' });
  const { rights } = held;
  const standardOnly = !mayActOn('benefit', rights);
  const found = await pageOf(documents, partnerId, query, standardOnly);
  const names = namesOf(held.roster);
  const entries = found.entries.map((entry) => ({ ...entry, decidedBy: shownAs(entry.decidedBy, names) }));
  return ok({ location: rights.location, ...found, entries, figures, standardOnly });
}

/** An earlier release kept the name itself. */
function shownAs(decidedBy: string, names: Names): string {
  return AadObjectId.safeParse(decidedBy).success ? (names.get(decidedBy) ?? '') : decidedBy;
}

async function pageOf(
  documents: Documents,
  partnerId: PartnerId,
  query: ListQuery,
  standardOnly: boolean,
): Promise<Pick<ReferralList, 'entries' | 'after' | 'cutShort'>> {
  const from = cursorOf(query.after);
  const where: Condition[] = [
    ...(query.status === undefined ? [] : [{ field: 'status', is: '=', value: query.status } as const]),
    ...(query.kind === undefined ? [] : [{ field: 'kind', is: '=', value: query.kind } as const]),
    ...(standardOnly ? [{ field: 'kind', is: '=', value: 'standard' } as const] : []),
  ];
  const entries: OfferEntry[] = [];
  let start = from.page;
  for (let reads = 0; reads < MOST_READS && entries.length < PAGE; reads++) {
    const page = await documents.list(OfferEntryKind, partitions.partner(partnerId), {
      where,
      orderBy: [{ field: 'rank' }],
      limit: query.customer === '' ? PAGE : READ,
      ...(start === '' ? {} : { after: start }),
    });
    const found = page.items.filter(
      (item) => isAfter(item, from) && isNamed(item.value.customerName, query.customer),
    );
    const shown = found.slice(0, PAGE - entries.length);
    entries.push(...shown.map(({ value }) => value));
    const last = shown.at(-1);
    if (found.length > shown.length && last !== undefined) {
      return { entries, after: `${start}~${last.value.rank}~${last.id}`, cutShort: false };
    }
    if (page.next === undefined) return { entries, after: undefined, cutShort: false };
    start = page.next;
  }
  return { entries, after: start, cutShort: entries.length < PAGE };
}

/** Where to go on: at which page of the store, and there after which entry. */
interface Cursor {
  readonly page: string;
  readonly rank: number;
  readonly id: string;
}

const BEGINNING: Cursor = { page: '', rank: -Infinity, id: '' };
const CURSOR = /^([\w-]{0,300})(?:~(\d{1,16})~([\w:-]{1,100}))?$/;

/** It was on a card, and so comes from anybody: it only ever says where to go on. */
function cursorOf(after: string | undefined): Cursor {
  const [, page = '', rank, id = ''] = CURSOR.exec(after ?? '') ?? [];
  return rank === undefined ? { ...BEGINNING, page } : { page, rank: Number(rank), id };
}

/** In the list's own order: by rank, then by id. */
function isAfter({ id, value }: Document<OfferEntry>, cursor: Cursor): boolean {
  return value.rank > cursor.rank || (value.rank === cursor.rank && id > cursor.id);
}
