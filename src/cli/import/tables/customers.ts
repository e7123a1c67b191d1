import { CustomerKind } from '../../../usecases/kinds.ts';
import { partitions } from '../../../usecases/partitions.ts';
import { country, industry, language, optional, required, text, whole } from '../columns.ts';
import { documentTable } from '../document-table.ts';
import { customerId } from '../ids.ts';

export const customers = documentTable({
  file: 'customers.csv',
  columns: {
    customerId,
    name: required,
    domain: text,
    country: optional(country),
    language: optional(language),
    industry,
    seats: optional(whole),
  },
  keys: ['customerId'],
  kind: CustomerKind,
  place: (key) => ({ partition: partitions.customer(key.customerId), id: 'customer' }),
  fresh: (row) => ({ ...row, country: row.country ?? '', language: row.language ?? '' }),
  changes: {
    name: ({ name }) => ({ name }),
    domain: ({ domain }) => ({ domain }),
    country: ({ country }) => ({ country: country ?? '' }),
    language: ({ language }) => ({ language: language ?? '' }),
    industry: ({ industry }) => ({ industry }),
    seats: ({ seats }) => ({ seats }),
  },
});
