import { QUALIFYING_TOTAL } from '../../domain/scores/areas.ts';
import type { Theme } from './theme.ts';

/** What is drawn of an area. Numbers and days only: words stand beside it, and no font has all scripts. */
export interface ScoreDrawn {
  /** 0 to 100. */
  readonly total: number;
  readonly qualified: boolean;
  /** The total as the reader writes it. */
  readonly figure: string;
  /** Oldest first, the latest last; fewer than two draw no line. */
  readonly trend: readonly { readonly day: string; readonly total: number }[];
}

/** In CSS pixels: as wide as a card in a chat. */
export const PICTURE = { width: 448, height: 148 };

/** The gauge, in the left half. */
const GAUGE = { x: 110, y: 118, radius: 82, stroke: 22 };
/** The line, in the right half. */
const LINE = { left: 244, right: 424, top: 24, bottom: 112 };

/** The total against 70 as a gauge, and beside it how it came there, as an SVG. */
export function scorePicture(drawn: ScoreDrawn, theme: Theme): string {
  const { width, height } = PICTURE;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Open Sans" font-weight="600">`,
    `<rect width="${width}" height="${height}" fill="${theme.ground}"/>`,
    gauge(drawn, theme, drawn.trend.length < 2 ? width / 2 : GAUGE.x),
    drawn.trend.length < 2 ? '' : line(drawn, theme),
    '</svg>',
  ].join('');
}

function gauge({ total, qualified, figure }: ScoreDrawn, theme: Theme, x: number): string {
  const { y, radius, stroke } = GAUGE;
  const color = qualified ? theme.enough : theme.short;
  const [from, to] = [radius - stroke / 2 - 4, radius + stroke / 2 + 4].map((at) =>
    on(x, at, QUALIFYING_TOTAL),
  );
  const label = on(x, radius + stroke / 2 + 16, QUALIFYING_TOTAL);
  return [
    arc(x, 100, theme.rest),
    total > 0 ? arc(x, Math.min(total, 100), color) : '',
    `<path d="M${from} L${to}" stroke="${theme.text}" stroke-width="3"/>`,
    text(label, String(QUALIFYING_TOTAL), 16, theme.text),
    text(`${x} ${y - 6}`, figure, 34, theme.text),
    text(`${x - radius} ${y + 18}`, '0', 14, theme.subtle),
    text(`${x + radius} ${y + 18}`, '100', 14, theme.subtle),
  ].join('');
}

/** From the left to a share of the half circle. */
function arc(x: number, share: number, color: string): string {
  const { radius, stroke } = GAUGE;
  return `<path d="M${on(x, radius, 0)} A${radius} ${radius} 0 0 1 ${on(x, radius, share)}" fill="none" stroke="${color}" stroke-width="${stroke}"/>`;
}

/** A point of the half circle, by its share of 100. */
function on(x: number, radius: number, share: number): string {
  const angle = Math.PI * (1 - share / 100);
  return `${round(x + radius * Math.cos(angle))} ${round(GAUGE.y - radius * Math.sin(angle))}`;
}

function line({ trend, qualified }: ScoreDrawn, theme: Theme): string {
  const { left, right, top, bottom } = LINE;
  const color = qualified ? theme.enough : theme.short;
  const points = trend.map(({ total }, at) => ({
    x: round(left + ((right - left) * at) / (trend.length - 1)),
    y: round(bottom - ((bottom - top) * total) / 100),
  }));
  const goal = round(bottom - ((bottom - top) * QUALIFYING_TOTAL) / 100);
  const path = points.map(({ x, y }) => `${x},${y}`).join(' ');
  return [
    `<path d="M${left} ${bottom} H${right}" stroke="${theme.rest}" stroke-width="2"/>`,
    `<path d="M${left} ${goal} H${right}" stroke="${theme.subtle}" stroke-width="2" stroke-dasharray="4 4"/>`,
    text(`${left - 14} ${goal + 5}`, String(QUALIFYING_TOTAL), 14, theme.subtle),
    `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="4" stroke-linejoin="round"/>`,
    ...points.map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="5" fill="${color}"/>`),
    text(`${left} ${bottom + 22}`, trend[0]?.day ?? '', 14, theme.subtle, 'start'),
    text(`${right} ${bottom + 22}`, trend.at(-1)?.day ?? '', 14, theme.subtle, 'end'),
  ].join('');
}

/** @param at a point of its baseline */
function text(
  at: string,
  said: string,
  size: number,
  color: string,
  anchor: 'start' | 'middle' | 'end' = 'middle',
): string {
  const [x, y] = at.split(' ');
  return `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}" fill="${color}">${escaped(said)}</text>`;
}

function escaped(said: string): string {
  return said.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
