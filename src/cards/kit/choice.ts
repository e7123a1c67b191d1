/** One entry of an `Input.ChoiceSet`. */
export interface Choice {
  /** Ours, or cleaned: choices are not Markdown. */
  readonly title: string;
  readonly value: string;
}

/** What a filter sends where nothing is chosen. */
export const ANY = 'any';

/** The choices of a filter: any of them, then each. */
export function orAny(choices: readonly Choice[]): Choice[] {
  return [{ title: 'Any', value: ANY }, ...choices];
}
