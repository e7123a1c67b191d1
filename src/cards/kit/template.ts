import { readFileSync } from 'node:fs';
// The engine itself: the package's index also declares types of a renderer's sources, which are not ours to check.
import { Template } from 'adaptivecards-templating/lib/template-engine.js';
import { z } from 'zod';
import { isRightToLeft, languageOf, PSEUDO, type Reads } from '../../words/language.ts';
import { withWords } from '../../words/in-template.ts';
import { withSubmitFallbacks } from './action.ts';
import { withButtonRows } from './button-rows.ts';
import { marked } from './marks.ts';
import { linkless, undated } from './text.ts';

/** An expanded card, ready to send. */
export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly version: '1.5';
  /** One plain sentence: what a toast says, and what a client shows that cannot draw the card. */
  readonly fallbackText: string;
  readonly body: readonly unknown[];
  readonly actions?: readonly unknown[];
  /** BCP 47 primary tag of the words on it. */
  readonly lang?: string;
  /** The script runs from right to left, and columns are mirrored. */
  readonly rtl?: boolean;
  /** What the client asks for by itself when the card is seen. */
  readonly refresh?: { readonly action: object; readonly userIds?: readonly string[] };
}

/** A card as a message carries it; the shape of the Bot Framework's `Attachment`. */
export interface CardAttachment {
  readonly contentType: 'application/vnd.microsoft.card.adaptive';
  readonly content: AdaptiveCard;
}

export function attachment(card: AdaptiveCard): CardAttachment {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content: card };
}

/** What the message's `summary` should be: the toast's text, without Markdown. */
export function summaryOf(card: AdaptiveCard): string {
  return card.fallbackText;
}

const CARDS = new URL('../../../cards/', import.meta.url);

/**
 * Reads `cards/<name>.json` once, at start-up; templates come from the repository only, never from data.
 *
 * - `{ "$include": "head" }` stands for `cards/pieces/head.json`; other keys beside it are set on top, so a piece can be
 *   given `$data` or `$when`. This is what keeps the cards alike.
 * - `"@scores.why"` stands for that message in the reader's language: templates hold no words of their own.
 * - Buttons that a phone would cut off beside each other are broken into rows here.
 * - Text in `Good`, `Attention` or `Accent` gets a mark in front, and keeps no colour that cannot be read.
 * - Every `Action.Execute` gets its `Action.Submit` fallback here, so templates do not spell it out.
 *
 * The data is expanded exactly once: what it says is never read as a template. Values are strings, numbers, booleans,
 * and lists and records of those; text that people typed goes through {@link ./text.ts} first. A field that is missing
 * or `null` would be printed as `${field}`, so give `''` and hide the element by `$when`.
 */
// The parameter ties a template to its data, so that a builder that leaves a field out does not compile.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function cardTemplate<Data extends object>(
  name: string,
): (data: Data, reader?: Reads) => AdaptiveCard {
  const payload = withSubmitFallbacks(readPiece(name));
  // Parsing all cards' expressions would be a tenth of the time of a start; each is parsed when it is first shown.
  const templates = new Map<string, Template>();
  return (data, reader = { locale: 'en' }) => {
    const language = reader.locale === PSEUDO ? PSEUDO : languageOf(reader.locale);
    const template = templates.get(language) ?? new Template(withWords(payload, { locale: language }));
    templates.set(language, template);
    const card = withButtonRows(template.expand({ $root: data }) as AdaptiveCard);
    return asWritten(isRightToLeft(language), {
      ...card,
      fallbackText: linkless(card.fallbackText),
      lang: language,
      ...(isRightToLeft(language) ? { rtl: true } : {}),
    }) as AdaptiveCard;
  };
}

/** What people read of a card; data, addresses and what an input holds travel as they are. */
const READ: ReadonlySet<string> = new Set([
  'text',
  'title',
  'label',
  'placeholder',
  'errorMessage',
  'fallbackText',
  'altText',
]);

/**
 * A part of a card with every text in it as somebody wrote it, wherever that came from and whether it is Markdown or not, and
 * with its colours as {@link marked}.
 */
function asWritten(rtl: boolean, node: unknown, within = ''): unknown {
  if (Array.isArray(node)) return node.map((child) => asWritten(rtl, child, within));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(
    Object.entries(marked({ ...node })).map(([key, child]) => {
      if (typeof child !== 'string') return [key, key === 'data' ? child : asWritten(rtl, child, key)];
      const isRead = READ.has(key) || (key === 'value' && within === 'facts');
      return [key, isRead ? inDirection(undated(child), rtl) : child];
    }),
  );
}

/**
 * Facts in a row, in the order of the script: two Latin names beside each other would else run from left to right amid Arabic.
 * Source: Unicode Standard Annex 9, "Implicit Directional Marks".
 */
function inDirection(text: string, rtl: boolean): string {
  return rtl ? text.replaceAll(' · ', ' \u200f· \u200f') : text;
}

const Json = z.json();
type Json = z.infer<typeof Json>;

function readPiece(name: string): Json {
  return included(Json.parse(JSON.parse(readFileSync(new URL(`${name}.json`, CARDS), 'utf8'))));
}

function included(node: Json): Json {
  if (Array.isArray(node)) return node.map(included);
  if (node === null || typeof node !== 'object') return node;
  const { $include: piece, ...rest } = node;
  const own = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, included(value)]));
  if (typeof piece !== 'string') return own;
  const content = readPiece(`pieces/${piece}`);
  if (content === null || typeof content !== 'object' || Array.isArray(content)) {
    throw new Error(`cards/pieces/${piece}.json is not an object`);
  }
  return { ...content, ...own };
}
