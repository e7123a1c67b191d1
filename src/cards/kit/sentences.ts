import { languageOf, type Reads } from '../../words/language.ts';
import { asText, type Text } from '../../words/text.ts';

/** Whole sentences in a row; empty ones are left out. Chinese and Japanese have no blank between them. */
export function sentences(reader: Reads, ...said: readonly Text[]): Text {
  const language = languageOf(reader.locale);
  const between = language === 'zh' || language === 'ja' ? '' : ' ';
  return asText(said.filter((one) => one !== '').join(between));
}
