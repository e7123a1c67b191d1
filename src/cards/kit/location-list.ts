import { z } from 'zod';
import type { Location } from '../../domain/referrals/location.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { ANY, orAny, type Choice } from './choice.ts';
import type { StateColor } from './head.ts';
import type { ListRow } from './list-row.ts';
import { clean, plain } from './text.ts';

/** A page of what one location has, or several together, as the use case reads it. */
export interface ListShown<Entry> {
  /** The locations listed, by name. */
  readonly at: readonly Location[];
  /** Those that may be listed instead; one where there is no choice. */
  readonly choices: readonly Location[];
  /** How many of the reader's locations are not looked at. */
  readonly leftOut: number;
  readonly entries: readonly Entry[];
  /** Whose each entry is. */
  readonly owners: ReadonlyMap<Entry, Location>;
  /** Cursor of what follows; undefined at the end. */
  readonly after: string | undefined;
  /** Nothing else of this page was found within what one turn looks through. */
  readonly cutShort: boolean;
}

/** Which location, as a button or the filter of a list sends it. */
export const LOCATION_INPUT = z.union([PartnerId, z.enum([ANY, ''])]).optional();

/** What every button of a list may send besides its filter. */
export const LIST_INPUTS = {
  partnerId: LOCATION_INPUT,
  after: z.string().max(4_000).optional(),
};

/** @returns undefined for all of the reader's locations */
export function readLocation(partnerId: z.infer<typeof LOCATION_INPUT>): PartnerId | undefined {
  return PartnerId.safeParse(partnerId).data;
}

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
 * @param none said when none wait
 * @param waits words how many wait; `more`: on pages that follow there may be others
 */
export function listState(
  { after }: ListShown<unknown>,
  { isFirst, isFiltered }: ListPlace,
  waiting: number,
  none: Text,
  waits: (waiting: { readonly count: number; readonly more: 'yes' | 'no' }) => Text,
  reader: Reads,
): { readonly state: Text; readonly color: StateColor } {
  if (isFiltered) return { state: say(reader, 'kit.list.filtered'), color: 'Default' };
  if (!isFirst) return { state: say(reader, 'kit.list.continued'), color: 'Default' };
  if (waiting === 0) return { state: none, color: 'Default' };
  // A page full of them does not know how many follow.
  const more = after !== undefined && waiting === PAGE ? 'yes' : 'no';
  return { state: waits({ count: waiting, more }), color: 'Accent' };
}

/** The location listed, or how many. */
export function listName({ at }: Pick<ListShown<unknown>, 'at'>, reader: Reads): Text {
  const [only, ...others] = at;
  return only !== undefined && others.length === 0
    ? clean(only.name)
    : say(reader, 'kit.list.locations', { count: at.length });
}

/** What the template of every list is filled with. */
export interface ListData {
  readonly rows: readonly ListRow[];
  /** Why there are no rows; `''` when there are. */
  readonly empty: Text;
  /** The filter, or the one location chosen, leaves nothing: a button drops both. */
  readonly showsAll: boolean;
  /** Whether the filter shows from the start. */
  readonly isFiltered: boolean;
  /** Locations to choose from in the filter; empty with one only. */
  readonly locations: readonly Choice[];
  /** The one chosen. */
  readonly location: string;
  readonly after: string;
  readonly moreTitle: Text;
  /** The only one listed; `''` for several. */
  readonly partnerId: string;
  /** That there are more locations than are looked at; `''`: there are not. */
  readonly leftOut: Text;
}

/**
 * @param none said when there are none at all
 * @param noneFits said when the filter leaves none
 */
export function listData<Entry>(
  shown: ListShown<Entry>,
  place: ListPlace,
  rowOf: (entry: Entry) => Omit<ListRow, 'whose'>,
  reader: Reads,
  none: Text,
  noneFits: Text = say(reader, 'kit.list.none-fits'),
): ListData {
  const { at, entries, owners, after, cutShort } = shown;
  const whose = (entry: Entry) => (at.length > 1 ? (owners.get(entry)?.name ?? '') : '');
  const narrowed = locationData(shown, place, reader);
  return {
    rows: entries.map((entry) => ({ ...rowOf(entry), whose: plain(whose(entry), 100) })),
    empty: emptyText(shown, place, reader, none, noneFits),
    showsAll: entries.length === 0 && narrowed.isFiltered,
    after: after ?? '',
    moreTitle: say(reader, cutShort ? 'kit.list.further' : 'kit.list.next'),
    ...narrowed,
  };
}

function locationData(
  { at, choices, leftOut }: ListShown<unknown>,
  { isFiltered }: ListPlace,
  reader: Reads,
): Pick<ListData, 'isFiltered' | 'locations' | 'location' | 'partnerId' | 'leftOut'> {
  const partnerId = at.length === 1 ? (at[0]?.partnerId ?? '') : '';
  const isNarrowed = at.length < choices.length;
  return {
    isFiltered: isFiltered || isNarrowed,
    locations:
      choices.length < 2
        ? []
        : orAny(
            choices.map((one) => ({ title: clean(one.name, 60), value: one.partnerId })),
            reader,
          ),
    location: isNarrowed ? partnerId : ANY,
    partnerId,
    leftOut: leftOut === 0 ? NONE : say(reader, 'kit.list.left-out', { count: leftOut }),
  };
}

function emptyText(
  { entries, cutShort, after }: ListShown<unknown>,
  { isFirst, isFiltered }: ListPlace,
  reader: Reads,
  none: Text,
  noneFits: Text,
): Text {
  if (entries.length > 0) return NONE;
  if (cutShort && after !== undefined) return say(reader, 'kit.list.cut-short');
  if (isFiltered) return noneFits;
  return isFirst ? none : say(reader, 'kit.list.all');
}
