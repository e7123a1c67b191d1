import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';

/** One entry of an `Input.ChoiceSet`. */
export interface Choice {
  /** Ours, or cleaned: choices are not Markdown. */
  readonly title: string;
  readonly value: string;
}

/** What a filter sends where nothing is chosen. */
export const ANY = 'any';

/** The choices of a filter: any of them, then each. */
export function orAny(choices: readonly Choice[], reader: Reads): Choice[] {
  return [{ title: say(reader, 'kit.any'), value: ANY }, ...choices];
}
