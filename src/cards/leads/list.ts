import type { Lead } from '../../domain/leads/lead.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { dotted } from '../kit/dotted.ts';
import { date, dateTime, money, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { BARE, tap, type ListRow } from '../kit/list-row.ts';
import { listData, listName, listState, type ListData, type ListShown } from '../kit/location-list.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import { leadState } from './state.ts';

interface LeadsListData extends Omit<ListData, 'partnerId' | 'showsAll'> {
  readonly fallbackText: Text;
  readonly head: Head;
}

const render = cardTemplate<LeadsListData>('leads-list');

/** A page of the co-sell leads of one location or several: those to answer first. */
export function leadsListCard(shown: ListShown<Lead>, isFirst: boolean, reader: Reader): AdaptiveCard {
  const place = { isFirst, isFiltered: false };
  const waiting = shown.entries.filter(
    ({ status, answer }) => status === 'New' && answer?.state !== 'sending',
  );
  const { state, color } = listState(
    shown,
    place,
    waiting.length,
    shown.entries.length === 0 ? NONE : say(reader, 'leads.list.none-to-answer'),
    (counted) => say(reader, 'leads.list.to-answer', counted),
    reader,
  );
  const location = listName(shown, reader);
  const none = say(reader, 'leads.list.none');
  const {
    partnerId: _only,
    showsAll: _all,
    ...data
  } = listData(shown, place, (lead) => rowOf(lead, reader), reader, none);
  return render(
    {
      fallbackText: say(reader, 'leads.list.summary', { location: clean(location) }),
      head: head(say(reader, 'leads.list.kind'), '', location, state, color),
      ...data,
    },
    reader,
  );
}

function rowOf(lead: Lead, reader: Reader): Omit<ListRow, 'whose'> {
  const { partnerId, leadId, customerName, name, dealValue, currency } = lead;
  const { state, color } = leadState(lead, reader);
  const value = dealValue === null || currency === '' ? NONE : money(dealValue, currency, reader);
  return {
    subject: plain(customerName, 100),
    title: clean(say(reader, 'leads.list.choice', { customer: clean(customerName, 60), state }), 100),
    about: dotted(plain(name, 100), value),
    when: whenOf(lead, reader),
    state,
    color,
    ...tap('lead.show', { partnerId, leadId }),
  };
}

function whenOf({ status, expiresAt, createdAt, updatedAt }: Lead, reader: Reader): Text {
  if (status !== 'New') return say(reader, 'leads.list.changed', { day: date(updatedAt, reader) });
  return expiresAt === null
    ? say(reader, 'leads.list.received', { day: date(createdAt, reader) })
    : say(reader, 'leads.list.answer-by', { when: dateTime(expiresAt, reader) });
}

/** The row that leads from a list of referrals to these; none where nothing came in yet. */
export function leadsRow(
  { all, toAnswer }: { readonly all: number; readonly toAnswer: number },
  reader: Reader,
): readonly ListRow[] {
  if (all === 0) return [];
  const title = say(reader, 'leads.list.kind');
  const waits = toAnswer > 0;
  return [
    {
      ...BARE,
      subject: title,
      title,
      about: say(reader, 'leads.list.about'),
      state: waits
        ? say(reader, 'leads.list.to-answer', { count: toAnswer, more: 'no' })
        : say(reader, 'leads.list.none-to-answer'),
      color: waits ? 'Accent' : 'Default',
      ...tap('leads.list', {}),
    },
  ];
}
