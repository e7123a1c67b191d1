import { AREAS } from '../../../domain/shared/catalogue.ts';
import { lookAfterDesignation } from '../../../usecases/renewals/look-again.ts';
import { partitions } from '../../../usecases/partitions.ts';
import { day, word } from '../columns.ts';
import { documentTable } from '../document-table.ts';
import { createScoreboards } from '../refresh-scoreboards.ts';
import { globalId } from '../ids.ts';
import { DesignationDocument } from '../../../usecases/scores/documents.ts';

export const designations = documentTable({
  file: 'designations.csv',
  columns: { globalId, area: word(AREAS), enrolledOn: day, anniversary: day },
  keys: ['globalId', 'area'],
  kind: DesignationDocument,
  place: (key) => ({ partition: partitions.account(key.globalId), id: `designation:${key.area}` }),
  fresh: (row) => row,
  changes: {
    enrolledOn: ({ enrolledOn }) => ({ enrolledOn }),
    anniversary: ({ anniversary }) => ({ anniversary }),
  },
  hooks: createScoreboards,
  created: async (value, context) => [await lookAfterDesignation(context.documents, value, context.now)],
  changed: async (value, _before, _row, context) => ({
    value,
    changes: [await lookAfterDesignation(context.documents, value, context.now)],
  }),
});
