import { AREAS, ASSOCIATIONS, METRICS, TRACKS } from '../../../domain/shared/catalogue.ts';
import { partitions } from '../../../usecases/partitions.ts';
import { bool, day, decimal, optional, required, word } from '../columns.ts';
import { documentTable } from '../document-table.ts';
import { globalId } from '../ids.ts';
import { hashed } from '../../../usecases/imports/row-id.ts';
import { EligibilityDocument } from '../../../usecases/scores/documents.ts';

/** Why a customer or a person counts for a metric; one row a criterion. The id hides the subject, which may be an address. */
export const eligibility = documentTable({
  file: 'eligibility.csv',
  columns: {
    globalId,
    asOf: day,
    area: word(AREAS),
    track: optional(word(TRACKS)),
    metric: word(METRICS),
    association: optional(word(ASSOCIATIONS)),
    subject: required,
    value: decimal,
    counted: bool,
    criterion: required,
  },
  keys: ['globalId', 'asOf', 'area', 'track', 'metric', 'association', 'subject', 'criterion'],
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
});
