import { PROGRAMS } from '../../../domain/shared/catalogue.ts';
import { PartnerId } from '../../../domain/shared/ids.ts';
import { MembershipKind } from '../../../usecases/kinds.ts';
import { partitions } from '../../../usecases/partitions.ts';
import { day, optional, word } from '../columns.ts';
import { documentTable } from '../document-table.ts';
import { partnerId } from '../ids.ts';
import { refreshLocations } from '../locations.ts';

export const memberships = documentTable({
  file: 'memberships.csv',
  columns: { partnerId, program: word(PROGRAMS), anniversary: day, ends: optional(day) },
  keys: ['partnerId', 'program'],
  kind: MembershipKind,
  place: (key) => ({ partition: partitions.partner(key.partnerId), id: `membership:${key.program}` }),
  fresh: (row) => row,
  changes: {
    anniversary: ({ anniversary }) => ({ anniversary }),
    ends: ({ ends }) => ({ ends }),
  },
  hooks: () => ({
    // Rows left as they were included: an earlier import may have died before it came here.
    settle: (rows, context) =>
      refreshLocations(context, new Set(rows.map(({ cells }) => PartnerId.parse(cells['partnerId'])))),
  }),
});
