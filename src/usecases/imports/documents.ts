import { z } from 'zod';
import { DroppedImport } from '../../domain/imports/dropped.ts';
import { defineDocument } from '../define-document.ts';

/**
 * Rows kept as imported, for what reads them later, with their cells (GUIDs and addresses in lower case).
 * `customers/<customerId>`: usage, pal, delegations. `partners/<partnerId>`: references, statements.
 * `accounts/<globalId>`: people. `program/requirements`: requirements. `program/knowledge`: knowledge (`title`, `source`,
 * `date`, `text`).
 */
export const RowDocument = defineDocument({
  name: 'row',
  schema: z.object({ file: z.string(), cells: z.record(z.string(), z.string()) }),
  partition: 'customers/…, partners/…, accounts/…, program/…',
  id: '<file>:<hash of the key>',
  about: 'a row kept as imported',
  many: 'one a row of an import',
  lives: 'until an import removes it',
  fields: ['file'],
});

export const DroppedImportDocument = defineDocument({
  name: 'dropped-import',
  schema: DroppedImport,
  partition: 'program/imports',
  id: 'import:<importId>',
  about:
    'files that an operator dropped into the chat: what they would change, and how far their import is; and what an import from the command line came to',
  many: 'one an import',
  lives: 'a week',
  orders: [['droppedAt']],
});

export const importDocuments = [RowDocument, DroppedImportDocument] as const;
