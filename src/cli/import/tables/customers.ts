import { customerNamePartition } from '../../../usecases/associations/customer-names.ts';
import { partitions } from '../../../usecases/partitions.ts';
import { country, industry, language, optional, required, text, whole } from '../columns.ts';
import { renaming } from '../../../usecases/imports/dpor.ts';
import { documentTable } from '../document-table.ts';
import { OF_CUSTOMERS } from '../foreign-columns.ts';
import { customerId } from '../ids.ts';
import { pointing } from '../pointers.ts';
import { CustomerDocument } from '../../../usecases/associations/documents.ts';

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
  foreign: OF_CUSTOMERS,
  kind: CustomerDocument,
  place: (key) => ({ partition: partitions.customer(key.customerId), id: 'customer' }),
  fresh: (row) => ({ ...row, country: row.country ?? '', language: row.language ?? '' }),
  // Whoever is tied to a customer lists it by name, also if it was named only now.
  created: async ({ customerId }, context) =>
    (await context.hadCustomers()) ? renaming(context, customerId) : [],
  changed: async (value, before, _row, context) => ({
    value,
    changes: value.name === before.name ? [] : await renaming(context, value.customerId),
  }),
  changes: {
    name: ({ name }) => ({ name }),
    domain: ({ domain }) => ({ domain }),
    country: ({ country }) => ({ country: country ?? '' }),
    language: ({ language }) => ({ language: language ?? '' }),
    industry: ({ industry }) => ({ industry }),
    seats: ({ seats }) => ({ seats }),
  },
  async pointers(row, context) {
    const partition = customerNamePartition(row.name);
    return partition === undefined ? [] : pointing(context, partition, row.customerId, row.customerId);
  },
});
