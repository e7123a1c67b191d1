import { entryOf, type Entry } from '../../domain/knowledge/entry.ts';
import { RowDocument } from '../imports/documents.ts';
import { listAll } from '../list-all.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';

/** The entries that operators imported, in all languages. One query. */
export async function importedEntries(documents: Documents): Promise<readonly Entry[]> {
  const rows = await listAll(documents, RowDocument, partitions.program('knowledge'), [
    { field: 'file', is: '=', value: 'knowledge' },
  ]);
  return rows.map(({ cells }) => entryOf(cells['name'] ?? '', cells));
}
