import { dporChangedCard } from '../cards/associations/dpor-changed.ts';
import { renewalCard } from '../cards/associations/renewal.ts';
import type { Reader } from '../cards/kit/format.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import type { Person } from '../domain/memberships/person.ts';
import type { NoticeSubject } from '../domain/notices/notice.ts';
import { dporNews, renewalNews } from '../usecases/associations/dpor-news.ts';
import type { Context } from '../usecases/context.ts';

/** A change of who holds a subscription, for somebody listed where it was lost or gained. */
export async function dporNotice(
  context: Context,
  subject: Extract<NoticeSubject, { kind: 'dpor-changed' }>,
  person: Pick<Person, 'personId'>,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const news = await dporNews(context, person, subject);
  return news && dporChangedCard(news, reader);
}

/** A new subscription without a DPOR, for somebody listed where an older one was held; nothing once somebody holds it. */
export async function renewalNotice(
  context: Context,
  subject: Extract<NoticeSubject, { kind: 'dpor-renewal' }>,
  person: Pick<Person, 'personId'>,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const news = await renewalNews(context, person, subject);
  return news && renewalCard(news, reader);
}
