import { CLAIM_FIELDS, type ClaimTyped } from '../../../domain/claims/draft.ts';
import type { Location } from '../../../domain/referrals/location.ts';
import type { Choice } from '../../kit/choice.ts';
import { clean } from '../../kit/text.ts';
import { targetsOf } from './inputs.ts';

/** Texts as inputs take them: not Markdown, but without what cannot be seen. Choices that are not offered are dropped. */
export function shownValues(
  typed: ClaimTyped,
  location: Location | undefined,
  customers: readonly Choice[],
  targets: readonly Choice[] | undefined,
): ClaimTyped {
  const lines = (text: string) =>
    text
      .split(/\r?\n/)
      .map((line) => clean(line))
      .join('\n');
  const values = Object.fromEntries(
    CLAIM_FIELDS.map((field) => [
      field,
      field === 'comments' || field === 'evidence' ? lines(typed[field]) : clean(typed[field]),
    ]),
  ) as ClaimTyped;
  const isListed = customers.some(({ value }) => value === typed.customerId.toLowerCase());
  const offered = targets?.map(({ value }) => value);
  return {
    ...values,
    partnerId: location?.partnerId ?? values.partnerId,
    customerId: isListed ? typed.customerId.toLowerCase() : '',
    // By its id it stays, in the field for those that are not listed.
    customerTenantId: values.customerTenantId || (isListed ? '' : values.customerId),
    ...(offered === undefined
      ? {}
      : {
          target: targetsOf(typed)
            .flatMap((target) => offered.find((value) => value.toLowerCase() === target.toLowerCase()) ?? [])
            .join(','),
        }),
  };
}
