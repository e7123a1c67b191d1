import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_FILE_BYTES } from '../../../domain/files/kept-file.ts';
import { PROGRAMS } from '../../../domain/shared/catalogue.ts';
import { PartnerId } from '../../../domain/shared/ids.ts';
import { isStatementFile } from '../../../domain/statements/statement.ts';
import { findKept, keepBytes, sha256Of } from '../../../usecases/files/keep.ts';
import { newJob } from '../../../usecases/jobs.ts';
import { partitions } from '../../../usecases/partitions.ts';
import type { Change } from '../../../usecases/ports.ts';
import { statementFileId } from '../../../usecases/statements/file-id.ts';
import { OF_STATEMENT } from '../../../usecases/statements/tidy.ts';
import { currency, decimal, month, required, word, type Cells } from '../columns.ts';
import { partnerId } from '../ids.ts';
import { keptRows } from '../kept-rows.ts';
import { fileAt } from '../source-file.ts';
import type { CsvRow, ImportContext } from '../table.ts';

const name = required.max(200, 'at most 200 characters');

/** Statements, each with the file beside it, whose bytes are kept: other bytes under the same name are a change. */
export const statements = keptRows(
  {
    file: 'statements.csv',
    last: true,
    columns: {
      statementId: name,
      partnerId,
      program: word(PROGRAMS),
      period: month,
      file: name,
      total: decimal,
      currency,
    },
    keys: ['statementId', 'partnerId'],
    names: 'file',
    partition: (cells) => partitions.partner(PartnerId.parse(cells['partnerId'])),
    derived: aboutFile,
    beside: (cells, context, before) => Promise.resolve(tidying(cells, context, before)),
    written: keepFiles,
  },
  (folder) => [({ file }) => problemWith(folder, file)],
);

function problemWith(folder: string, file: string) {
  const problem = (message: string) => ({ column: 'file', message }) as const;
  if (/[/\\]|^\.\.?$/.test(file)) return problem('must be a name without a folder');
  if (!isStatementFile(file)) return problem('must be a PDF, CSV or text file');
  const found = fileAt(join(folder, file));
  if ('problem' in found) return problem('is not beside this file');
  if (found.bytes === 0) return problem('is an empty file');
  if (found.bytes > MAX_FILE_BYTES) return problem(`is over ${MAX_FILE_BYTES} bytes`);
  return undefined;
}

/** Read at once and let go again, so that no more than one file is in memory. */
function aboutFile({ file = '' }: Cells, folder: string): Cells {
  const bytes = readFileSync(join(folder, file));
  return { sha256: sha256Of(bytes), size: String(bytes.length) };
}

/** The file that a statement had goes once it has another, or is gone itself. */
function tidying(cells: Cells, { now }: ImportContext, before: Cells | undefined): readonly Change[] {
  if (before?.['sha256'] === undefined || before['sha256'] === cells['sha256']) return [];
  const { statementId = '' } = before;
  const at = PartnerId.parse(before['partnerId']);
  const fileId = statementFileId({ partnerId: at, statementId, sha256: before['sha256'] });
  return [
    newJob(
      `statement-tidy:${fileId}:${now.getTime()}`,
      { task: 'statement.tidy', partnerId: at, statementId, fileId },
      now,
    ),
  ];
}

/** Rows left as they were included: an earlier import may have died before it came here. */
async function keepFiles(rows: readonly CsvRow[], context: ImportContext, folder: string): Promise<void> {
  for (const { cells, removed } of rows) {
    if (!removed) await keepFileOf(cells, context, folder);
  }
}

async function keepFileOf(
  { statementId = '', partnerId: at = '', file = '' }: Cells,
  { documents, blobs, now }: ImportContext,
  folder: string,
): Promise<void> {
  const bytes = readFileSync(join(folder, file));
  const fileId = statementFileId({ partnerId: at, statementId, sha256: sha256Of(bytes) });
  if ((await findKept(documents, fileId)) !== undefined) return;
  await keepBytes(
    { documents, blobs },
    { fileId, name: file, owner: null, addedBy: 'import', addedAt: now, attachedTo: OF_STATEMENT },
    bytes,
  );
}
