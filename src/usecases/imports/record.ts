import { randomUUID } from 'node:crypto';
import { newCommandImport, type ImportOutcome } from '../../domain/imports/dropped.ts';
import { partitions } from '../partitions.ts';
import { create, type Documents } from '../ports.ts';
import { DroppedImportDocument } from './documents.ts';
import { TTL } from './dropped/drop.ts';

/** Notes what an import from the command line came to, for operators: there is no telling on which machine it ran, or for whom. */
export async function recordImport(documents: Documents, outcome: ImportOutcome, now: Date): Promise<void> {
  const importId = randomUUID().replaceAll('-', '');
  const ended = newCommandImport(importId, outcome, now);
  await documents.commit(partitions.program('imports'), [
    create(DroppedImportDocument, `import:${importId}`, ended, TTL),
  ]);
}
