import type { DigestLine } from '../cards/associations/digest.ts';
import type { Reader } from '../cards/kit/format.ts';
import type { Person } from '../domain/memberships/person.ts';
import type { NoticeSubject } from '../domain/notices/notice.ts';
import type { Context } from '../usecases/context.ts';

/**
 * What a DPOR notice says in a line of a digest.
 * @returns undefined when there is nothing (any more) that this person may be told
 */
export function digestLine(
  _context: Context,
  _subject: NoticeSubject,
  _person: Person,
  _reader: Reader,
): Promise<DigestLine | undefined> {
  return Promise.resolve(undefined);
}
