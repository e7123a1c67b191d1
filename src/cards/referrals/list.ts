import { z } from 'zod';
import { acceptanceOf, acceptanceRate, type QuarterFigures } from '../../domain/referrals/acceptance.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { OfferEntry } from '../../domain/referrals/offer-entry.ts';
import { OfferStatus, ReferralKind } from '../../domain/referrals/referral.ts';
import { ReferralId } from '../../domain/shared/ids.ts';
import { bar, type Bar } from '../kit/bar.ts';
import { ANY, orAny, type Choice } from '../kit/choice.ts';
import { date, dateTime, type Reader } from '../kit/format.ts';
import { head, type Head, type StateColor } from '../kit/head.ts';
import { REFERRAL_KIND_NAMES, WORKLOAD_NAMES } from '../kit/labels.ts';
import {
  CUSTOMER_INPUT,
  LIST_INPUTS,
  LOCATION_INPUT,
  listData,
  listName,
  listState,
  type ListData,
  type ListRow,
  type ListShown,
} from '../kit/location-list.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, listed, plain } from '../kit/text.ts';
import { OFFER_IDS } from './desk.ts';
import { pauseLine } from './pause.ts';
import { flooredPercent, quarterName, rateState, rateText } from './rate.ts';
import { offerState } from './state.ts';

interface ReferralsListData extends ListData<ListRow> {
  readonly fallbackText: string;
  readonly head: Head;
  /** Until when the location takes none; `''` while it does. */
  readonly pause: string;
  readonly rateTitle: string;
  readonly rateState: string;
  readonly rateColor: StateColor;
  /** Whether anything was decided, so that there is a bar to draw. */
  readonly hasRate: boolean;
  readonly bar: Bar;
  /** The numbers behind the rate; `''` on later pages. */
  readonly rate: string;
  readonly filter: {
    readonly status: string;
    readonly statuses: readonly Choice[];
    readonly kind: string;
    readonly kinds: readonly Choice[];
    readonly customer: string;
  };
  readonly note: string;
  /** Whether there is a way to all partners' referrals. */
  readonly staff: boolean;
}

/** The states that a location's offers can be in. */
const STATUSES = ['offered', 'accepted', 'declined', 'timed-out', 'withdrawn'] as const;
const STATUS_NAMES: { readonly [status in (typeof STATUSES)[number]]: string } = {
  offered: 'Open',
  accepted: 'Accepted',
  declined: 'Declined or handed back',
  'timed-out': 'Timed out',
  withdrawn: 'Withdrawn',
};

const filterInputs = {
  status: z.union([OfferStatus, z.enum([ANY, ''])]).optional(),
  kind: z.union([ReferralKind, z.enum([ANY, ''])]).optional(),
  customer: CUSTOMER_INPUT,
};
/** What the list to choose from holds: referral, part and round of one row. */
const rowInput = {
  referral: z
    .string()
    .regex(/^([A-Za-z0-9-]{1,64}\/[1-9]\d{0,4}\/[1-9]\d{0,4})?$/)
    .optional(),
};

/** What the list sends back. It comes from the client: no rights follow from it. */
export const ReferralsListSubmit = z.strictObject({
  verb: z.literal('referrals.list'),
  data: z.strictObject({
    ...LIST_INPUTS,
    ...filterInputs,
    ...rowInput,
  }),
});

/** Which referral to show: by its ids, or as chosen from the list, whose other inputs come along. */
export const ReferralShowSubmit = z.strictObject({
  verb: z.literal('referral.show'),
  data: z
    .strictObject({
      referralId: OFFER_IDS.referralId.optional(),
      part: OFFER_IDS.part.optional(),
      offer: OFFER_IDS.offer,
      partnerId: LOCATION_INPUT,
      ...filterInputs,
      ...rowInput,
    })
    .refine((data) => shownOf(data) !== undefined, 'no referral'),
});

/** @returns undefined when neither names one */
export function shownOf(data: {
  readonly referralId?: ReferralId | undefined;
  readonly part?: number | undefined;
  readonly offer?: number | undefined;
  readonly referral?: string | undefined;
}):
  { readonly referralId: ReferralId; readonly part: number; readonly offer: number | undefined } | undefined {
  const { referralId, part, offer, referral } = data;
  if (referralId !== undefined && part !== undefined) return { referralId, part, offer };
  const [id, number, round] = (referral ?? '').split('/');
  const chosen = ReferralId.safeParse(id);
  return chosen.success && number !== undefined && round !== undefined
    ? { referralId: chosen.data, part: Number(number), offer: Number(round) }
    : undefined;
}

export interface ListFilter {
  readonly status: OfferStatus | undefined;
  readonly kind: ReferralKind | undefined;
  /** `''`: every customer. */
  readonly customer: string;
}

export function readFilter(data: {
  readonly status?: string | undefined;
  readonly kind?: string | undefined;
  readonly customer?: string | undefined;
}): ListFilter {
  const status = OfferStatus.safeParse(data.status);
  const kind = ReferralKind.safeParse(data.kind);
  return {
    status: status.success ? status.data : undefined,
    kind: kind.success ? kind.data : undefined,
    customer: (data.customer ?? '').trim(),
  };
}

