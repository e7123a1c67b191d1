import { partitions } from '../../../usecases/partitions.ts';
import { bool, decimal, required } from '../columns.ts';
import { documentTable } from '../document-table.ts';
import { createScoreboards } from '../refresh-scoreboards.ts';
import { hashed } from '../../../usecases/imports/row-id.ts';
import { FIGURE_COLUMNS, FIGURE_KEYS } from './figure-columns.ts';
import { EligibilityDocument } from '../../../usecases/scores/documents.ts';

/** Why a customer or a person counts for a metric; one row a criterion. The id hides the subject, which may be an address. */
export const eligibility = documentTable({
  file: 'eligibility.csv',
  columns: {
    ...FIGURE_COLUMNS,
    subject: required,
    value: decimal,
    counted: bool,
    criterion: required,
  },
  keys: [...FIGURE_KEYS, 'subject', 'criterion'],
  kind: EligibilityDocument,
  place: ({ globalId, asOf, area, track, metric, association, subject, criterion }) => ({
    partition: partitions.account(globalId),
    id: `eligibility:${asOf}:${area}:${track ?? 'both'}:${metric}:${association ?? 'any'}:${hashed([subject, criterion])}`,
  }),
  fresh: (row) => row,
  changes: {
    value: ({ value }) => ({ value }),
    counted: ({ counted }) => ({ counted }),
  },
  hooks: createScoreboards,
});
