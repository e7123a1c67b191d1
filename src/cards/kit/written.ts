import { marked } from './marks.ts';
import { undated } from './text.ts';

/** What people read of a card; data, addresses and what an input holds travel as they are. */
const READ: ReadonlySet<string> = new Set([
  'text',
  'title',
  'label',
  'placeholder',
  'errorMessage',
  'fallbackText',
  'altText',
  'legend',
]);

/** Whether a string of an element is read. @param within the key under which the element stands */
export function isRead(key: string, within: string): boolean {
  return READ.has(key) || (key === 'value' && within === 'facts');
}

/**
 * A part of a card with every text in it as somebody wrote it, wherever that came from and whether it is Markdown or not, and
 * with its colours as {@link marked}.
 */
export function asWritten(rtl: boolean, node: unknown, within = ''): unknown {
  if (Array.isArray(node)) return node.map((child) => asWritten(rtl, child, within));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(
    Object.entries(marked({ ...node })).map(([key, child]) => {
      if (typeof child !== 'string') return [key, key === 'data' ? child : asWritten(rtl, child, key)];
      return [key, isRead(key, within) ? written(child, rtl) : child];
    }),
  );
}

/** @param rtl the card's script runs from right to left */
export function written(text: string, rtl: boolean): string {
  const shown = undated(text);
  return rtl ? inDirection(shown) : shown;
}

/**
 * Facts in a row, in the order of the script: two Latin names beside each other would else run from left to right amid Arabic.
 * Source: Unicode Standard Annex 9, "Implicit Directional Marks".
 */
function inDirection(text: string): string {
  return text.replaceAll(' · ', ' \u200f· \u200f');
}
