import type { Person } from '../../domain/memberships/person.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import type { Context } from '../context.ts';
import { partitions } from '../partitions.ts';
import { NoticeDocument } from './documents.ts';

/** The latest that somebody answers to by quoting. */
const LOOKED_THROUGH = 200;

/** The notice that a message in somebody's chat tells, of their latest two hundred. One query. */
export async function noticeUnder(
  { documents }: Pick<Context, 'documents'>,
  { personId }: Pick<Person, 'personId'>,
  activityId: string,
): Promise<Notice | undefined> {
  const page = await documents.list(NoticeDocument, partitions.person(personId), {
    orderBy: [{ field: 'createdAt', descending: true }],
    limit: LOOKED_THROUGH,
  });
  return page.items.map(({ value }) => value).find((notice) => notice.activityId === activityId);
}
