import type { CaseStatus } from '../../domain/cases/case.ts';
import type { CaseEntry } from '../../domain/cases/entry.ts';
import type { CaseKind } from '../../domain/cases/kinds.ts';
import type { CaseStanding } from '../../domain/cases/standing.ts';
import type { Location } from '../../domain/referrals/location.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { date, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { tap, type ListRow } from '../kit/list-row.ts';
import { listData, listName, listState, type ListData, type ListShown } from '../kit/location-list.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import { caseState } from './state.ts';
import { caseSubject } from './subject.ts';

interface CasesListData extends Omit<ListData, 'leftOut' | 'partnerId' | 'showsAll'> {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly note: Text;
  /** Whether the reader has a location for which to open one. */
  readonly mayOpen: boolean;
}

/** The operators' cases, as the use case reads them. */
export interface QueueShown {
  readonly entries: readonly CaseStanding[];
  /** How many are neither resolved nor closed. */
  readonly live: number;
  readonly after: string | undefined;
  readonly cutShort: boolean;
  /** Locations at which the operator holds a role, whose cases are apart. */
  readonly own: readonly Location[];
}

const render = cardTemplate<CasesListData>('cases-list');

/** A page of the cases of one location or several: first what waits on them. */
export function casesListCard(shown: ListShown<CaseEntry>, isFirst: boolean, reader: Reader): AdaptiveCard {
  const place = { isFirst, isFiltered: false };
  const waiting = shown.entries.filter(({ status }) => status === 'waiting-partner').length;
  const { state, color } = listState(
    shown,
    place,
    waiting,
    shown.entries.length === 0 ? NONE : say(reader, 'cases.list.none-waiting'),
    ({ count, more }) =>
      say(reader, more === 'yes' ? 'cases.list.waiting-or-more' : 'cases.list.waiting', { count }),
    reader,
  );
  const whose = listName(shown, reader);
  const {
    leftOut,
    partnerId: _only,
    showsAll: _all,
    ...data
  } = listData(
    shown,
    place,
    (entry) => rowOf(entry, 'partner', reader),
    reader,
    say(reader, 'cases.list.none'),
  );
  return render(
    {
      fallbackText: say(reader, 'cases.list.summary', { location: clean(whose) }),
      head: head(say(reader, 'cases.list.kind'), '', whose, state, color),
      ...data,
      note: leftOut,
      mayOpen: true,
    },
    reader,
  );
}

/** A page of the operators' queue: first what waits on them, the oldest first. */
export function caseQueueCard(shown: QueueShown, isFirst: boolean, reader: Reader): AdaptiveCard {
  const { entries, live, after, cutShort, own } = shown;
  const whose = say(reader, 'cases.queue.subject');
  const state = isFirst
    ? say(reader, 'cases.queue.live', { count: live })
    : say(reader, 'kit.list.continued');
  return render(
    {
      fallbackText: say(reader, 'cases.list.summary', { location: whose }),
      head: head(
        say(reader, 'cases.list.kind'),
        '',
        whose,
        state,
        live > 0 && isFirst ? 'Accent' : 'Default',
      ),
      rows: entries.map((entry) => ({
        ...rowOf(entry, 'program', reader),
        whose: plain(entry.partnerName || entry.partnerId, 100),
      })),
      empty: emptyQueue(shown, isFirst, reader),
      note: own.length === 0 ? NONE : say(reader, 'cases.queue.own'),
      isFiltered: false,
      locations: own.map(({ partnerId, name }) => ({ title: clean(name, 60), value: partnerId })),
      location: own[0]?.partnerId ?? '',
      after: after ?? '',
      moreTitle: say(reader, cutShort ? 'kit.list.further' : 'kit.list.next'),
      mayOpen: own.length > 0,
    },
    reader,
  );
}

function emptyQueue({ entries, cutShort, after }: QueueShown, isFirst: boolean, reader: Reader): Text {
  if (entries.length > 0) return NONE;
  if (cutShort && after !== undefined) return say(reader, 'kit.list.cut-short');
  return say(reader, isFirst ? 'cases.queue.none' : 'kit.list.all');
}

/** What a row shows of a case, whichever side reads it. */
interface Listed {
  readonly caseId: string;
  readonly kind: CaseKind;
  readonly program: Program | null;
  readonly subject: string;
  readonly status: CaseStatus;
  readonly updatedAt: Date;
}

function rowOf(entry: Listed, side: 'partner' | 'program', reader: Reader): Omit<ListRow, 'whose'> {
  const { state, color } = caseState(entry.status, side, reader);
  return {
    subject: plain(caseSubject(entry, reader), 100),
    title: titleOf(entry, reader),
    about: dotted(say(reader, `cases.kind.${entry.kind}`), plain(entry.caseId)),
    when: date(entry.updatedAt, reader),
    state,
    color,
    ...tap('case.show', { caseId: entry.caseId }),
  };
}

function titleOf(entry: Listed, reader: Reader): Text {
  const title = say(reader, 'cases.list.choice', {
    subject: clean(caseSubject(entry, reader), 40),
    case: clean(entry.caseId),
  });
  return clean(title, 70);
}
