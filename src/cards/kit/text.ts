import { asText, NONE, type Text } from '../../words/text.ts';

/** Controls, tabs and line breaks: a run of them becomes one space. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
/** Bidirectional controls, zero-width and other invisible characters, which make one text look like another. */
const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]|\u034f|(?<=\p{ASCII})[\u200c\u200d]/gu;
/** Halves of a surrogate pair without the other, which some JSON parsers refuse. */
const LONE_SURROGATE = /\p{Surrogate}/gu;
/**
 * What Markdown could act on, and no more: clients that do not know a backslash escape show the backslash, so `Contoso
 * (US)`, `AT&T`, `C#` and `snake_case` stay untouched. `](` is taken apart on both sides, since such clients link it.
 */
const MARKDOWN =
  /[\\`*~[\]]|(?<=\])\(|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[a-z/!?])|&(?=#?\w+;)|^(?:[>|]|#(?=#*\s)|[-+](?=[\s-]))|(?<=^\d+)[.)](?=\s)/giu;
/** What clients turn into a link on their own. */
const LINK = /(?<=[a-z0-9+.-]):(?=\/\/)|\b(?:(?:mailto|tel|javascript|data|msteams):|www(?=\.))/giu;
/**
 * What cards turn into a date of the client's own, Markdown or not. Source: Adaptive Cards, "Text features", date and time
 * formatting.
 */
const DATE_FUNCTION = /\{(?=\{(?:DATE|TIME)\()/giu;
/** Invisible, takes no room, forbids a line break: with it in between no client sees a link. */
const WORD_JOINER = '\u2060';

/**
 * One line of text as it was meant: without control, bidirectional and invisible characters. For places that are not
 * Markdown: `fallbackText`, titles of buttons and choices, values of inputs, the message's summary.
 *
 * @param maxLength in characters as read (what belongs together is not cut apart); longer text ends in "…"
 */
export function clean(text: string, maxLength = 4_000): Text {
  const oneLine = text
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(CONTROLS, ' ')
    .replace(INVISIBLE, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  return asText(shortened(oneLine, maxLength));
}

/**
 * Text that people or data typed (names, subjects) for a TextBlock or a fact, which are Markdown: one line that shows
 * as typed, formats nothing, links nowhere and mentions nobody.
 */
export function plain(text: string, maxLength = 4_000): Text {
  return asText(clean(text, maxLength).replace(MARKDOWN, '\\$&').replace(LINK, `$&${WORD_JOINER}`));
}

/** One line for a place that is not Markdown, where some clients link all the same: the toast and the fallback of a card. */
export function linkless(text: string): Text {
  return asText(clean(text).replaceAll('](', `]${WORD_JOINER}(`).replace(LINK, `$&${WORD_JOINER}`));
}

/** Text of a card, whatever it is for, with nothing in it that a client would replace by a date. */
export function undated(text: string): string {
  return text.replace(DATE_FUNCTION, `{${WORD_JOINER}`);
}

/** Notes of several lines, each as {@link plain}; blank lines in a row become one break. */
export function paragraphs(text: string, maxLength = 4_000): Text {
  const lines = shortened(text, maxLength)
    .split(/[\r\n\u2028\u2029]+/u)
    .map((line) => plain(line))
    .filter((line) => line !== '');
  return asText(lines.join('\n\n'));
}

/** Bold text for a TextBlock, escaped as {@link plain}; empty stays empty. */
export function bold(text: string): Text {
  const escaped = plain(text);
  return escaped === '' ? NONE : asText(`**${escaped}**`);
}

/** A link that opens. @param url https, as a browser writes it @param name what is read, escaped here */
export function linkTo(url: string, name: string): Text {
  return asText(`[${plain(name, 60)}](${asTarget(url)})`);
}

/** A URL inside a Markdown link: its brackets and blanks would end it. */
function asTarget(link: string): string {
  return link.replace(/[()\s<>\\[\]]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Of one character as it is read, in UTF-16 units: those of the longest emoji, with room. */
const MAX_UNITS = 20;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

function shortened(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  // Some write one character with a thousand marks; telling characters apart takes its time for each.
  const within = text.slice(0, maxLength * MAX_UNITS).toWellFormed();
  const graphemes = [...segmenter.segment(within)];
  if (graphemes.length <= maxLength && within.length === text.length) return text;
  const kept = graphemes.slice(0, maxLength - 1).map((part) => part.segment);
  return `${kept.join('').trimEnd()}…`;
}
