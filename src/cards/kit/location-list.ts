import { z } from 'zod';
import type { Location } from '../../domain/referrals/location.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import type { Choice } from './choice.ts';
import type { StateColor } from './head.ts';

/** A page of what a location has, as the use case reads it. */
export interface ListShown<Entry> {
  readonly location: Location;
  readonly entries: readonly Entry[];
  /** Cursor of what follows; undefined at the end. */
  readonly after: string | undefined;
  /** Nothing else of this page was found within what one turn looks through. */
  readonly cutShort: boolean;
}

/** One entry: a customer, what it is about, when, and how it stands. */
export interface ListRow {
  readonly customer: string;
  readonly about: string;
  readonly when: string;
  readonly state: string;
  readonly color: StateColor;
}

/** What every button of a list may send besides its filter. */
export const LIST_INPUTS = {
  partnerId: PartnerId.optional(),
  after: z.string().max(500).optional(),
};

/** A part of the customer's name. */
export const CUSTOMER_INPUT = z.string().max(200).optional();

/** Entries on one page. */
const PAGE = 10;

/** Which page is shown, and of what. */
export interface ListPlace {
  readonly isFirst: boolean;
  readonly isFiltered: boolean;
}

/**
 * The state of a list: how many wait on its first page, where nothing is filtered.
 *
 * @param waiting entries of this page that wait for the reader
 * @param say words the count: "3", or "10 or more" where the page is full of them
 */
export function listState(
  { after }: ListShown<unknown>,
  { isFirst, isFiltered }: ListPlace,
  waiting: number,
  none: string,
  say: (count: string) => string,
): { readonly state: string; readonly color: StateColor } {
  if (isFiltered) return { state: 'Filtered', color: 'Default' };
  if (!isFirst) return { state: 'Continued', color: 'Default' };
  if (waiting === 0) return { state: none, color: 'Default' };
  // A page full of them does not know how many follow.
  const more = after !== undefined && waiting === PAGE ? ' or more' : '';
  return { state: say(`${waiting}${more}`), color: 'Accent' };
}

/** What the template of every list is filled with. */
export interface ListData<Row> {
  readonly rows: readonly Row[];
  /** Why there are no rows; `''` when there are. */
  readonly empty: string;
  readonly isFiltered: boolean;
  /** Entries that can be opened. */
  readonly choices: readonly Choice[];
  readonly after: string;
  readonly moreTitle: string;
  readonly partnerId: string;
}

/**
 * @param none said when the location has none at all
 * @param noneFits said when the filter leaves none
 */
export function listData<Entry, Row>(
  shown: ListShown<Entry>,
  place: ListPlace,
  rowOf: (entry: Entry) => Row,
  choiceOf: (entry: Entry) => Choice,
  none: string,
  noneFits = 'Nothing fits this filter.',
): ListData<Row> {
  const { location, entries, after, cutShort } = shown;
  return {
    rows: entries.map(rowOf),
    empty: emptyText(shown, place, none, noneFits),
    isFiltered: place.isFiltered,
    choices: entries.map(choiceOf),
    after: after ?? '',
    moreTitle: cutShort ? 'Look further' : 'Next page',
    partnerId: location.partnerId,
  };
}

function emptyText(
  { entries, cutShort, after }: ListShown<unknown>,
  { isFirst, isFiltered }: ListPlace,
  none: string,
  noneFits: string,
): string {
  if (entries.length > 0) return '';
  if (cutShort && after !== undefined) {
    return 'Nothing yet among those looked through. “Look further” goes on.';
  }
  if (isFiltered) return noneFits;
  return isFirst ? none : 'That was all.';
}
