import type { DayScore } from '../../domain/scores/trend.ts';
import { asText, NONE, type Text } from '../../words/text.ts';

/** Of rising height; every font that clients fall back to has them. */
const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const MAX_DAYS = 12;

/** A line of text that rises and falls with the total, of 0 to 100; `''` with fewer than two days. */
export function sparkline(trend: readonly Pick<DayScore, 'total'>[]): Text {
  if (trend.length < 2) return NONE;
  const steps = BLOCKS.length;
  return asText(
    trend
      .slice(-MAX_DAYS)
      .map(({ total }) => BLOCKS[Math.min(Math.floor((total / 100) * steps), steps - 1)] ?? '')
      .join(''),
  );
}
