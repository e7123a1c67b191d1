import type { Reads } from '../../words/language.ts';
import { say } from '../../words/say.ts';
import { messageCard } from './message.ts';
import type { AdaptiveCard } from '../kit/template.ts';
import { clean } from '../kit/text.ts';

/** Of a message in Teams, in UTF-16; beyond some 100 KB it is refused. Source: Microsoft Learn, "Format your bot messages", 2026-10. */
export const MAX_BYTES = 80_000;

const MAX_FACTS = 3;
const MAX_ROWS = 6;
const MAX_TEXT = 240;

type Node = { readonly [key: string]: unknown };

/** How much of Teams' limit a card takes. */
export function bytesOf(card: AdaptiveCard): number {
  return JSON.stringify(card).length * 2;
}

/**
 * The same card with fewer facts, rows and words; every button and every input stays.
 *
 * It works on any card: lists of a card are its longest, and what a form asks for is never a list.
 */
export function shorten(card: AdaptiveCard, reader: Reads): AdaptiveCard {
  const { actions, body, ...rest } = card;
  const short = { ...rest, body: shortList(body, reader) };
  return actions === undefined
    ? short
    : { ...short, actions: actions.map((action) => shortNode(action, reader)) };
}

/**
 * What is left when even that is too large: what it is about, and where to look.
 *
 * @param word the command that shows it
 */
export function minimal(card: AdaptiveCard, word: string, reader: Reads): AdaptiveCard {
  return messageCard(
    {
      kind: say(reader, 'chat.shortened.subject'),
      subject: clean(card.fallbackText, MAX_TEXT),
      lines: [say(reader, 'chat.shortened.line', { word: clean(word) })],
    },
    reader,
  );
}

function shortList(items: readonly unknown[], reader: Reads): unknown[] {
  const kept = items.filter((item, at) => at < MAX_ROWS || holdsInput(item));
  const left = items.length - kept.length;
  const short = kept.map((node) => shortNode(node, reader));
  return left === 0 ? short : [...short, moreOf(left, reader)];
}

function moreOf(count: number, reader: Reads): Node {
  const text = say(reader, 'chat.shortened.more', { count });
  return { type: 'TextBlock', text, isSubtle: true, size: 'Small', wrap: true };
}

function shortNode(node: unknown, reader: Reads): unknown {
  if (Array.isArray(node)) return node.map((one) => shortNode(one, reader));
  if (!isNode(node)) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, shortOf(node, key, value, reader)]);
  return Object.fromEntries(entries) as Node;
}

function shortOf(node: Node, key: string, value: unknown, reader: Reads): unknown {
  if (key === 'facts' && Array.isArray(value)) return shortNode(value.slice(0, MAX_FACTS), reader);
  if ((key === 'items' || key === 'body') && Array.isArray(value)) return shortList(value, reader);
  const isText = typeof value === 'string' && (key === 'text' || key === 'value');
  if (isText && !isInput(node)) return shortText(value);
  // What a button sends, and what may be chosen, is never cut.
  return key === 'data' || key === 'choices' || key === 'fallback' ? value : shortNode(value, reader);
}

/** Cut at a word, so that no escape and no link is taken apart in the middle. */
function shortText(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  const cut = text.slice(0, MAX_TEXT);
  const safe = cut.slice(0, Math.max(cut.lastIndexOf(' '), MAX_TEXT / 2)).replace(/\\+$/, '');
  return /\]\([^)]*$/.test(safe) ? `${safe.slice(0, safe.lastIndexOf('['))}…` : `${safe}…`;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function isInput(node: Node): boolean {
  return typeof node['type'] === 'string' && node['type'].startsWith('Input.');
}

function holdsInput(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(holdsInput);
  if (!isNode(node)) return false;
  return isInput(node) || node['type'] === 'ActionSet' || Object.values(node).some(holdsInput);
}
