import { z } from 'zod';
import { customerTitle } from '../../cards/associations/product.ts';
import { CUSTOMERS_DATASET, TARGETS_DATASET, targetsFor } from '../../cards/claims/form/choices.ts';
import { typedOf } from '../../cards/claims/form/inputs.ts';
import type { Choice } from '../../cards/kit/choice.ts';
import { clean } from '../../cards/kit/text.ts';
import { CLAIM_FIELDS, type ClaimTyped } from '../../domain/claims/draft.ts';
import { ClaimActivity } from '../../domain/shared/catalogue.ts';
import { PartnerId } from '../../domain/shared/ids.ts';
import { isNamed } from '../../domain/referrals/offer-entry.ts';
import { openForm } from '../../usecases/claims/submission/form.ts';
import { searchCustomers } from '../../usecases/claims/submission/known-customers.ts';
import { rightsAt } from '../../usecases/memberships/rights.ts';
import { FORBIDDEN, INVALID, type Refusal, type Speaking } from '../speaking.ts';

const Typed = z.looseObject(
  Object.fromEntries(CLAIM_FIELDS.map((field) => [field, z.string().optional().catch(undefined)])),
);

/**
 * `value` of an `application/search` invoke: what was typed into a list of a card, and with `associatedInputs` what the form's
 * other inputs hold. Source: Microsoft Learn, "Typeahead search in Adaptive Cards", 2026-10.
 */
const SearchValue = z.looseObject({
  queryText: z.string().max(200).catch(''),
  queryOptions: z
    .looseObject({ skip: z.number().int().min(0), top: z.number().int().min(1) })
    .optional()
    .catch(undefined),
  dataset: z.string().max(100),
  data: Typed.optional().catch(undefined),
});

export interface Found {
  readonly title: string;
  readonly value: string;
}

type Search = (speaking: Speaking, typed: ClaimTyped, text: string) => Promise<readonly Found[] | Refusal>;

const MAX_FOUND = 15;

/** What fits a list of the form, for whoever may claim at the location that is chosen. */
export async function searchFor(
  speaking: Speaking,
  value: unknown,
): Promise<{ readonly found: readonly Found[] } | Refusal> {
  const parsed = SearchValue.safeParse(value);
  if (!parsed.success || speaking.shared === true) return INVALID;
  const { queryText, queryOptions, dataset, data } = parsed.data;
  const [name = '', id] = dataset.split('/');
  const search = Object.hasOwn(SEARCHES, name) ? SEARCHES[name] : undefined;
  const typing = id === undefined ? data : { partnerId: id };
  if (search === undefined || typing === undefined) return INVALID;
  const { typed } = typedOf(typing);
  const all = await search(speaking, typed, queryText);
  if ('refused' in all) return all;
  const { skip = 0, top = MAX_FOUND } = queryOptions ?? {};
  return { found: all.slice(skip, skip + Math.min(top, MAX_FOUND)) };
}

const SEARCHES: { readonly [dataset: string]: Search } = {
  [CUSTOMERS_DATASET]: customersNamed,
  [TARGETS_DATASET]: targetsNamed,
};

/** The customers whose name holds what was typed, of those that the location has to do with. */
async function customersNamed(
  { context, actor, reader }: Speaking,
  typed: ClaimTyped,
  text: string,
): Promise<readonly Found[] | Refusal> {
  const partnerId = PartnerId.safeParse(typed.partnerId);
  // No location has been chosen yet.
  if (typed.partnerId === '') return [];
  if (!partnerId.success) return INVALID;
  const rights = await rightsAt(context.documents, actor, partnerId.data, context.clock.now());
  if (rights === undefined || rights.incentiveRole === null) return FORBIDDEN;
  const customers = await searchCustomers(context.documents, partnerId.data, text);
  return customers.map(({ name, customerId }) => ({
    title: clean(customerTitle(name, customerId, reader), 80),
    value: customerId,
  }));
}

/** What the chosen activity can claim of the chosen customer, as the form itself would offer it. */
async function targetsNamed(
  { context, person, reader }: Speaking,
  typed: ClaimTyped,
  text: string,
): Promise<readonly Found[] | Refusal> {
  const activity = ClaimActivity.safeParse(typed.activity).data;
  const form = await openForm(context, person, typed);
  if (!form.ok) return FORBIDDEN;
  const targets: readonly Choice[] = targetsFor(form.value, activity, reader) ?? [];
  return targets.filter(({ title }) => isNamed(title, text));
}
