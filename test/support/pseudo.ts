import {
  AREA_NAMES,
  AREA_SHORT_NAMES,
  ASSOCIATION_NAMES,
  PROGRAM_NAMES,
  WORKLOAD_NAMES,
} from '../../src/cards/kit/labels.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { pseudo } from '../../src/words/pseudo.ts';

/** What clients show of an element; the value of a fact is shown too, that of an input is data. */
const SHOWN = ['text', 'title', 'label', 'placeholder', 'errorMessage', 'altText', 'fallbackText'];

/** Names that are the same in every language. */
const PRODUCT_NAMES = [
  ...[WORKLOAD_NAMES, AREA_NAMES, AREA_SHORT_NAMES, PROGRAM_NAMES, ASSOCIATION_NAMES].flatMap((names) =>
    Object.values(names),
  ),
  'Porter',
  'Microsoft',
  'Microsoft 365',
  'Teams',
  'Azure',
  'Dynamics 365',
  'Partner Center',
];

/** What a locale whose words nobody translated writes for dates, spans of time and zones. */
const DATED = new RegExp(
  [
    String.raw`\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b`,
    String.raw`\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b`,
    String.raw`\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b`,
    String.raw`\b(?:in )?\d[\d,.]* (?:minute|hour|day|week|month|year)s?(?: ago)?\b`,
    String.raw`\b(?:today|tomorrow|yesterday|this (?:minute|hour|day)|am|pm|UTC|GMT)\b`,
    // The place of a zone: "17:00 (Berlin)".
    String.raw`(?<=\d\d:\d\d )\([^)]*\)`,
  ].join('|'),
  'gi',
);

/** Marks that make typed text Markdown-proof, and the joiners that keep it from being a link. */
const ESCAPES = /\\(?=[^\p{L}\p{N}\s])|\u2060/gu;

/**
 * The texts of a card, made for the locale `en-XA`, that hold words from neither the catalogue nor outside: literals left
 * in the code or the template. Within a message, where letters are changed, a word with unchanged ones counts too.
 *
 * @param outside names, ids and other values that the card was given
 * @returns each text as it stands on the card, with the words in question; `[]` for a card without literals
 */
export function literalsOf(card: AdaptiveCard, outside: readonly string[] = []): string[] {
  return shownTexts(card).flatMap((text) => {
    const words = ownWords(text, outside);
    return words.length === 0 ? [] : [`${text} (${words.join(', ')})`];
  });
}

/** The same for one text that is on no card: a reply, a refusal, a letter's line. */
export function ownWords(text: string, outside: readonly string[] = []): string[] {
  const known = [...outside.map(asShown), ...PRODUCT_NAMES].filter((name) => name !== '');
  const rest = without(asShown(text), known).replace(DATED, ' ');
  return [...new Set([...unbracketed(rest), ...unchanged(rest)])];
}

/** Words outside of all brackets. */
function unbracketed(text: string): string[] {
  let rest = text;
  // Messages lie in messages; the innermost go first.
  while (/⟦[^⟦⟧]*⟧/u.test(rest)) rest = rest.replace(/⟦[^⟦⟧]*⟧/gu, ' ');
  return wordsOf(rest);
}

/** Words within brackets with a letter that the catalogue would have changed. */
function unchanged(text: string): string[] {
  const within = text.match(/⟦.*⟧/su)?.[0] ?? '';
  return wordsOf(within).filter((word) => `⟦${word}⟧` !== pseudo(word));
}

function wordsOf(text: string): string[] {
  return text.match(/\p{L}{2,}/gu) ?? [];
}

/** Longest first, since one name can hold another; as whole words, whatever their case. */
function without(text: string, names: readonly string[]): string {
  return names
    .toSorted((one, two) => two.length - one.length)
    .reduce((rest, name) => rest.replace(wholeWord(name), ' '), text);
}

function wholeWord(name: string): RegExp {
  return new RegExp(
    String.raw`(?<![\p{L}\p{N}])${name.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)}(?![\p{L}\p{N}])`,
    'giu',
  );
}

function asShown(text: string): string {
  return text.replace(ESCAPES, '').replace(/\s+/gu, ' ').trim();
}

/** All that is shown, each text once; not what buttons send. */
function shownTexts(card: AdaptiveCard): string[] {
  return [...new Set(textsIn(card, ''))].filter((text) => text !== '');
}

function textsIn(node: unknown, within: string): string[] {
  if (Array.isArray(node)) return node.flatMap((child) => textsIn(child, within));
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, child]: [string, unknown]) => {
    if (key === 'data') return [];
    if (typeof child !== 'string') return textsIn(child, key);
    return SHOWN.includes(key) || (key === 'value' && within === 'facts') ? [child] : [];
  });
}
