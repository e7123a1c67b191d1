import type { AdaptiveCard } from '../kit/template.ts';
import { questionCard } from './cards.ts';

/** What was typed has fitted no choice of a question for the second time: the way on, and the choices once more. */
export function missedCard(choices: readonly string[]): AdaptiveCard {
  return questionCard(
    'I do not know that',
    'Type **help** for all that I can do, or **cancel** to leave the question. It is still open, for one of these:',
    choices,
    'Any other word, such as scores or referrals, leaves the question too.',
  );
}
