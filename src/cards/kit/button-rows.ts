import type { Text } from '../../words/text.ts';
import { clean } from './text.ts';

type Node = { readonly [key: string]: unknown };

/** What a card of 320 px has for buttons, between its paddings, in CSS pixels. */
const ROW_WIDTH = 288;
const BETWEEN = 8;
/** Padding and border of one button. */
const AROUND = 32;
/** Of 14 px semibold, on the wide side, since fonts differ; letters as wide as high count twice. */
const LETTER = 8;
/** More than three in a row are too many to tell apart, however short. */
const MAX_ROWS = 3;
/** Letters of a name on a button. */
const MAX_NAME = 40;
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/g;

/** About how wide a button is drawn, in CSS pixels. */
export function buttonWidth(title: string): number {
  return AROUND + LETTER * textWidth(title);
}

/** In letters; those as wide as high count twice. */
export function textWidth(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}

/** Whether buttons stand beside each other on a phone without one being cut off. */
export function fitsRow(titles: readonly string[]): boolean {
  const width = titles.reduce((sum, title) => sum + buttonWidth(title) + BETWEEN, -BETWEEN);
  return titles.length <= MAX_ROWS && width <= ROW_WIDTH;
}

/** A name as far as it fits on a phone's button beside other words, so that those, which tell buttons apart, are not cut off. */
export function nameOnButton(name: string, besides: string): Text {
  const room = (ROW_WIDTH - AROUND) / LETTER - textWidth(besides);
  let most = MAX_NAME;
  while (most > 1 && textWidth(clean(name, most)) > room) most--;
  return clean(name, most);
}

/** Breaks every row of buttons of a card that a phone would cut off, at any depth, into rows that fit. */
export function withButtonRows<Card extends object>(card: Card): Card {
  // Laying out moves buttons and leaves every other key as it is.
  return laidOut(card) as Card;
}

function laidOut(node: unknown): unknown {
  if (Array.isArray(node)) return node.flatMap(rowsOf);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [
    key,
    key === 'fallback' || key === 'data' ? value : laidOut(value),
  ]);
  const own: Node = Object.fromEntries(entries);
  if (own['type'] !== 'AdaptiveCard') return own;
  const actions = listOf(own['actions']);
  if (fitsRow(actions.map(titleOf))) return own;
  const { actions: _actions, ...rest } = own;
  return {
    ...rest,
    body: [...listOf(own['body']), ...rowSets({ type: 'ActionSet', spacing: 'Medium' }, actions)],
  };
}

/** An element as it is, or the rows that a set of too many buttons becomes. */
function rowsOf(element: unknown): unknown[] {
  const own = laidOut(element) as Node | string | null;
  if (own === null || typeof own !== 'object' || own['type'] !== 'ActionSet') return [own];
  const { actions, ...set } = own;
  return rowSets(set, listOf(actions));
}

function rowSets(set: Node, actions: readonly Node[]): Node[] {
  const rows: Node[][] = [];
  for (const action of actions) {
    const row = rows.at(-1);
    if (row !== undefined && fitsRow([...row, action].map(titleOf))) row.push(action);
    else rows.push([action]);
  }
  return rows.map((row, at) => ({
    ...set,
    ...(at === 0 ? {} : { spacing: 'Small', separator: false }),
    actions: row,
  }));
}

function listOf(value: unknown): readonly Node[] {
  return Array.isArray(value) ? (value as readonly Node[]) : [];
}

function titleOf(action: Node): string {
  const title = action['title'];
  return typeof title === 'string' ? title : '';
}
