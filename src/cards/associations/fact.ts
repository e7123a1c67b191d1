import type { Text } from '../../words/text.ts';

/** A line of a `FactSet`; the value is Markdown. */
export interface Fact {
  readonly title: Text;
  readonly value: Text;
}
