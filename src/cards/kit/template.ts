import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isRightToLeft, languageOf, PSEUDO, type Reads } from '../../words/language.ts';
import { withWords } from '../../words/in-template.ts';
import { withSubmitFallbacks } from './action.ts';
import { CardFiller } from './card-filler.ts';
import { linkless } from './text.ts';
import { written } from './written.ts';

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
  // Compiling all cards would be a tenth of the time of a start; each is when it is first shown.
  const fillers = new Map<string, CardFiller>();
  return (data, reader = { locale: 'en' }) => {
    const language = reader.locale === PSEUDO ? PSEUDO : languageOf(reader.locale);
    const rtl = isRightToLeft(language);
    const filler = fillers.get(language) ?? new CardFiller(withWords(payload, { locale: language }), rtl);
    fillers.set(language, filler);
    // A template is a card: tests hold each against the schema.
    const card = filler.cardOf(data) as AdaptiveCard;
    return {
      ...card,
      fallbackText: written(linkless(card.fallbackText), rtl),
      lang: language,
      ...(rtl ? { rtl } : {}),
    };
  };
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
