import { asText, type Text } from '../../words/text.ts';

/** Independent facts in one row: "Microsoft Azure · until 31 Dec 2027". Empty ones are left out. */
export function dotted(...facts: readonly Text[]): Text {
  return asText(facts.filter((fact) => fact !== '').join(' · '));
}
