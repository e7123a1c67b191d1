import type { Text } from '../../words/text.ts';
import { bar, type Bar } from './bar.ts';

/** Of Teams' charts, by name, so that they suit each of its themes. Source: Adaptive Cards documentation hub, "Chart colors". */
type ChartColor = 'categoricalLightBlue' | 'good' | 'neutral';

/**
 * What `cards/pieces/bar-chart.json` draws: a bar of Teams' own, under a line of what it is called and how far it goes; where the
 * client knows no charts, {@link Bar} under the same line.
 */
export interface BarChart extends Bar {
  /** Plain text: Teams puts what the bar would be when full at the other end of the line. */
  readonly chartTitle: Text;
  readonly chartParts: readonly {
    readonly legend: Text;
    readonly value: number;
    readonly color: ChartColor;
  }[];
  /** The line above a bar of ours, which is Markdown. */
  readonly barName: Text;
  readonly barValue: Text;
}

/** A value against its maximum. */
export interface Measured {
  readonly value: number;
  readonly max: number;
  readonly isReached: boolean;
  /** Where what is needed ends, and what the rest before and behind it is called; the whole rest: `behind`. */
  readonly mark?: number;
  readonly legend: { readonly reached: Text; readonly before?: Text; readonly behind: Text };
}

export function barChart(
  { value, max, isReached, mark = 0, legend }: Measured,
  said: Pick<BarChart, 'chartTitle' | 'barName' | 'barValue'>,
): BarChart {
  const filled = Math.min(Math.max(value, 0), max);
  const ahead = Math.max(mark - filled, 0);
  const parts = [
    { legend: legend.reached, value: filled, color: isReached ? 'good' : 'categoricalLightBlue' },
    { legend: legend.before ?? legend.behind, value: ahead, color: 'neutral' },
    { legend: legend.behind, value: max - filled - ahead, color: 'neutral' },
  ] as const;
  return {
    ...said,
    ...bar(value / max, isReached, mark === 0 ? 1 : mark / max),
    chartParts: parts
      .map((part) => ({ ...part, value: Math.round(part.value * 10) / 10 }))
      .filter((part) => part.value > 0),
  };
}
