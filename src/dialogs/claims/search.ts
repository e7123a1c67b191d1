import { z } from 'zod';
import { customerTitle } from '../../cards/associations/product.ts';
import { CUSTOMERS_DATASET } from '../../cards/claims/form/choices.ts';
import { clean } from '../../cards/kit/text.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { searchCustomers } from '../../usecases/claims/submission/known-customers.ts';
import { rightsAt } from '../../usecases/memberships/rights.ts';
import { FORBIDDEN, INVALID, type Refusal, type Speaking } from '../speaking.ts';

/**
 * `value` of an `application/search` invoke: what was typed into a list of a card. Source: Microsoft Learn, "Typeahead
 * search in Adaptive Cards", 2026-10.
 */
const SearchValue = z.looseObject({
  queryText: z.string().max(200).catch(''),
  queryOptions: z
    .looseObject({ skip: z.number().int().min(0), top: z.number().int().min(1) })
    .optional()
    .catch(undefined),
  dataset: z.string().max(100),
});

export interface Found {
  readonly title: string;
  readonly value: string;
}

const MAX_FOUND = 15;

/** The customers whose name holds what was typed, of those that the location has to do with; for whoever may claim there. */
export async function searchFor(
  { context, actor, reader, shared }: Speaking,
  value: unknown,
): Promise<{ readonly found: readonly Found[] } | Refusal> {
  const parsed = SearchValue.safeParse(value);
  if (!parsed.success || shared === true) return INVALID;
  const { queryText, queryOptions, dataset } = parsed.data;
  const [name, id] = dataset.split('/');
  const partnerId = PartnerId.safeParse(id);
  if (name !== CUSTOMERS_DATASET || !partnerId.success) return INVALID;
  const rights = await rightsAt(context.documents, actor, partnerId.data, context.clock.now());
  if (rights === undefined || rights.incentiveRole === null) return FORBIDDEN;
  const { skip = 0, top = MAX_FOUND } = queryOptions ?? {};
  const customers = await searchCustomers(context.documents, partnerId.data, queryText);
  return {
    found: customers.slice(skip, skip + Math.min(top, MAX_FOUND)).map(({ name: title, customerId }) => ({
      title: clean(customerTitle(title, customerId, reader), 80),
      value: customerId,
    })),
  };
}
