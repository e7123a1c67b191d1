import type { ClaimActivity } from '../../../domain/shared/catalogue.ts';
import { say } from '../../../words/say.ts';
import type { Text } from '../../../words/text.ts';
import type { Reader } from '../../kit/format.ts';
import { sentences } from '../../kit/sentences.ts';
import { targetRefusedText, type TargetWhy } from './refusals.ts';

/** What is wrong with a field, beside which it is shown. */
export type InputError =
  | {
      readonly code:
        | 'say-why'
        | 'say-why.decide'
        | 'say-why.dispute'
        | 'say-why.withdraw'
        | 'ground-required'
        | 'nothing-new'
        | 'told-in-future'
        | 'told-before-submission'
        | 'no-day'
        | 'not-disputable'
        | 'dispute-over'
        | 'no-location'
        | 'no-activity'
        | 'no-target'
        | 'no-customer'
        | 'not-a-tenant'
        | 'customer-twice'
        | 'not-a-domain'
        | 'contact-unnamed'
        | 'contact-address'
        | 'name-needed'
        | 'too-much'
        | 'proof-missing'
        | 'assignment-mail-alone';
    }
  /** `most`: of characters, links, targets or pieces of proof. */
  | {
      readonly code: 'too-long' | 'too-many-links' | 'too-many-targets' | 'too-much-evidence';
      readonly most: number;
    }
  /** `line`: counted from 1. */
  | { readonly code: 'not-a-link'; readonly line: number }
  | {
      readonly code: 'targets-refused';
      readonly activity: ClaimActivity;
      readonly targets: readonly { readonly target: string; readonly why: TargetWhy }[];
    };

/** The rule, and the way out. */
export function inputErrorText(error: InputError, reader: Reader): Text {
  switch (error.code) {
    case 'too-long':
    case 'too-many-links':
    case 'too-many-targets':
    case 'too-much-evidence':
      return say(reader, `claim-refusals.${error.code}`, { most: error.most });
    case 'not-a-link':
      return say(reader, 'claim-refusals.not-a-link', { line: error.line });
    case 'targets-refused': {
      const { activity, targets } = error;
      return sentences(
        reader,
        ...targets.map(({ target, why }) => targetRefusedText(why, activity, target, reader)),
      );
    }
    default:
      return say(reader, `claim-refusals.${error.code}`);
  }
}
