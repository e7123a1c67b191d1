import type { AdaptiveCard } from '../kit/template.ts';
import { messageCard } from './message.ts';

/** A sentence that may mean several things: the words for each. */
export function severalMeaningsCard(words: readonly string[]): AdaptiveCard {
  return messageCard({
    kind: 'Porter',
    subject: 'Which do you mean?',
    lines: ['That could be several things. Type one of these words:', ...words.map((word) => `**${word}**`)],
  });
}
