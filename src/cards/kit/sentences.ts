import { languageOf, type Reads } from '../../words/language.ts';
import { asText, type Text } from '../../words/text.ts';

/** A heading as a sentence: it ends in a full stop, unless it ends in a mark of its own. */
export function asSentence(heading: Text, reader: Reads): Text {
  if (/[.。?？؟…:]$/u.test(heading)) return heading;
  const language = languageOf(reader.locale);
  return asText(`${heading}${language === 'zh' || language === 'ja' ? '。' : '.'}`);
}

/** Whole sentences in a row; empty ones are left out. Chinese and Japanese have no blank between them. */
export function sentences(reader: Reads, ...said: readonly Text[]): Text {
  const language = languageOf(reader.locale);
  const between = language === 'zh' || language === 'ja' ? '' : ' ';
  return asText(said.filter((one) => one !== '').join(between));
}
