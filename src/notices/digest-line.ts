import type { DigestLine } from '../cards/associations/digest.ts';
import { dporDigestLine, renewalDigestLine } from '../cards/associations/digest-line.ts';
import type { Reader } from '../cards/kit/format.ts';
import type { Person } from '../domain/memberships/person.ts';
import type { NoticeSubject } from '../domain/notices/notice.ts';
import { dporNews, renewalNews } from '../usecases/associations/dpor-news.ts';
import type { Context } from '../usecases/context.ts';

/**
 * What a DPOR notice says in a line of a digest.
 * @returns undefined when there is nothing (any more) that this person may be told
 */
export async function digestLine(
  context: Context,
  subject: NoticeSubject,
  person: Pick<Person, 'personId'>,
  reader: Reader,
): Promise<DigestLine | undefined> {
  if (subject.kind === 'dpor-renewal') {
    const renewal = await renewalNews(context, person, subject);
    return renewal && renewalDigestLine(renewal, reader);
  }
  if (subject.kind !== 'dpor-changed') return undefined;
  const news = await dporNews(context, person, subject);
  return news && dporDigestLine(news, reader);
}
