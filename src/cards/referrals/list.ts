import { acceptanceOf, acceptanceRate, type QuarterFigures } from '../../domain/referrals/acceptance.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { OfferEntry } from '../../domain/referrals/offer-entry.ts';
import { ReferralKind } from '../../domain/referrals/referral.ts';
import { say } from '../../words/say.ts';
import { asText, NONE, type Text } from '../../words/text.ts';
import { bar, type Bar } from '../kit/bar.ts';
import { ANY, orAny, type Choice } from '../kit/choice.ts';
import { dotted } from '../kit/dotted.ts';
import { date, dateTime, listOf, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { referralKindName, WORKLOAD_NAMES } from '../kit/labels.ts';
import { tap, type ListRow } from '../kit/list-row.ts';
import { listData, listName, listState, type ListData, type ListShown } from '../kit/location-list.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import { leadsRow } from '../leads/list.ts';
import { pauseLine } from './pause.ts';
import { flooredPercent, quarterName, rateState, rateText } from './rate.ts';
import { offerState } from './state.ts';
import { STATUSES, type ListFilter } from './list-press.ts';

interface ReferralsListData extends ListData {
  readonly fallbackText: Text;
  readonly head: Head;
  /** Until when the location takes none; `''` while it does. */
  readonly pause: Text;
  readonly rateTitle: Text;
  readonly rateState: Text;
  readonly rateColor: StateColor;
  /** Whether anything was decided, so that there is a bar to draw. */
  readonly hasRate: boolean;
  readonly bar: Bar;
  /** The numbers behind the rate; `''` on later pages. */
  readonly rate: Text;
  readonly filter: {
    readonly status: string;
    readonly statuses: readonly Choice[];
    readonly kind: string;
    readonly kinds: readonly Choice[];
    readonly customer: Text;
  };
  /** The way to co-sell leads, where there are any. */
  readonly leads: readonly ListRow[];
  readonly note: Text;
  /** Whether there is a way to all partners' referrals. */
  readonly staff: boolean;
}

export interface ReferralsShown extends ListShown<OfferEntry> {
  /** Of the current quarter, for each of the locations listed: every location has its own rate. */
  readonly figures: readonly QuarterFigures[];
  /** Locations where the reader's roles do not reach Benefit referrals, which are left out. */
  readonly standardOnly: readonly Location[];
  /** Programme staff, who may also see how referrals stand over all partners. */
  readonly staff?: boolean;
  /** Co-sell leads of these locations. */
  readonly leads?: { readonly all: number; readonly toAnswer: number };
}

const render = cardTemplate<ReferralsListData>('referrals-list');

/** A page of the referrals of one location or several: those to answer first, then history, with the acceptance rate on top of the first. */
export function referralsListCard(
  shown: ReferralsShown,
  filter: ListFilter,
  isFirst: boolean,
  reader: Reader,
): AdaptiveCard {
  const { at, entries } = shown;
  const isFiltered = filter.status !== undefined || filter.kind !== undefined || filter.customer !== '';
  const open = entries.filter((entry) => entry.status === 'offered').length;
  const place = { isFirst, isFiltered };
  const { state, color } = listState(
    shown,
    place,
    open,
    say(reader, 'referrals.list.none-to-answer'),
    (waiting) => say(reader, 'referrals.list.to-answer', waiting),
    reader,
  );
  const name = listName(shown, reader);
  return render(
    {
      fallbackText: say(reader, 'referrals.list.fallback', { location: name, state: clean(state) }),
      head: head(say(reader, 'referrals.kind'), '', name, state, color),
      pause: pauseLines(at, reader),
      ...rateData(isFirst ? shown : { at: [], figures: [] }, reader),
      ...listData(shown, place, (entry) => rowOf(entry, reader), reader, say(reader, 'referrals.list.none')),
      filter: filterOf(filter, reader),
      leads: isFirst && shown.leads !== undefined ? leadsRow(shown.leads, reader) : [],
      note: standardOnlyLine(shown, reader),
      staff: shown.staff === true && isFirst,
    },
    reader,
  );
}

function filterOf(filter: ListFilter, reader: Reader): ReferralsListData['filter'] {
  return {
    status: filter.status ?? ANY,
    statuses: orAny(
      STATUSES.map((value) => ({ title: say(reader, `referrals.list.status.${value}`), value })),
      reader,
    ),
    kind: filter.kind ?? ANY,
    kinds: orAny(
      ReferralKind.options.map((value) => ({ title: referralKindName(value, reader), value })),
      reader,
    ),
    customer: clean(filter.customer, 100),
  };
}

/** Which of the locations are paused, and until when. */
function pauseLines(at: readonly Location[], reader: Reader): Text {
  const lines = at
    .map((location) => ({ location, what: pauseLine(location, reader) }))
    .filter(({ what }) => what !== '')
    .map(({ location, what }) => (at.length === 1 ? what : lineAt(location, what, reader)));
  return asText(lines.join('\n\n'));
}

function lineAt(location: Pick<Location, 'name'> | undefined, what: Text, reader: Reader): Text {
  return say(reader, 'referrals.list.at', { location: plain(location?.name ?? '', 100), what });
}

function standardOnlyLine({ at, standardOnly }: ReferralsShown, reader: Reader): Text {
  if (standardOnly.length === 0) return NONE;
  if (at.length === 1) return say(reader, 'referrals.list.standard-only');
  const names = standardOnly.map(({ name }) => plain(name, 60));
  return say(reader, 'referrals.list.standard-only-at', { locations: listOf(names, reader) });
}

/** The rate of the one location with its numbers, or that of each in a line; nothing on later pages. */
function rateData(
  { at, figures: each }: Pick<ReferralsShown, 'at' | 'figures'>,
  reader: Reader,
): Pick<ReferralsListData, 'rateTitle' | 'rateState' | 'rateColor' | 'hasRate' | 'bar' | 'rate'> {
  const [figures, ...others] = each;
  if (figures === undefined) return { ...NO_RATE, rate: NONE };
  const rateTitle = say(reader, 'referrals.rate.title', { quarter: quarterName(figures.quarter, reader) });
  if (others.length > 0) {
    const lines = each.map((one, index) => lineAt(at[index], shareText(one, reader), reader));
    const rateState = say(reader, 'referrals.rate.by-location');
    return { ...NO_RATE, rateTitle, rateState, rate: asText(lines.join('\n\n')) };
  }
  const { word, color } = rateState(figures, reader);
  return {
    rateTitle,
    rateState: word,
    rateColor: color,
    hasRate: acceptanceRate(figures) !== undefined,
    bar: bar(acceptanceRate(figures) ?? 0, acceptanceOf(figures) !== 'under'),
    rate: rateText(figures, reader),
  };
}

const NO_RATE = {
  rateTitle: NONE,
  rateState: NONE,
  rateColor: 'Default',
  hasRate: false,
  bar: bar(0, true),
} as const;

function shareText(figures: QuarterFigures, reader: Reader): Text {
  const value = acceptanceRate(figures);
  return value === undefined ? say(reader, 'referrals.rate.nothing-decided') : flooredPercent(value, reader);
}

function rowOf(entry: OfferEntry, reader: Reader): Omit<ListRow, 'whose'> {
  const { state, color } = offerState(entry, reader);
  const { referralId, part, round } = entry;
  return {
    subject: plain(entry.customerName, 100),
    title: clean(say(reader, 'referrals.list.choice', { customer: clean(entry.customerName), state }), 100),
    about: dotted(referralKindName(entry.kind, reader), fewWorkloads(entry, reader)),
    when: whenOf(entry, reader),
    state,
    color,
    ...tap('referral.show', { referralId, part, offer: round }),
  };
}

/** All of up to three; of more the first, and how many others. */
function fewWorkloads({ workloads }: OfferEntry, reader: Reader): Text {
  const names = workloads.map((id) => WORKLOAD_NAMES[id]);
  const [first, ...others] = names;
  if (first === undefined || others.length <= 2) return listOf(names, reader);
  return listOf([first, say(reader, 'referrals.list.more-workloads', { count: others.length })], reader);
}

/** What it needs and by when; of a decided one, what was done, when, and by whom. */
function whenOf(entry: OfferEntry, reader: Reader): Text {
  const { status, respondBy, offeredAt, decidedAt, decidedBy, handedBack } = entry;
  if (status === 'offered') {
    return respondBy === null
      ? say(reader, 'referrals.list.offered', { day: date(offeredAt, reader) })
      : say(reader, 'referrals.list.answer-by', { when: dateTime(respondBy, reader) });
  }
  const done = { day: date(decidedAt ?? offeredAt, reader) };
  if (status === 'timed-out' || status === 'withdrawn') return say(reader, `referrals.list.${status}`, done);
  if (status !== 'accepted' && status !== 'declined') return say(reader, 'referrals.list.offered', done);
  const what = handedBack ? 'handed-back' : status;
  return decidedBy === ''
    ? say(reader, `referrals.list.${what}`, done)
    : say(reader, `referrals.list.${what}-by`, { ...done, name: plain(decidedBy, 60) });
}
