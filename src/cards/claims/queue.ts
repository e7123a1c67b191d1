import { z } from 'zod';
import type { ClaimStanding } from '../../domain/claims/standing.ts';
import { CLAIM_STATUSES } from '../../domain/shared/catalogue.ts';
import { customerTitle } from '../associations/product.ts';
import type { Choice } from '../kit/choice.ts';
import { date, number, relative, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { ACTIVITY_SHORT_NAMES } from '../kit/labels.ts';
import type { ListRow } from '../kit/location-list.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, counted, plain } from '../kit/text.ts';
import { claimState } from './state.ts';
import { targetName } from './target-name.ts';

const SHOWN = ['waiting', 'all', ...CLAIM_STATUSES] as const;
type Shown = (typeof SHOWN)[number];

/** Inputs besides `after` narrow the list; a client may send the choice of a claim along. */
export const ClaimsQueueSubmit = z.strictObject({
  verb: z.literal('claims.queue'),
  data: z.strictObject({
    after: z.string().max(2_000).optional(),
    show: z.string().max(100).optional(),
    search: z.string().max(4_000).optional(),
    claimId: z.string().max(200).optional(),
  }),
});

export interface QueueFilter {
  readonly show: Shown;
  readonly search: string;
}

const MOST_SEARCH = 100;

export function readQueueFilter(data: {
  readonly show?: string | undefined;
  readonly search?: string | undefined;
}): QueueFilter {
  const show = SHOWN.find((one) => one === data.show) ?? 'waiting';
  return { show, search: (data.search ?? '').trim().slice(0, MOST_SEARCH) };
}

interface QueueData {
  readonly fallbackText: string;
  readonly head: Head;
  readonly empty: string;
  readonly rows: readonly ListRow[];
  readonly choices: readonly Choice[];
  readonly filter: {
    readonly show: string;
    readonly search: string;
    readonly shown: readonly Choice[];
  };
  readonly isFiltered: boolean;
  readonly after: string;
  readonly moreTitle: string;
  /** A location of the reader's own, whose claims are another list. */
  readonly ownClaims: string;
}

const render = cardTemplate<QueueData>('claims-queue');

/** The operators' claims: contests first, then by deadline and age. */
export function claimsQueueCard(
  queue: {
    readonly entries: readonly ClaimStanding[];
    readonly after: string | undefined;
    readonly cutShort: boolean;
    readonly waiting: number;
  },
  filter: QueueFilter,
  reader: Reader,
  ownClaims = '',
): AdaptiveCard {
  const { entries, after, cutShort, waiting } = queue;
  const isFiltered = filter.show !== 'waiting' || filter.search !== '';
  const count = number(waiting, reader);
  const waits = counted(waiting, count, 'claim waits', 'claims wait');
  return render({
    fallbackText: waiting === 0 ? 'No claim waits for a review' : `${waits} for a review`,
    head: head('Operations', '', 'CPOR claims', waiting === 0 ? '' : `${count} waiting`, 'Accent'),
    empty: entries.length > 0 ? '' : emptyText(isFiltered, cutShort, waiting),
    rows: entries.map((entry) => rowOf(entry, reader)),
    choices: entries.map((entry) => ({
      title: clean(`${entry.claimId} · ${calledText(entry)} · ${entry.partnerName}`, 100),
      value: entry.claimId,
    })),
    filter: {
      show: filter.show,
      search: clean(filter.search),
      shown: SHOWN.map((value) => ({ value, title: SHOWN_NAMES[value] })),
    },
    isFiltered,
    after: after ?? '',
    moreTitle: cutShort ? 'Look further' : 'More',
    ownClaims,
  });
}

/** @param waiting of all partners; what is not shown of it is for others to decide */
function emptyText(isFiltered: boolean, cutShort: boolean, waiting: number): string {
  if (cutShort) return 'Nothing so far. Look further for the rest.';
  if (isFiltered) return 'No claim is like that.';
  return waiting === 0
    ? 'Nothing waits for you.'
    : 'Nothing waits for you: what waits concerns partners of your own, and other operators decide.';
}

/** The customer, and whose word its name is where it is only the partner's. */
function calledText({ customerName, namedByPartner, customerId }: ClaimStanding): string {
  if (customerName === '') return customerTitle('', customerId);
  return namedByPartner === true ? `${clean(customerName, 80)} (as the partner calls it)` : customerName;
}

function rowOf(entry: ClaimStanding, reader: Reader): ListRow {
  const { partnerName, partnerId, activity, target, product, contested, escalated } = entry;
  const { state, color } = claimState({ ...entry, isContested: contested });
  const isLate = escalated || (entry.dueAt !== null && entry.dueAt <= reader.now && entry.queued);
  const due =
    entry.dueAt === null ? '' : `due ${date(entry.dueAt, reader)}, ${relative(entry.dueAt, reader)}`;
  const submitted = entry.submittedAt === null ? '' : `submitted ${date(entry.submittedAt, reader)}`;
  return {
    customer: plain(calledText(entry), 120),
    about: `${plain(partnerName, 60)} ${partnerId} · ${ACTIVITY_SHORT_NAMES[activity]} · ${targetName(target, product)}`,
    when: [entry.claimId, due, submitted].filter((text) => text !== '').join(' · '),
    state: isLate ? 'Overdue' : state,
    color: isLate ? 'Attention' : color,
  };
}

const SHOWN_NAMES: { readonly [shown in Shown]: string } = {
  waiting: 'To review or decide',
  all: 'All claims',
  draft: 'Drafts',
  submitted: 'Submitted',
  'under-review': 'Under review',
  'partner-action-required': 'Partner asked',
  approved: 'Approved',
  rejected: 'Rejected',
  dispute: 'In dispute',
  'rejected-final': 'Rejected for good or withdrawn',
};
