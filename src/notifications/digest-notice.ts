import { digestCard } from '../cards/associations/digest.ts';
import type { Reader } from '../cards/kit/format.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import type { Person } from '../domain/memberships/person.ts';
import { subjectKey, type Notice } from '../domain/notices/notice.ts';
import type { Context } from '../usecases/context.ts';
import { NoticeKind } from '../usecases/kinds.ts';
import { partitions } from '../usecases/partitions.ts';
import { digestLine } from './digest-line.ts';

/** What a card lists; the rest is a number. */
const MOST_LINES = 20;

/** All that went into a digest, a line each as it stands now; nothing when none of it is for this person any more. */
export async function digestNotice(
  context: Context,
  { subject }: Notice,
  person: Person,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const partition = partitions.person(person.personId);
  const where = [{ field: 'digestId', is: '=', value: `notice:${subjectKey(subject)}` }] as const;
  const [told, count] = await Promise.all([
    context.documents.list(NoticeKind, partition, {
      where,
      orderBy: [{ field: 'createdAt' }],
      limit: MOST_LINES,
    }),
    context.documents.count(NoticeKind, partition, where),
  ]);
  const lines = await Promise.all(
    told.items.map(({ value }) => digestLine(context, value.subject, person, reader)),
  );
  const shown = lines.filter((line) => line !== undefined);
  return shown.length === 0 ? undefined : digestCard(shown, count - told.items.length, reader);
}