export interface ReferralsShown extends ListShown<OfferEntry> {
  /** Of the current quarter, for each of the locations listed: every location has its own rate. */
  readonly figures: readonly QuarterFigures[];
  /** Locations where the reader's roles do not reach Benefit referrals, which are left out. */
  readonly standardOnly: readonly Location[];
  /** Programme staff, who may also see how referrals stand over all partners. */
  readonly staff?: boolean;
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
    'None to answer',
    ({ count, more }) => `${count}${more === 'yes' ? ' or more' : ''} to answer`,
    reader,
  );
  return render({
    fallbackText: clean(`Referrals of ${listName(shown, reader)}: ${state.toLowerCase() || 'continued'}`),
    head: head('Referrals', '', listName(shown, reader), state, color),
    pause: pauseLines(at, reader),
    ...rateData(isFirst ? shown : { at: [], figures: [] }, reader),
    ...listData(
      shown,
      place,
      (entry) => rowOf(entry, reader),
      (entry) => choiceOf(entry, reader),
      reader,
      'No referrals yet. They come by themselves, as a card to accept or decline.',
    ),
    filter: {
      status: filter.status ?? ANY,
      statuses: orAny(
        STATUSES.map((value) => ({ title: STATUS_NAMES[value], value })),
        reader,
      ),
      kind: filter.kind ?? ANY,
      kinds: orAny(
        ReferralKind.options.map((value) => ({ title: REFERRAL_KIND_NAMES[value], value })),
        reader,
      ),
      customer: clean(filter.customer, 100),
    },
    note: standardOnlyLine(shown),
    staff: shown.staff === true && isFirst,
  });
}

/** Which of the locations are paused, and until when. */
function pauseLines(at: readonly Location[], reader: Reader): string {
  return at
    .map((location) => ({ name: location.name, line: pauseLine(location, reader) }))
    .filter(({ line }) => line !== '')
    .map(({ name, line }) => (at.length === 1 ? line : `${plain(name, 100)}: ${line}`))
    .join('\n\n');
}

function standardOnlyLine({ at, standardOnly }: ReferralsShown): string {
  if (standardOnly.length === 0) return '';
  const where = at.length === 1 ? 'here' : `at ${listed(standardOnly.map(({ name }) => plain(name, 60)))}`;
  return `Your role ${where} covers Standard referrals only; Benefit referrals are left out.`;
}

/** The rate of the one location with its numbers, or that of each in a line; nothing on later pages. */
function rateData(
  { at, figures: each }: Pick<ReferralsShown, 'at' | 'figures'>,
  reader: Reader,
): Pick<ReferralsListData, 'rateTitle' | 'rateState' | 'rateColor' | 'hasRate' | 'bar' | 'rate'> {
  const [figures, ...others] = each;
  const none = {
    rateTitle: '',
    rateState: '',
    rateColor: 'Default',
    hasRate: false,
    bar: bar(0, true),
  } as const;
  if (figures === undefined) return { ...none, rate: '' };
  if (others.length > 0) {
    const rate = each.map((one, index) => {
      const value = acceptanceRate(one);
      const said = value === undefined ? 'nothing decided' : flooredPercent(value, reader);
      return `${plain(at[index]?.name ?? '', 100)}: ${said}`;
    });
    const rateTitle = `Acceptance rate, ${quarterName(figures.quarter)}`;
    return { ...none, rateTitle, rateState: 'By location', rate: rate.join('\n\n') };
  }
  const { word, color } = rateState(figures);
  return {
    rateTitle: `Acceptance rate, ${quarterName(figures.quarter)}`,
    rateState: word,
    rateColor: color,
    hasRate: acceptanceRate(figures) !== undefined,
    bar: bar(acceptanceRate(figures) ?? 0, acceptanceOf(figures) !== 'under'),
    rate: rateText(figures, reader),
  };
}

function rowOf(entry: OfferEntry, reader: Reader): ListRow {
  const { state, color } = offerState(entry, reader);
  const [first, ...others] = entry.workloads.map((id) => WORKLOAD_NAMES[id]);
  const more = others.length > 2 ? [`${others.length} more workloads`] : others;
  return {
    customer: plain(entry.customerName, 100),
    about: [REFERRAL_KIND_NAMES[entry.kind], [first ?? '', ...more].join(', ')].join(' · '),
    when: whenOf(entry, reader),
    state,
    color,
  };
}

function choiceOf(entry: OfferEntry, reader: Reader): Choice {
  const title = `${entry.customerName}: ${offerState(entry, reader).state.toLowerCase()}`;
  return { title: clean(title, 60), value: `${entry.referralId}/${entry.part}/${entry.round}` };
}

function whenOf(entry: OfferEntry, reader: Reader): string {
  if (entry.status === 'offered') {
    return entry.respondBy === null ? '' : `Answer by ${dateTime(entry.respondBy, reader)}`;
  }
  const on = date(entry.decidedAt ?? entry.offeredAt, reader);
  return entry.decidedBy === '' ? on : `${plain(entry.decidedBy, 60)}, ${on}`;
}
