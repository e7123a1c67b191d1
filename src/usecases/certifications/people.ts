import { peopleOf, type CertifiedPerson } from '../../domain/certifications/people.ts';
import type { GlobalId } from '../../domain/shared/ids.ts';
import { RowDocument } from '../imports/documents.ts';
import { listAll } from '../list-all.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';

/** The people of an account with what they hold, by name, from the rows of `people.csv`. */
export async function certifiedPeople(
  documents: Documents,
  globalId: GlobalId,
): Promise<readonly CertifiedPerson[]> {
  const rows = await listAll(documents, RowDocument, partitions.account(globalId), [
    { field: 'file', is: '=', value: 'people' },
  ]);
  // The cells passed the import's columns when they were kept.
  return peopleOf(
    rows.map(({ cells }) => {
      const { email = '', name = '', certification = '', level = '', expires = '' } = cells;
      return {
        email,
        name,
        learnLinked: cells['learnLinked']?.toLowerCase() === 'true',
        certification,
        level,
        expires,
      };
    }),
  );
}
