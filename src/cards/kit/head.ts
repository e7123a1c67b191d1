import { plain } from './text.ts';

/** The state in a colour; the word says it too. No Warning: Teams' yellow cannot be read on its light background. */
export type StateColor = 'Good' | 'Attention' | 'Accent' | 'Default';

/** What `cards/pieces/head.json` shows: whoever reads only this knows whether to act. */
export interface Head {
  /** Kind and whose it is: "BENEFIT REFERRAL · Contoso Corporation (US)". */
  readonly kind: string;
  /** A customer, an area, a claim number. */
  readonly subject: string;
  /** A word or two at the right; `''`: none. */
  readonly state: string;
  readonly stateColor: StateColor;
}

/**
 * @param kind ours, in plain case; it is shown in capitals
 * @param whose a name from data, escaped here; `''`: nobody's
 * @param subject escaped here
 * @param state ours
 */
export function head(
  kind: string,
  whose: string,
  subject: string,
  state = '',
  stateColor: StateColor = 'Default',
): Head {
  const owner = plain(whose);
  return {
    kind: owner === '' ? kind.toUpperCase() : `${kind.toUpperCase()} · ${owner}`,
    subject: plain(subject),
    state,
    stateColor,
  };
}
