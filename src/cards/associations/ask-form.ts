import type { Tie } from '../../domain/associations/association.ts';
import type { LocationView } from '../../domain/associations/customer-view.ts';
import type { CustomerId } from '../../domain/shared/ids.ts';
import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { NONE, type Text } from '../../words/text.ts';
import type { ActionData } from '../kit/action.ts';
import type { Choice } from '../kit/choice.ts';
import { clean } from '../kit/text.ts';
import { button, type Button } from './button.ts';

/** What was typed into it that is no subscription's ID. */
export interface AskTyped {
  readonly otherId: string;
}

/** For which subscription to ask a customer for DPOR: what `cards/pieces/dpor-ask-form.json` shows. */
export interface AskForm {
  /** There is somebody to ask for: not where all that the reader's locations stand on is sold through CSP. */
  readonly shown: boolean;
  /** It comes back with what is wrong. */
  readonly open: boolean;
  readonly choices: readonly Choice[];
  readonly wanted: string;
  readonly idLabel: Text;
  readonly otherId: string;
  readonly idError: Text;
  readonly partners: readonly Choice[];
  readonly button: Button;
}

/**
 * @param choices subscriptions that the reader knows of already. Which others the customer has is the customer's to say: a
 *   location learns no more than what it stands on
 */
export function askForm(
  customerId: CustomerId,
  at: readonly LocationView[],
  choices: readonly Choice[],
  reader: Reads,
  typed?: AskTyped,
): AskForm {
  const asking = at.filter((one) => !isCspOnly(one));
  const [only, ...others] = asking.map(({ location }) => location);
  const data: ActionData =
    only === undefined || others.length > 0 ? { customerId } : { customerId, partnerId: only.partnerId };
  return {
    shown: asking.length > 0,
    open: asking.length > 0 && typed !== undefined,
    choices,
    wanted: choices[0]?.value ?? '',
    idLabel: say(reader, choices.length === 0 ? 'dpor.ask.id' : 'dpor.ask.other-id'),
    otherId: clean(typed?.otherId ?? ''),
    idError: typed === undefined ? NONE : say(reader, 'dpor.ask.id-error'),
    partners: asking.map(({ location }) => ({ title: clean(location.name, 80), value: location.partnerId })),
    button: button(say(reader, 'dpor.ask.write'), 'dpor.request', data),
  };
}

/** Credit follows CSP by itself: such a subscription has no partner of record, and a letter for it would be refused. */
export function isCspOnly({ ties }: Pick<LocationView, 'ties'>): boolean {
  return ties.length > 0 && ties.every(({ tie }) => isSoldThroughCsp(tie));
}

/** Whether there is somebody to ask for: a location, not all on CSP, that does not hold the subscription already. */
export function canBeAsked(subscriptionId: string, at: readonly LocationView[]): boolean {
  return at
    .filter((one) => !isCspOnly(one))
    .some(({ ties }) => !ties.some(({ tie }) => tie.association === 'dpor' && tie.target === subscriptionId));
}

export function isSoldThroughCsp({ association, isCsp }: Tie): boolean {
  return association === 'csp' || isCsp === true;
}
