import { CLAIM_FIELDS, type ClaimField, type ClaimTyped } from '../../domain/claims/draft.ts';
import { ClaimActivity } from '../../domain/shared/catalogue.ts';
import { ACTIVITY_SHORT_NAMES } from '../kit/labels.ts';
import { listed } from '../kit/text.ts';
import { fittingActivities, targetsFor } from './form-choices.ts';
import type { ClaimFormShown, ClaimFormState } from './form-shown.ts';

/** What stands beside each field; `''`: nothing. */
export type FieldErrors = { readonly [field in ClaimField]: string };

/** Of the first half. */
const WHO_FIELDS: readonly ClaimField[] = [
  'partnerId',
  'customerId',
  'customerTenantId',
  'customerName',
  'customerDomain',
  'activity',
];

/** Every field has one, so that the template finds it; what can be told of the chosen activity is added. */
export function errorsOf(
  shown: ClaimFormShown,
  { activity: typedActivity }: ClaimTyped,
  { errors = {}, step }: ClaimFormState,
): FieldErrors {
  const activity = ClaimActivity.safeParse(typedActivity).data;
  const nothingFits =
    step === 'what' && activity !== undefined && targetsFor(shown, activity)?.length === 0
      ? { activity: nothingFitsText(shown, activity) }
      : {};
  return Object.fromEntries(
    CLAIM_FIELDS.map((field) => [field, { ...nothingFits, ...errors }[field] ?? '']),
  ) as FieldErrors;
}

function nothingFitsText(shown: ClaimFormShown, activity: ClaimActivity): string {
  const others = fittingActivities(shown).filter((other) => other !== activity);
  const instead =
    others.length === 0
      ? 'Nothing else fits either: no subscription of theirs that I know can be claimed.'
      : `Choose ${listed(others.map((other) => `“${ACTIVITY_SHORT_NAMES[other]}”`))} instead, which fits.`;
  return `${ACTIVITY_SHORT_NAMES[activity]} has nothing to claim at this customer: no subscription fits it that your location does not claim already. ${instead}`;
}

/** Whether something is wrong with a customer that is not listed. */
export function hasOtherErrors(errors: FieldErrors): boolean {
  return errors.customerTenantId !== '' || errors.customerName !== '' || errors.customerDomain !== '';
}

/** Whether something is wrong with the first half. */
export function isWhoWrong(errors: FieldErrors): boolean {
  return WHO_FIELDS.some((field) => errors[field] !== '');
}
