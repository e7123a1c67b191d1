import { asText, NONE, type Text } from '../../words/text.ts';
import { textWidth } from './button-rows.ts';
import { plain } from './text.ts';

/** The state in a colour; the word says it too. No Warning: Teams' yellow cannot be read on its light background. */
export type StateColor = 'Good' | 'Attention' | 'Accent' | 'Default';

/** What `cards/pieces/head.json` shows: whoever reads only this knows whether to act. */
export interface Head {
  /** Kind and whose it is: "BENEFIT REFERRAL · Contoso Corporation (US)". */
  readonly kind: Text;
  /** A customer, an area, a claim number. */
  readonly subject: Text;
  /** A word or two at the right; `''`: none, or too many. */
  readonly state: Text;
  /** What is too long to stand beside the subject on a phone, below it. */
  readonly stateBelow: Text;
  readonly stateColor: StateColor;
}

/** What a card of 320 px has between its paddings and the space between two columns, in CSS pixels. */
const ROOM = 276;
/** Of one letter, on the wide side: the state with its mark, the kind in small capitals, the subject as a heading. */
const LETTER = { state: 9, kind: 9.5, subject: 12 };

/**
 * @param kind ours, in plain case; it is shown in capitals
 * @param whose a name from data, escaped here; `''`: nobody's
 * @param subject escaped here
 * @param state ours
 */
export function head(
  kind: Text,
  whose: string,
  subject: string,
  state: Text = NONE,
  stateColor: StateColor = 'Default',
): Head {
  const owner = plain(whose);
  const said = {
    kind: asText(owner === '' ? kind.toUpperCase() : `${kind.toUpperCase()} · ${owner}`),
    subject: plain(subject),
    stateColor,
  };
  return isBeside(said, state)
    ? { ...said, state, stateBelow: NONE }
    : { ...said, state: NONE, stateBelow: state };
}

/** Whether the state leaves every word beside it in one piece. */
function isBeside({ kind, subject }: Pick<Head, 'kind' | 'subject'>, state: Text): boolean {
  const width = (textWidth(state) + 2) * LETTER.state;
  const least = Math.max(longest(kind) * LETTER.kind, longest(subject) * LETTER.subject);
  return width + least <= ROOM;
}

function longest(text: Text): number {
  return Math.max(...text.split(/\s+/u).map(textWidth));
}
