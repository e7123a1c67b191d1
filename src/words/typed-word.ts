import { catalogueOf } from './catalogue.ts';
import { languageOf, PSEUDO, type Reads } from './language.ts';
import { asText, type Text } from './text.ts';

/**
 * A command's word as its reader would type it: the first of the phrases by which the command is found in their language. What
 * has no phrase of its own stays the English word, which is understood everywhere.
 *
 * @param word the command's own, in English: `new claim`
 */
export function typedWord(word: string, reader: Reads): Text {
  const language = reader.locale === PSEUDO ? 'en' : languageOf(reader.locale);
  const phrases =
    language === 'en' ? undefined : catalogueOf(language).get(`phrases.${word.replaceAll(' ', '-')}`);
  const [first = ''] = phrases?.split('|') ?? [];
  return asText(capitalised(first.trim(), language) || word);
}

function capitalised(word: string, language: string): string {
  const [first = ''] = word;
  return first.toLocaleUpperCase(language) + word.slice(first.length);
}
