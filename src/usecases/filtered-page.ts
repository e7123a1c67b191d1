import type { Condition, Document, Documents, DocumentKind } from './ports.ts';

/** A page of a list, filtered by what the store does not search for itself: part of a name, say. */
export interface FilteredPage<T> {
  /** At most 10, in the order of the list. */
  readonly entries: readonly T[];
  /** Cursor of what follows; undefined at the end. */
  readonly after: string | undefined;
  /** The page is not full, since a turn looks through no more; what follows may hold some. */
  readonly cutShort: boolean;
}

/** What a list shows of the documents of one kind in a partition, by their `rank`. */
export interface Listing<T> {
  readonly kind: DocumentKind<T>;
  readonly partition: string;
  readonly where: readonly Condition[];
  /** The page of the store on which this one begins; `''`: the first. */
  readonly page: string;
  /** Something is looked for that most documents do not have: more of them are read at once. */
  readonly isSearch: boolean;
  /** Those of a page of the store that are shown, without those of the pages before. */
  readonly choose: (
    items: readonly Document<T>[],
    isFirst: boolean,
  ) => readonly Document<T>[] | Promise<readonly Document<T>[]>;
  /** The cursor that goes on at that page of the store, behind the last one shown of it, if any was. */
  readonly cursor: (page: string, last?: Document<T>) => string;
}

const PAGE = 10;
/** Looked through at once, and how often a turn does so while something is looked for. */
const READ = 250;
const MAX_READS = 4;

/** Reads: one page of the store; while something is looked for, at most a thousand documents in four. */
export async function filteredPage<T>(documents: Documents, listing: Listing<T>): Promise<FilteredPage<T>> {
  const { kind, partition, where, isSearch, choose, cursor } = listing;
  const entries: T[] = [];
  let start = listing.page;
  for (let reads = 0; reads < MAX_READS && entries.length < PAGE; reads++) {
    const page = await documents.list(kind, partition, {
      where,
      orderBy: [{ field: 'rank' }],
      limit: isSearch ? READ : PAGE,
      ...(start === '' ? {} : { after: start }),
    });
    const found = await choose(page.items, reads === 0);
    const shown = found.slice(0, PAGE - entries.length);
    entries.push(...shown.map(({ value }) => value));
    const last = shown.at(-1);
    if (found.length > shown.length && last !== undefined) {
      return { entries, after: cursor(start, last), cutShort: false };
    }
    if (page.next === undefined) return { entries, after: undefined, cutShort: false };
    start = page.next;
  }
  return { entries, after: cursor(start), cutShort: entries.length < PAGE };
}

/** In the order of the list: by rank, then by id. */
export function isBehind<Rank extends number | string>(
  { id, value }: Document<{ readonly rank: Rank }>,
  place: { readonly rank: Rank; readonly id: string },
): boolean {
  return value.rank > place.rank || (value.rank === place.rank && id > place.id);
}
