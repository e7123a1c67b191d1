import { z } from 'zod';
import { ClaimId } from '../../../domain/claims/claim.ts';
import type { ClaimEntry } from '../../../domain/claims/claim-entry.ts';
import { ClaimStatus, Workload } from '../../../domain/shared/catalogue.ts';
import { customerTitle } from '../../associations/product.ts';
import { ANY, orAny, type Choice } from '../../kit/choice.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import { dotted } from '../../kit/dotted.ts';
import { date, dateTime, type Reader } from '../../kit/format.ts';
import { head, type Head } from '../../kit/head.ts';
import { activityShortName, WORKLOAD_NAMES } from '../../kit/labels.ts';
import { tap, type ListRow } from '../../kit/list-row.ts';
import {
  CUSTOMER_INPUT,
  LIST_INPUTS,
  listData,
  listName,
  listState,
  type ListData,
  type ListShown,
} from '../../kit/location-list.ts';
import { cardTemplate, type AdaptiveCard } from '../../kit/template.ts';
import { clean, plain } from '../../kit/text.ts';
import { claimState } from '../state.ts';
import { targetName } from '../target-name.ts';

interface ClaimsListData extends ListData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly filter: {
    readonly status: string;
    readonly statuses: readonly Choice[];
    readonly target: string;
    readonly targets: readonly Choice[];
    readonly customer: string;
  };
  readonly note: Text;
  readonly hasDrafts: boolean;
}

const SUBSCRIPTIONS = 'subscriptions';

/** The states that a submitted claim can be in. */
const STATUSES = [
  'submitted',
  'under-review',
  'partner-action-required',
  'approved',
  'rejected',
  'dispute',
  'rejected-final',
] as const satisfies readonly ClaimStatus[];

/** The filter of the list; a button beside it sends it along. */
export const CLAIM_LIST_INPUTS = {
  status: z.union([ClaimStatus, z.enum([ANY, ''])]).optional(),
  target: z.union([Workload, z.enum([ANY, SUBSCRIPTIONS, ''])]).optional(),
  customer: CUSTOMER_INPUT,
};

/** What the list sends back. It comes from the client: no rights follow from it. */
export const ClaimsListPress = z.strictObject({
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
  const none = entries.length === 0 ? NONE : say(reader, 'claims.list.none-waiting');
  const { state, color } = listState(
    shown,
    place,
    waiting,
    none,
    ({ count, more }) =>
      say(reader, more === 'yes' ? 'claims.list.waiting-or-more' : 'claims.list.waiting', { count }),
    reader,
  );
  const location = listName(shown, reader);
  return render(
    {
      fallbackText: clean(
        say(reader, 'claims.list.summary', {
          location,
          state: clean(state) || say(reader, 'claims.list.none'),
        }),
      ),
      head: head(say(reader, 'claims.list-kind'), '', location, state, color),
      ...listData(shown, place, (entry) => rowOf(entry, reader), reader, say(reader, 'claims.list.none')),
      filter: filterData(filter, reader),
      note: drafts === 0 || !isFirst ? NONE : say(reader, 'claims.list.drafts', { count: drafts }),
      hasDrafts: drafts > 0,
    },
    reader,
  );
}

function filterData(filter: ClaimsFilter, reader: Reader): ClaimsListData['filter'] {
  return {
    status: filter.status ?? ANY,
    statuses: orAny(
      STATUSES.map((value) => ({ title: say(reader, `claims.list.status.${value}`), value })),
      reader,
    ),
    target: filter.target ?? ANY,
    targets: orAny(
      [
        { title: say(reader, 'claims.list.subscriptions'), value: SUBSCRIPTIONS },
        ...Object.entries(WORKLOAD_NAMES).map(([value, title]) => ({ title, value })),
      ],
      reader,
    ),
    customer: clean(filter.customer, 100),
  };
}

function rowOf(entry: ClaimEntry, reader: Reader): Omit<ListRow, 'whose'> {
  const { state, color } = claimState(entry, entry.waitsOnPartner, reader);
  return {
    subject: plain(nameOf(entry, reader), 100),
    title: titleOf(entry, reader),
    about: dotted(targetName(entry.target, reader, entry.product), activityShortName(entry.activity, reader)),
    when: whenOf(entry, reader),
    state,
    color,
    ...tap('claim.show', { claimId: entry.claimId }),
  };
}

function titleOf(entry: ClaimEntry, reader: Reader): Text {
  const title = say(reader, 'claims.list.choice', {
    customer: nameOf(entry, reader),
    target: targetName(entry.target, reader, entry.product),
  });
  return clean(title, 100);
}

/** What it needs and by when; of one that needs nothing, what was done last and when. */
function whenOf({ dueAt, waitsOnPartner, status, isContested, updatedAt }: ClaimEntry, reader: Reader): Text {
  if (dueAt === null) return changedText(status, date(updatedAt, reader), reader);
  const when = dateTime(dueAt, reader);
  if (waitsOnPartner) {
    const isAsked = !isContested || status === 'partner-action-required';
    return say(reader, isAsked ? 'claims.list.answer-by' : 'claims.list.prove-by', { when });
  }
  switch (status) {
    case 'submitted':
      return say(reader, 'claims.list.review-by', { when });
    case 'rejected':
      return say(reader, 'claims.list.dispute-until', { when });
    default:
      return say(reader, 'claims.list.decision-by', { when });
  }
}

/** The day of the last change: that of the decision, unless something was noted since. */
function changedText(status: ClaimStatus, day: Text, reader: Reader): Text {
  switch (status) {
    case 'submitted':
    case 'under-review':
    case 'dispute':
    case 'partner-action-required':
    case 'draft':
      return say(reader, 'claims.list.changed', { day });
    case 'approved':
      return say(reader, 'claims.list.approved', { day });
    case 'rejected':
    case 'rejected-final':
      return say(reader, 'claims.list.ended', { day });
  }
}

function nameOf({ customerName, customerId }: ClaimEntry, reader: Reader): Text {
  return customerTitle(customerName, customerId, reader);
}
