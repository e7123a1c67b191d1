import type { Searchable } from '../usecases/define-document.ts';
import { DOCUMENTS } from '../usecases/documents.ts';

/** What may be asked of each kind of document, by its name. Both engines read this. */
export const INDEXES: { readonly [kind: string]: Searchable } = Object.fromEntries(
  DOCUMENTS.map(({ name, fields, lookups, arrays, orders }) => [
    name,
    {
      ...(fields === undefined ? {} : { fields }),
      ...(lookups === undefined ? {} : { lookups }),
      ...(arrays === undefined ? {} : { arrays }),
      ...(orders === undefined ? {} : { orders }),
    },
  ]),
);
