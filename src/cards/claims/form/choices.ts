import { claimsSubscription, workloadsOf } from '../../../domain/claims/activities.ts';
import { mayStandTogether } from '../../../domain/claims/contest.ts';
import type { ClaimTyped } from '../../../domain/claims/draft.ts';
import { claimableTargets } from '../../../domain/claims/eligibility.ts';
import { ClaimActivity } from '../../../domain/shared/catalogue.ts';
import type { Reads } from '../../../words/language.ts';
import { customerTitle } from '../../associations/product.ts';
import type { Choice } from '../../kit/choice.ts';
import { activityName } from '../../kit/labels.ts';
import { clean } from '../../kit/text.ts';
import type { ClaimFormShown, ClaimFormState } from './shown.ts';
import { targetsOf } from './inputs.ts';
import { targetName } from '../target-name.ts';

/** What a list of customers is asked for by, with the location after a slash. */
export const CUSTOMERS_DATASET = 'customers';

/** On one card; others are found by typing where the client asks, or by their tenant id. */
const MAX_CUSTOMERS = 100;

/** What can be claimed, of the customer and by the activity that the form's other inputs hold. */
export const TARGETS_DATASET = 'targets';

/**
 * Asked while somebody types, where there are more customers than the card holds, or while the location can still be
 * chosen; none otherwise.
 */
export function searchOf(
  { customers, moreCustomers, location }: ClaimFormShown,
  isWhole: boolean,
): { readonly dataset: string }[] {
  if (isWhole) return [{ dataset: CUSTOMERS_DATASET }];
  const isCut = moreCustomers || customers.length > MAX_CUSTOMERS;
  return isCut && location !== undefined ? [{ dataset: `${CUSTOMERS_DATASET}/${location.partnerId}` }] : [];
}

export function customerChoices({ customers, customer }: ClaimFormShown, reader: Reads): Choice[] {
  const choices = customers.slice(0, MAX_CUSTOMERS).map(({ customerId, name }) => ({
    title: clean(customerTitle(name, customerId, reader), 80),
    value: customerId as string,
  }));
  // One beyond the list that was chosen by a button keeps its place.
  const isThere = customer === undefined || choices.some(({ value }) => value === customer.customerId);
  return isThere || customer.name === ''
    ? choices
    : [{ title: clean(customer.name, 80), value: customer.customerId }, ...choices];
}

/** Only what the activity can claim; `undefined`: nobody told, so that it is typed or chosen from everything. */
export function targetsFor(
  { customer }: ClaimFormShown,
  activity: ClaimActivity | undefined,
  reader: Reads,
): readonly Choice[] | undefined {
  if (activity === undefined) return undefined;
  const open = openTargets(customer, activity);
  if (open === undefined) {
    const workloads = workloadsOf(activity).filter((workload) => !isHeld(customer, activity, workload));
    return workloads.length === 0
      ? undefined
      : workloads.map((value) => ({ title: targetName(value, reader), value }));
  }
  const products = new Map<string, string>(
    customer?.subscriptions?.map(({ subscriptionId, product }) => [subscriptionId, product]),
  );
  return open.map((value) => ({ title: clean(targetName(value, reader, products.get(value)), 80), value }));
}

/** What can be claimed of the customer and is not the location's already; `undefined`: nobody told. */
function openTargets(
  customer: ClaimFormShown['customer'],
  activity: ClaimActivity,
): readonly string[] | undefined {
  return customer?.subscriptions === undefined
    ? undefined
    : claimableTargets(activity, customer.subscriptions).filter(
        (target) => !isHeld(customer, activity, target),
      );
}

/** The location claims it already in a way that leaves no room for this activity. */
function isHeld(customer: ClaimFormShown['customer'], activity: ClaimActivity, target: string): boolean {
  return (customer?.own ?? []).some(
    (own) => own.target === target && !mayStandTogether(activity, own.activity),
  );
}

/** What was refused stays to be seen and taken back; else a choice that no longer fits is dropped. */
export function withTyped(
  offered: readonly Choice[] | undefined,
  typed: ClaimTyped,
  { isRefused = false }: ClaimFormState,
): readonly Choice[] | undefined {
  if (offered === undefined || !isRefused) return offered;
  const others = targetsOf(typed).filter(
    (target) => !offered.some(({ value }) => value === target.toLowerCase()),
  );
  return [...offered, ...others.map((target) => ({ title: clean(target, 80), value: clean(target, 80) }))];
}

/** All of them while it is not known what would fit. */
export function activitiesFor(
  shown: ClaimFormShown,
  chosen: ClaimActivity | undefined,
  reader: Reads,
): readonly Choice[] {
  const fitting = fittingActivities(shown);
  const offered = ClaimActivity.options.filter(
    (activity) => fitting.length === 0 || fitting.includes(activity) || activity === chosen,
  );
  return offered.map((value) => ({ title: activityName(value, reader), value }));
}

export function fittingActivities({ customer }: ClaimFormShown): readonly ClaimActivity[] {
  return ClaimActivity.options.filter((activity) => openTargets(customer, activity)?.length !== 0);
}

export function isOfSubscription(activity: ClaimActivity | undefined): boolean {
  return activity !== undefined && claimsSubscription(activity);
}
