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

/** Letters that leave the subject room on a card of 320 px. */
const BESIDE = 16;

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
  return {
    kind: asText(owner === '' ? kind.toUpperCase() : `${kind.toUpperCase()} · ${owner}`),
    subject: plain(subject),
    ...(textWidth(state) > BESIDE ? { state: NONE, stateBelow: state } : { state, stateBelow: NONE }),
    stateColor,
  };
}
