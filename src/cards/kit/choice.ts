import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import type { Text } from '../../words/text.ts';

/** One entry of an `Input.ChoiceSet`. */
export interface Choice {
  /** Choices are not Markdown: a name from outside is cleaned, not escaped. */
  readonly title: Text;
  readonly value: string;
}

/** What a filter sends where nothing is chosen. */
export const ANY = 'any';

/** The choices of a filter: any of them, then each. */
export function orAny(choices: readonly Choice[], reader: Reads): Choice[] {
  return [{ title: say(reader, 'kit.any'), value: ANY }, ...choices];
}
