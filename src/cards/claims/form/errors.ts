import { CLAIM_FIELDS, type ClaimField, type ClaimTyped } from '../../../domain/claims/draft.ts';
import { ClaimActivity } from '../../../domain/shared/catalogue.ts';
import { say } from '../../../words/say.ts';
import { NONE, type Text } from '../../../words/text.ts';
import type { Reader } from '../../kit/format.ts';
import { activityShortName } from '../../kit/labels.ts';
import { sentences } from '../../kit/sentences.ts';
import { fittingActivities, targetsFor } from './choices.ts';
import type { ClaimFormShown, ClaimFormState } from './shown.ts';
import { inputErrorText } from './input-errors.ts';
import { quotedActivities } from './refusals.ts';

/** What stands beside each field; `''`: nothing. */
export type FieldErrors = { readonly [field in ClaimField]: Text };

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
  reader: Reader,
): FieldErrors {
  const activity = ClaimActivity.safeParse(typedActivity).data;
  const fitsNothing =
    step !== 'who' && activity !== undefined && targetsFor(shown, activity, reader)?.length === 0;
  const textOf = (field: ClaimField): Text => {
    const error = errors[field];
    if (error !== undefined) return inputErrorText(error, reader);
    return field === 'activity' && fitsNothing ? nothingFitsText(shown, activity, reader) : NONE;
  };
  return Object.fromEntries(CLAIM_FIELDS.map((field) => [field, textOf(field)])) as FieldErrors;
}

function nothingFitsText(shown: ClaimFormShown, activity: ClaimActivity, reader: Reader): Text {
  const others = fittingActivities(shown).filter((other) => other !== activity);
  return sentences(
    reader,
    say(reader, 'claim-refusals.nothing-fits', { activity: activityShortName(activity, reader) }),
    others.length === 0
      ? say(reader, 'claim-refusals.nothing-fits.neither')
      : say(reader, 'claim-refusals.nothing-fits.instead', {
          activities: quotedActivities(others, reader),
        }),
  );
}

/** Whether something is wrong with a customer that is not listed. */
export function hasOtherErrors(errors: FieldErrors): boolean {
  return errors.customerTenantId !== '' || errors.customerName !== '' || errors.customerDomain !== '';
}

/** Whether something is wrong with the first half. */
export function isWhoWrong(errors: FieldErrors): boolean {
  return WHO_FIELDS.some((field) => errors[field] !== '');
}
