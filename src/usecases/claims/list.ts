import type { ClaimEntry } from '../../domain/claims/claim-entry.ts';
import type { Person } from '../../domain/memberships/person.ts';
import type { Location } from '../../domain/referrals/location.ts';
import { isNamed } from '../../domain/referrals/offer-entry.ts';
import type { ClaimStatus, Workload } from '../../domain/shared/catalogue.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { ok, refuse, type Result } from '../../domain/shared/result.ts';
import type { Context } from '../context.ts';
import { ClaimDraftKind, ClaimEntryKind } from '../kinds.ts';
import { rightsAt } from '../memberships/rights.ts';
import { partitions } from '../partitions.ts';
import type { Condition, Document, Documents } from '../ports.ts';

export interface ClaimsQuery {
  readonly status?: ClaimStatus | undefined;
  /** A workload; or every subscription. */
  readonly target?: Workload | 'subscriptions' | undefined;
  /** A part of the customer's name; `''`: every customer. */
  readonly customer: string;
  /** Where the page before ended; one that no page gave is the beginning. */
  readonly after?: string | undefined;
}

export interface ClaimsList {
  readonly location: Location;
  /** At most 10: first what waits on the location, by deadline; then what is under way; then the rest, latest first. */
  readonly entries: readonly ClaimEntry[];
  /** Cursor of what follows; undefined at the end. */
  readonly after: string | undefined;
  /** The page is not full, since a turn looks through no more; what follows may hold some. */
  readonly cutShort: boolean;
  /** Of the person who asks. */
  readonly drafts: number;
}

const PAGE = 10;
/** Looked through at once, and how often a turn does so while something is looked for. */
const READ = 250;
const MOST_READS = 4;

/** A page of a location's claims, for whoever has an incentive role there. */
export async function listClaims(
  { documents, clock }: Context,
  person: Pick<Person, 'personId'>,
  partnerId: PartnerId,
  query: ClaimsQuery,
): Promise<Result<ClaimsList, { readonly code: 'forbidden' }>> {
  const [rights, drafts] = await Promise.all([
    rightsAt(documents, person, partnerId, clock.now()),
    documents.count(ClaimDraftKind, partitions.person(person.personId), []),
  ]);
  if (rights === undefined || rights.incentiveRole === null) return refuse({ code: 'forbidden' });
  return ok({ location: rights.location, ...(await pageOf(documents, partnerId, query)), drafts });
}

async function pageOf(
  documents: Documents,
  partnerId: PartnerId,
  query: ClaimsQuery,
): Promise<Pick<ClaimsList, 'entries' | 'after' | 'cutShort'>> {
  const { status, target, customer } = query;
  const where: Condition[] = [
    ...(status === undefined ? [] : [{ field: 'status', is: '=', value: status } as const]),
    ...(target === undefined || target === 'subscriptions'
      ? []
      : [{ field: 'target', is: '=', value: target } as const]),
  ];
  const isSearch = customer !== '' || target === 'subscriptions';
  const fits = ({ value }: Document<ClaimEntry>) =>
    isNamed(value.customerName, customer) && (target !== 'subscriptions' || isOfSubscription(value));
  const from = cursorOf(query.after);
  const entries: ClaimEntry[] = [];
  let start = from.page;
  for (let reads = 0; reads < MOST_READS && entries.length < PAGE; reads++) {
    const page = await documents.list(ClaimEntryKind, partitions.partner(partnerId), {
      where,
      orderBy: [{ field: 'rank' }],
      limit: isSearch ? READ : PAGE,
      ...(start === '' ? {} : { after: start }),
    });
    const found = page.items.filter((item) => isAfter(item, from) && fits(item));
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

function isOfSubscription({ activity }: ClaimEntry): boolean {
  return activity !== 'osu-m365' && activity !== 'usage-only';
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
function isAfter({ id, value }: Document<ClaimEntry>, cursor: Cursor): boolean {
  return value.rank > cursor.rank || (value.rank === cursor.rank && id > cursor.id);
}
