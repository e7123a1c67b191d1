/** What `cards/pieces/bar.json` draws: columns beside each other, over the full width of the card. */
export interface Bar {
  readonly parts: readonly BarPart[];
}

export interface BarPart {
  /** Its share of the bar; whole numbers of at least 1, which add up to about 100. */
  readonly weight: number;
  readonly style: 'accent' | 'good' | 'emphasis';
  /** One pixel of the colour, over what the style gives: the styles of Teams are too pale to tell from its cards. */
  readonly color: string;
}

const PIXEL = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42';
/** Each at least 3 : 1 against the cards of all of Teams' themes; what is not reached is a veil over the card's own ground. */
const COLORS = {
  /** #7a7fd0 */
  accent: `${PIXEL}mOoqr/wHwAGCQLJdaS8qQAAAABJRU5ErkJggg==`,
  /** #2f9e5b */
  good: `${PIXEL}mPQnxf9HwAEUAIo8opu+wAAAABJRU5ErkJggg==`,
  /** #808080 at 35 of 100 */
  needed: `${PIXEL}mNoaGiIAgAE3wHbDKTKSAAAAABJRU5ErkJggg==`,
  /** #808080 at 15 of 100 */
  beyond: `${PIXEL}mNoaGhQAwAEqwGnVZ+pVAAAAABJRU5ErkJggg==`,
};

/**
 * A value against its maximum; the number always stands beside it. Only nothing draws nothing, and only all draws all.
 *
 * @param ratio 0 to 1; outside is cut off
 * @param isReached whether what the bar is about is achieved
 * @param mark where what is needed ends: from there on the rest is paler; absent: nowhere
 */
export function bar(ratio: number, isReached: boolean, mark = 1): Bar {
  const filled = percent(ratio);
  const needed = Math.max(percent(mark) - filled, 0);
  const done = isReached ? 'good' : 'accent';
  const parts: readonly BarPart[] = [
    { weight: filled, style: done, color: COLORS[done] },
    { weight: needed, style: 'emphasis', color: COLORS.needed },
    { weight: 100 - filled - needed, style: 'emphasis', color: COLORS.beyond },
  ];
  return { parts: parts.filter(({ weight }) => weight > 0) };
}

function percent(ratio: number): number {
  const exact = Math.min(Math.max(ratio, 0), 1) * 100;
  const [least, most] = [exact > 0 ? 1 : 0, exact < 100 ? 99 : 100];
  return Math.min(Math.max(Math.round(exact), least), most);
}
