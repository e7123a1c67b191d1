import type { DocumentStore } from '../../store/document-store.ts';
import { documentsOn } from '../../store/documents.ts';
import { makeFolder } from '../folders.ts';
import type { Progress } from '../progress.ts';
import type { ExportFile } from './export-file.ts';
import { audit } from './files/audit.ts';
import { cases } from './files/cases.ts';
import { claims, dpor } from './files/customers.ts';
import { leads } from './files/leads.ts';
import { notUnderstood } from './files/not-understood.ts';
import { opinions } from './files/opinions.ts';
import { partners } from './files/partners.ts';
import { portfolio } from './files/portfolio.ts';
import { grants, notices } from './files/people.ts';
import { ratings } from './files/ratings.ts';
import { referrals } from './files/referrals.ts';
import { scores } from './files/scores.ts';
import { writeCsv } from './write-csv.ts';

/** Every file that an export writes. */
export const EXPORT_FILES: readonly ExportFile[] = [
  portfolio,
  referrals,
  claims,
  dpor,
  partners,
  scores,
  notices,
  grants,
  cases,
  audit,
  notUnderstood,
  ratings,
  opinions,
  leads,
];

/** Told how far an export is: by files, and within one by its rows. */
type Heard = Pick<Progress, 'advance'>;

/** Writes the store as CSV into a folder, made if missing; files of an earlier export are replaced. */
export async function* runExport(
  store: DocumentStore,
  folder: string,
  now: Date,
  heard: Heard = { advance: () => undefined },
): AsyncGenerator<{ readonly file: string; readonly rows: number }> {
  await makeFolder(folder);
  const documents = documentsOn(store);
  for (const file of EXPORT_FILES) {
    const written = (count: number) => heard.advance(0, `${file.file}, ${count} rows`);
    const rows = await writeCsv(folder, file.file, file.columns, file.rows(documents, now), written);
    heard.advance(1, file.file);
    yield { file: file.file, rows };
  }
}
