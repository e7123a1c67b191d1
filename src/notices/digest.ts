import { digestCard, type DigestLine } from '../cards/associations/digest.ts';
import type { Reader } from '../cards/kit/format.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import type { Person } from '../domain/memberships/person.ts';
import { subjectKey, type Notice } from '../domain/notices/notice.ts';
import type { Context } from '../usecases/context.ts';
import { partitions } from '../usecases/partitions.ts';
import { create, replace } from '../usecases/ports.ts';
import { asText } from '../words/text.ts';
import { digestLine } from './digest-line.ts';
import { DigestToldDocument, NoticeDocument } from '../usecases/notices/documents.ts';

/** What a card lists; the rest is a number. */
const MAX_LINES = 20;

const TOLD_SECONDS = 90 * 86_400;

/** All that went into a digest, a line each as it stands now; nothing when none of it is for this person any more. */
export async function digestNotice(
  context: Context,
  notice: Notice,
  person: Person,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const { documents } = context;
  const partition = partitions.person(person.personId);
  const id = idOf(notice);
  const where = [{ field: 'digestId', is: '=', value: id }] as const;
  const [members, count, before] = await Promise.all([
    documents.list(NoticeDocument, partition, {
      where,
      orderBy: [{ field: 'createdAt' }],
      limit: MAX_LINES,
    }),
    documents.count(NoticeDocument, partition, where),
    documents.get(DigestToldDocument, partition, `told:${id}`),
  ]);
  const found = await Promise.all(
    members.items.map(({ value }) => digestLine(context, value.subject, person, reader)),
  );
  const lines: DigestLine[] = found.filter((line) => line !== undefined);
  if (lines.length === 0) return undefined;
  const told = { lines, more: count - members.items.length };
  const expires = { ttlSeconds: TOLD_SECONDS };
  await documents.commit(partition, [
    before === undefined
      ? create(DigestToldDocument, `told:${id}`, told, expires)
      : replace(DigestToldDocument, before, told, expires),
  ]);
  return digestCard(told.lines, told.more, reader);
}

/** What a digest said when it was sent, or brought up to date. */
export async function digestAsTold(
  { documents }: Context,
  notice: Notice,
  reader: Reader,
): Promise<AdaptiveCard | undefined> {
  const partition = partitions.person(notice.personId);
  const told = await documents.get(DigestToldDocument, partition, `told:${idOf(notice)}`);
  if (told === undefined) return undefined;
  // It was escaped when it was made.
  const lines = told.value.lines.map(({ what, text }) => ({ what, text: asText(text) }));
  return digestCard(lines, told.value.more, reader);
}

function idOf({ subject }: Notice): string {
  return `notice:${subjectKey(subject)}`;
}
