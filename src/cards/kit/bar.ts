/** Letters of a bar: few enough for a phone, where fonts without them fall back to wider ones. */
const LENGTH = 20;
const FILLED = '━';
const REST = '┈';

/** What `cards/pieces/bar.json` draws: a thin line of text, so that it needs no picture and follows every theme. */
export interface Bar {
  readonly filled: string;
  readonly rest: string;
  readonly barColor: 'Accent' | 'Good';
}

/**
 * A value against its maximum; the number always stands beside it. Only nothing draws nothing, and only all draws all.
 *
 * @param ratio 0 to 1; outside is cut off
 * @param isReached whether what the bar is about is achieved
 */
export function bar(ratio: number, isReached: boolean): Bar {
  const exact = Math.min(Math.max(ratio, 0), 1) * LENGTH;
  const least = exact > 0 ? 1 : 0;
  const most = exact < LENGTH ? LENGTH - 1 : LENGTH;
  const filled = Math.min(Math.max(Math.round(exact), least), most);
  return {
    filled: FILLED.repeat(filled),
    rest: REST.repeat(LENGTH - filled),
    barColor: isReached ? 'Good' : 'Accent',
  };
}
