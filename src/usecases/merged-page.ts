import { z } from 'zod';
import type { Condition, Document, Documents, DocumentKind } from './ports.ts';

/** A page of a list over one partition or several. */
export interface MergedPage<T> {
  /** At most 10, in the order of the list. */
  readonly found: readonly Document<T>[];
  /** Cursor of what follows; undefined at the end. */
  readonly after: string | undefined;
  /** The page is not full, since a turn looks through no more; what follows may hold some. */
  readonly cutShort: boolean;
}

type Rank = number | string;

/** Documents of one kind in several partitions, as one list by `rank`, then by id, then by partition. */
export interface MergedList<T> {
  readonly kind: DocumentKind<T>;
  /** Each with what is asked of its documents there. */
  readonly partitions: readonly { readonly partition: string; readonly where: readonly Condition[] }[];
  /** Where the page before ended; one that no page gave is the beginning. It holds for any set of partitions. */
  readonly after: string | undefined;
  /** Something is looked for that most documents do not have: more of them are read at once. */
  readonly isSearch: boolean;
  /** Asked in order, of no more than a page needs. */
  readonly fits: (item: Document<T>) => boolean | Promise<boolean>;
}

const PAGE = 10;
/** Looked through at once over all partitions, and how often a turn does so while something is looked for. */
const READ = 250;
const MAX_READS = 4;

/**
 * Reads: a page of each partition, side by side; while something is looked for, four of each, of a thousand documents
 * together (or eleven of each, if that is more).
 *
 * A page goes as far as every partition was read: what lies beyond the end of one partition's page waits for the next,
 * since documents of that partition may come before it.
 */
export async function mergedPage<T extends { readonly rank: Rank }>(
  documents: Documents,
  list: MergedList<T>,
): Promise<MergedPage<T>> {
  const found: Document<T>[] = [];
  let cursor = readCursor(list.after);
  for (let reads = 0; reads < MAX_READS && found.length < PAGE; reads++) {
    const { items, isEnd } = await readOn(documents, list, cursor);
    const room = PAGE - found.length;
    const fitting = await firstThat(items, list.fits, room + 1);
    const shown = fitting.slice(0, room);
    found.push(...shown);
    if (fitting.length === shown.length && isEnd) return { found, after: undefined, cutShort: false };
    const last = fitting.length > shown.length ? shown.at(-1) : items.at(-1);
    cursor = last === undefined ? cursor : movedTo(cursor, last, items);
  }
  return { found, after: writeCursor(cursor), cutShort: found.length < PAGE };
}

async function firstThat<T>(
  items: readonly T[],
  fits: (item: T) => boolean | Promise<boolean>,
  most: number,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (const item of items) {
    if (found.length === most) break;
    if (await fits(item)) found.push(item);
  }
  return found;
}

/** What follows a cursor, in order, as far as it is known to be complete. */
async function readOn<T extends { readonly rank: Rank }>(
  documents: Documents,
  { kind, partitions, isSearch }: MergedList<T>,
  { behind, last }: Cursor,
): Promise<{ readonly items: readonly Document<T>[]; readonly isEnd: boolean }> {
  // One more than a page, since the first may be what the page before ended with.
  const limit = Math.max(PAGE + 1, isSearch ? Math.ceil(READ / partitions.length) : 0);
  const pages = await Promise.all(
    partitions.map(({ partition, where }) =>
      documents.list(kind, partition, {
        where,
        orderBy: [{ field: 'rank' }],
        limit,
        ...(behind === undefined ? {} : { behind: { values: [behind.rank], id: behind.id } }),
      }),
    ),
  );
  const [known] = pages
    .flatMap(({ items, next }) => (next === undefined ? [] : items.slice(-1)))
    .map(spotOf)
    .toSorted(inOrder);
  const items = pages
    .flatMap((page) => page.items)
    .map((item) => ({ item, spot: spotOf(item) }))
    .filter(({ spot }) => known === undefined || inOrder(spot, known) <= 0)
    .filter(({ spot }) => last === undefined || inOrder(spot, last) > 0)
    .toSorted((one, two) => inOrder(one.spot, two.spot));
  return { items: items.map(({ item }) => item), isEnd: known === undefined };
}

/** A document's place in the list. */
const Spot = z.object({ rank: z.union([z.number(), z.string()]), id: z.string(), partition: z.string() });
type Spot = z.infer<typeof Spot>;

/**
 * `last` is what was listed last. Documents of other partitions may have its rank and its id, so the store is asked for
 * what is `behind` the nearest place before: none of those is passed over, and what was listed is left out here.
 */
const Cursor = z.object({ behind: Spot.omit({ partition: true }).optional(), last: Spot.optional() });
type Cursor = z.infer<typeof Cursor>;

function movedTo<T extends { readonly rank: Rank }>(
  { behind }: Cursor,
  to: Document<T>,
  items: readonly Document<T>[],
): Cursor {
  const last = spotOf(to);
  const before = items
    .map(spotOf)
    .findLast(
      (spot) =>
        compared(spot.rank, last.rank) < 0 || (spot.rank === last.rank && compared(spot.id, last.id) < 0),
    );
  return { behind: before === undefined ? behind : { rank: before.rank, id: before.id }, last };
}

function spotOf({ id, partition, value }: Document<{ readonly rank: Rank }>): Spot {
  return { rank: value.rank, id, partition };
}

function inOrder(one: Spot, two: Spot): number {
  return compared(one.rank, two.rank) || compared(one.id, two.id) || compared(one.partition, two.partition);
}

/** As the engines do: numbers before texts, and texts by their bytes in UTF-8. */
function compared(one: Rank, two: Rank): number {
  if (typeof one === 'number' && typeof two === 'number') return one - two;
  if (typeof one === 'string' && typeof two === 'string')
    return Buffer.compare(Buffer.from(one), Buffer.from(two));
  return typeof one === 'number' ? -1 : 1;
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** It was on a card, and so comes from anybody: it only ever says where to go on. */
function readCursor(after: string | undefined): Cursor {
  if (after === undefined) return {};
  try {
    return Cursor.parse(JSON.parse(Buffer.from(after, 'base64url').toString()));
  } catch {
    return {};
  }
}
