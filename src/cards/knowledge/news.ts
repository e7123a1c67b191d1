import type { ReadEntry } from '../../domain/knowledge/entry.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import { messageCard } from '../chat/message.ts';
import { day, type Reader } from '../kit/format.ts';
import { head, type Head } from '../kit/head.ts';
import { BARE, tap, type ListRow } from '../kit/list-row.ts';
import { cardTemplate, type AdaptiveCard } from '../kit/template.ts';
import { clean, plain } from '../kit/text.ts';
import { noteOf, sourceOf, written } from './answer.ts';

interface NewsData {
  readonly fallbackText: Text;
  readonly head: Head;
  readonly empty: Text;
  readonly rows: readonly ListRow[];
}

const MAX_ROWS = 10;
const MAX_TITLE = 200;

const render = cardTemplate<NewsData>('news');

/** News of the programme, the newest first; a tap opens one. */
export function newsCard(
  news: readonly ReadEntry[],
  read: ReadonlySet<string>,
  reader: Reader,
): AdaptiveCard {
  const rows = news.slice(0, MAX_ROWS);
  const unread = rows.filter(({ id }) => !read.has(id)).length;
  const state = say(reader, 'knowledge.news.unread', { count: unread });
  return render(
    {
      fallbackText: state,
      head: head(
        say(reader, 'knowledge.news.kind'),
        '',
        say(reader, 'knowledge.news.subject'),
        rows.length === 0 ? NONE : state,
        unread > 0 ? 'Accent' : 'Default',
      ),
      empty: rows.length === 0 ? say(reader, 'knowledge.news.none') : NONE,
      rows: rows.map(({ id, title, date }) => ({
        ...BARE,
        ...tap('news.list', { entry: id }),
        subject: plain(title, MAX_TITLE),
        title: clean(title, MAX_TITLE),
        about: read.has(id)
          ? day(date, reader)
          : say(reader, 'knowledge.news.new', { day: day(date, reader) }),
      })),
    },
    reader,
  );
}

/** One piece of news. */
export function newsItemCard(entry: ReadEntry, reader: Reader): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'knowledge.news.kind'),
      subject: entry.title,
      lines: [noteOf(entry, reader), written(entry.text)],
      small: sourceOf(entry, reader),
      buttons: [{ title: say(reader, 'knowledge.news.all'), verb: 'news.list', data: {} }],
    },
    reader,
  );
}
