import type { Searchable } from '../usecases/define-document.ts';
import { DOCUMENTS } from '../usecases/documents.ts';

/** What may be asked of each kind of document, by its name. Both engines read this. */
export const INDEXES: { readonly [kind: string]: Searchable } = Object.fromEntries(
  DOCUMENTS.map(({ name, fields, lookups, prefix, arrays, orders }) => [
    name,
    {
      ...(fields === undefined ? {} : { fields }),
      ...(lookups === undefined ? {} : { lookups }),
      ...(prefix === undefined ? {} : { prefix }),
      ...(arrays === undefined ? {} : { arrays }),
      ...(orders === undefined ? {} : { orders }),
    },
  ]),
);
