import { WORKLOADS } from '../../../domain/shared/catalogue.ts';
import { GlobalId } from '../../../domain/shared/ids.ts';
import { partitions } from '../../../usecases/partitions.ts';
import { day, word } from '../columns.ts';
import { documentTable } from '../document-table.ts';
import { globalId } from '../ids.ts';
import { refreshAccounts } from '../refresh-locations.ts';
import { SpecializationDocument } from '../../../usecases/scores/documents.ts';

export const specializations = documentTable({
  file: 'specializations.csv',
  columns: { globalId, workload: word(WORKLOADS), expires: day },
  keys: ['globalId', 'workload'],
  kind: SpecializationDocument,
  place: (key) => ({ partition: partitions.account(key.globalId), id: `specialization:${key.workload}` }),
  fresh: (row) => row,
  changes: { expires: ({ expires }) => ({ expires }) },
  hooks: () => ({
    // Rows left as they were included: an earlier import may have died before it came here.
    written: (rows, context) =>
      refreshAccounts(context, new Set(rows.map(({ cells }) => GlobalId.parse(cells['globalId'])))),
  }),
});
