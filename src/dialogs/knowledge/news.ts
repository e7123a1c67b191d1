import { NewsListPress } from '../../cards/knowledge/press.ts';
import { newsCard, newsItemCard } from '../../cards/knowledge/news.ts';
import { newsIn } from '../../domain/knowledge/entry.ts';
import { markRead, newsRead } from '../../usecases/knowledge/news-read.ts';
import { hasAnyRight } from '../../usecases/memberships/any-right.ts';
import { languageOf } from '../../words/language.ts';
import { noAccess } from '../chat/no-access.ts';
import { cardAction, FORBIDDEN, type Answer, type Command, type Speaking } from '../speaking.ts';
import { allEntries } from './lookup.ts';

/** `news`: of the programme, with what is unread. */
export const newsCommand: Command = {
  words: ['news'],
  about: 'chat.about.news',
  group: 'yourself',
  who: ['role', 'operator'],
  async run(speaking) {
    const answer = await newsOf(speaking, undefined);
    return 'card' in answer ? answer.card : noAccess(speaking);
  },
};

export const newsAction = cardAction({
  verb: 'news.list',
  who: 'everybody',
  data: ['entry'],
  inputs: [],
  schema: NewsListPress,
  changes: false,
  run: (speaking, { data: { entry } }) => newsOf(speaking, entry),
});

/** Opening a piece of news marks it as read, unless a client opens it by itself. */
async function newsOf(speaking: Speaking, entry: string | undefined): Promise<Answer> {
  const { context, person, reader, byItself } = speaking;
  if (!(await hasAnyRight(context, person))) return FORBIDDEN;
  const news = newsIn(await allEntries(speaking), languageOf(reader.locale));
  if (entry === undefined) {
    return { card: newsCard(news, await newsRead(context.documents, person), reader) };
  }
  const found = news.find(({ id }) => id === entry);
  if (found === undefined) return FORBIDDEN;
  if (byItself !== true) await markRead(context, person, entry);
  return { card: newsItemCard(found, reader) };
}
