import type { Program } from '../../domain/shared/catalogue.ts';
import type { PartnerId } from '../../domain/shared/ids.ts';
import { latestFirst, Statement } from '../../domain/statements/statement.ts';
import { RowDocument } from '../imports/documents.ts';
import { readAll } from '../imports/read-all.ts';
import { rowId } from '../imports/row-id.ts';
import { partitions } from '../partitions.ts';
import type { Documents } from '../ports.ts';

const FILE = 'statements';

/** A statement by its number. One read. */
export async function statementAt(
  documents: Documents,
  partnerId: PartnerId,
  statementId: string,
): Promise<Statement | undefined> {
  const row = await documents.get(
    RowDocument,
    partitions.partner(partnerId),
    rowId(FILE, [statementId, partnerId]),
  );
  return row && Statement.parse(row.value.cells);
}

/** All statements of a membership, the latest month first. */
export async function statementsOf(
  documents: Documents,
  partnerId: PartnerId,
  program: Program,
): Promise<readonly Statement[]> {
  const rows = await readAll(documents, RowDocument, partitions.partner(partnerId), [
    { field: 'file', is: '=', value: FILE },
  ]);
  return rows
    .map(({ value }) => Statement.parse(value.cells))
    .filter((statement) => statement.program === program)
    .toSorted(latestFirst);
}
