import { z } from 'zod';
import type { ClaimStanding } from '../../../domain/claims/standing.ts';
import { CLAIM_STATUSES } from '../../../domain/shared/catalogue.ts';
import { customerTitle } from '../../associations/product.ts';
import type { Choice } from '../../kit/choice.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import { dotted } from '../../kit/dotted.ts';
import { date, relative, type Reader } from '../../kit/format.ts';
import { head, type Head } from '../../kit/head.ts';
import { activityShortName } from '../../kit/labels.ts';
import { tap, type ListRow } from '../../kit/list-row.ts';
import { cardTemplate, type AdaptiveCard } from '../../kit/template.ts';
import { clean, plain } from '../../kit/text.ts';
import { claimState } from '../state.ts';
import { targetName } from '../target-name.ts';

const SHOWN = ['waiting', 'all', ...CLAIM_STATUSES] as const;
type Shown = (typeof SHOWN)[number];

/** Inputs besides `after` narrow the list; a client may send the choice of a claim along. */
export const ClaimsQueuePress = z.strictObject({
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

const MAX_SEARCH = 100;

export function readQueueFilter(data: {
  readonly show?: string | undefined;
  readonly search?: string | undefined;
}): QueueFilter {
  const show = SHOWN.find((one) => one === data.show) ?? 'waiting';
  return { show, search: (data.search ?? '').trim().slice(0, MAX_SEARCH) };
}

interface QueueData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly empty: Text;
  readonly rows: readonly ListRow[];
  /** The filter leaves nothing. */
  readonly showsAll: boolean;
  readonly filter: {
    readonly show: string;
    readonly search: string;
    readonly shown: readonly Choice[];
  };
  readonly isFiltered: boolean;
  readonly after: string;
  readonly moreTitle: Text;
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
  return render(
    {
      fallbackText: say(reader, 'claims.queue.summary', { count: waiting }),
      head: head(
        say(reader, 'claims.queue.kind'),
        '',
        say(reader, 'claims.list-kind'),
        waiting === 0 ? NONE : say(reader, 'claims.queue.state', { count: waiting }),
        'Accent',
      ),
      empty: entries.length > 0 ? NONE : emptyText(isFiltered, cutShort, waiting, reader),
      rows: entries.map((entry) => rowOf(entry, reader)),
      showsAll: entries.length === 0 && isFiltered,
      filter: {
        show: filter.show,
        search: clean(filter.search),
        shown: SHOWN.map((value) => ({ value, title: say(reader, `claims.queue.shown.${value}`) })),
      },
      isFiltered,
      after: after ?? '',
      moreTitle: say(reader, cutShort ? 'kit.list.further' : 'claims.button.more'),
      ownClaims,
    },
    reader,
  );
}

/** @param waiting of all partners; what is not shown of it is for others to decide */
function emptyText(isFiltered: boolean, cutShort: boolean, waiting: number, reader: Reader): Text {
  if (cutShort) return say(reader, 'claims.queue.none-so-far');
  if (isFiltered) return say(reader, 'claims.queue.none-fits');
  return say(reader, waiting === 0 ? 'claims.queue.none' : 'claims.queue.others-decide');
}

/** The customer, and whose word its name is where it is only the partner's. Not Markdown. */
function calledText({ customerName, namedByPartner, customerId }: ClaimStanding, reader: Reader): Text {
  return customerName !== '' && namedByPartner === true
    ? say(reader, 'claims.called-by-partner', { customer: clean(customerName, 80) })
    : customerTitle(customerName, customerId, reader);
}

function rowOf(entry: ClaimStanding, reader: Reader): ListRow {
  const { partnerName, partnerId, activity, target, product, contested, escalated, dueAt } = entry;
  const { state, color } = claimState({ ...entry, isContested: contested }, false, reader);
  const isLate = escalated || (dueAt !== null && dueAt <= reader.now && entry.queued);
  return {
    subject: plain(calledText(entry, reader), 120),
    title: clean(dotted(clean(entry.claimId), calledText(entry, reader), clean(entry.partnerName)), 100),
    whose: NONE,
    about: dotted(
      plain(`${clean(partnerName, 60)} ${partnerId}`),
      activityShortName(activity, reader),
      targetName(target, reader, product),
    ),
    when: dotted(
      clean(entry.claimId),
      dueAt === null
        ? NONE
        : say(reader, 'claims.queue.due', { day: date(dueAt, reader), relative: relative(dueAt, reader) }),
      entry.submittedAt === null
        ? NONE
        : say(reader, 'claims.queue.submitted', { day: date(entry.submittedAt, reader) }),
    ),
    state: isLate ? say(reader, 'claims.state.overdue') : state,
    color: isLate ? 'Attention' : color,
    ...tap('claim.show', { claimId: entry.claimId }),
  };
}
