import { z } from 'zod';
import { ClaimId } from '../../domain/claims/claim.ts';
import type { ClaimEntry } from '../../domain/claims/claim-entry.ts';
import { ClaimStatus, Workload } from '../../domain/shared/catalogue.ts';
import { customerTitle } from '../associations/product.ts';
import { ANY, orAny, type Choice } from '../kit/choice.ts';
import { date, dateTime, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { ACTIVITY_SHORT_NAMES, WORKLOAD_NAMES } from '../kit/labels.ts';
import {
  CUSTOMER_INPUT,
  LIST_INPUTS,
  listData,
  listName,
  listState,
  type ListData,
  type ListRow,
  type ListShown,
} from '../kit/location-list.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import { claimState } from './state.ts';
import { targetName } from './target-name.ts';

interface ClaimsListData extends ListData<ListRow> {
  readonly fallbackText: string;
  readonly head: Head;
  readonly filter: {
    readonly status: string;
    readonly statuses: readonly Choice[];
    readonly target: string;
    readonly targets: readonly Choice[];
    readonly customer: string;
  };
  readonly note: string;
  readonly hasDrafts: boolean;
}

const SUBSCRIPTIONS = 'subscriptions';

/** The states that a submitted claim can be in. */
const STATUS_NAMES: { readonly [status in Exclude<ClaimStatus, 'draft'>]: string } = {
  submitted: 'Submitted',
  'under-review': 'Under review',
  'partner-action-required': 'Waiting for you',
  approved: 'Approved',
  rejected: 'Rejected',
  dispute: 'In dispute',
  'rejected-final': 'Rejected for good or withdrawn',
};

/** The filter of the list; a button beside it sends it along. */
export const CLAIM_LIST_INPUTS = {
  status: z.union([ClaimStatus, z.enum([ANY, ''])]).optional(),
  target: z.union([Workload, z.enum([ANY, SUBSCRIPTIONS, ''])]).optional(),
  customer: CUSTOMER_INPUT,
};

/** What the list sends back. It comes from the client: no rights follow from it. */
export const ClaimsListSubmit = z.strictObject({
  verb: z.literal('claims.list'),
  data: z.strictObject({
    ...LIST_INPUTS,
    ...CLAIM_LIST_INPUTS,
    claimId: z.union([ClaimId, z.literal('')]).optional(),
  }),
});

export interface ClaimsFilter {
  readonly status: ClaimStatus | undefined;
  readonly target: Workload | typeof SUBSCRIPTIONS | undefined;
  /** `''`: every customer. */
  readonly customer: string;
}

export function readClaimsFilter(data: {
  readonly status?: string | undefined;
  readonly target?: string | undefined;
  readonly customer?: string | undefined;
}): ClaimsFilter {
  return {
    status: ClaimStatus.safeParse(data.status).data,
    target: data.target === SUBSCRIPTIONS ? SUBSCRIPTIONS : Workload.safeParse(data.target).data,
    customer: (data.customer ?? '').trim(),
  };
}

export interface ClaimsShown extends ListShown<ClaimEntry> {
  readonly drafts: number;
}

const render = cardTemplate<ClaimsListData>('claims-list');

/** A page of the claims of one location or several: first what waits on them, then what is under way, then what is decided. */
export function claimsListCard(
  shown: ClaimsShown,
  filter: ClaimsFilter,
  isFirst: boolean,
  reader: Reader,
): AdaptiveCard {
  const { entries, drafts } = shown;
  const isFiltered = filter.status !== undefined || filter.target !== undefined || filter.customer !== '';
  const waiting = entries.filter((entry) => entry.waitsOnPartner).length;
  const place = { isFirst, isFiltered };
  const none = entries.length === 0 ? '' : 'None wait for you';
  const { state, color } = listState(
    shown,
    place,
    waiting,
    none,
    ({ count, more }) =>
      count === 1 ? '1 waits for you' : `${count}${more === 'yes' ? ' or more' : ''} wait for you`,
    reader,
  );
  return render({
    fallbackText: clean(`Claims of ${listName(shown, reader)}: ${state.toLowerCase() || 'continued'}`),
    head: head('CPOR claims', '', listName(shown, reader), state, color),
    ...listData(
      shown,
      place,
      (entry) => rowOf(entry, reader),
      choiceOf,
      reader,
      'No claims yet. “New claim” begins one.',
    ),
    filter: {
      status: filter.status ?? ANY,
      statuses: orAny(
        Object.entries(STATUS_NAMES).map(([value, title]) => ({ title, value })),
        reader,
      ),
      target: filter.target ?? ANY,
      targets: orAny(
        [
          { title: 'Subscriptions', value: SUBSCRIPTIONS },
          ...Object.entries(WORKLOAD_NAMES).map(([value, title]) => ({ title, value })),
        ],
        reader,
      ),
      customer: clean(filter.customer, 100),
    },
    note:
      drafts === 0 || !isFirst
        ? ''
        : `You have ${drafts === 1 ? 'a draft' : `${drafts} drafts`} that only you see.`,
    hasDrafts: drafts > 0,
  });
}

function rowOf(entry: ClaimEntry, reader: Reader): ListRow {
  const { state, color } = claimState(entry, entry.waitsOnPartner);
  return {
    customer: plain(nameOf(entry), 100),
    about: `${targetName(entry.target, entry.product)} · ${ACTIVITY_SHORT_NAMES[entry.activity]}`,
    when: whenOf(entry, reader),
    state,
    color,
  };
}

function choiceOf(entry: ClaimEntry): Choice {
  const title = `${nameOf(entry)}: ${targetName(entry.target, entry.product)}`;
  return { title: clean(title, 60), value: entry.claimId };
}

function whenOf({ dueAt, waitsOnPartner, status, updatedAt }: ClaimEntry, reader: Reader): string {
  if (dueAt !== null && waitsOnPartner) return `Answer by ${dateTime(dueAt, reader)}`;
  if (dueAt !== null && status === 'rejected') return `May be disputed until ${dateTime(dueAt, reader)}`;
  return dueAt === null ? date(updatedAt, reader) : `Next by ${dateTime(dueAt, reader)}`;
}

function nameOf({ customerName, customerId }: ClaimEntry): string {
  return customerTitle(customerName, customerId);
}
