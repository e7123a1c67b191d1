import { decoded } from '../domain/associations/html-text.ts';

/** Longest name, tag or address of anybody, in characters. */
export const SHORT_TEXT = 200;
/** No word or question is longer; what is, is read elsewhere as it came. */
const MAX_TEXT = 4_000;
const MAX_MENTIONS = 50;

/** A mention as an entity tells it; its text stands in the message as it is written here. */
export interface Mention {
  readonly type: 'mention';
  readonly text?: string | undefined;
}

/** Whoever is mentioned, whatever attributes the tag has; then what is left of tags without their other half. */
const MENTIONED = /<at\b[^<>]*>[^<]*<\/at>/giu;
const TAG = /<\/?at\b[^<>]*>|<quoted\b[^<>]*>/giu;
/** Joiners, direction marks, soft hyphens, fillers and variation selectors: they show nothing. */
const INVISIBLE = /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const BLANKS = /[\s\p{Z}\p{Cc}]+/gu;

/**
 * The words of a message as somebody meant them, on one line: without mentions of anybody (a bot whose name has two words
 * is mentioned twice, and forwarded messages keep tags without entities), without what cannot be seen, with every kind
 * of blank as one space, and wide letters as plain ones.
 */
export function wordsOf(text: string, entities: readonly { readonly type: string }[]): string {
  let said = text.slice(0, MAX_TEXT).replace(MENTIONED, ' ');
  for (const mention of entities.filter(isMention).slice(0, MAX_MENTIONS)) {
    // A tag is found as it stands in the text, which may have attributes that the entity's lacks.
    if (mention.text.startsWith('<')) continue;
    said = said.replaceAll(mention.text, ' ');
  }
  return decoded(said.replace(TAG, ' ')).normalize('NFKC').replace(INVISIBLE, '').replace(BLANKS, ' ').trim();
}

function isMention(entity: {
  readonly type: string;
}): entity is { readonly type: 'mention'; readonly text: string } {
  return (
    entity.type === 'mention' && 'text' in entity && typeof entity.text === 'string' && entity.text !== ''
  );
}
