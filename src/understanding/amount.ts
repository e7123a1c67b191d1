import type { Metric } from '../domain/shared/catalogue.ts';
import type { Language } from '../words/language.ts';
import { phrasesOf } from './lexicon.ts';
import { normalised } from './normal.ts';

/** So much more of a metric, as a sentence names it. */
export interface Amount {
  readonly metric: Metric;
  readonly amount: number;
}

const NUMBER = /\p{N}+/gu;
/** Numbers that are said of the score and of a product, and are no amount. */
const NAMES = ['70', '100', '365'];
const MAX_DIGITS = 6;
/** Scripts that write words without spaces, or tie particles to them. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * Reads "3 customers" as three more of the metric that customers count for.
 *
 * @param metrics those that can be meant
 * @returns undefined where no number was said, several, or none of a known thing
 */
export function amountNamed(
  text: string,
  metrics: readonly Metric[],
  language: Language,
): Amount | undefined {
  const said = normalised(text);
  const [number, ...others] = (said.match(NUMBER) ?? []).filter((one) => !NAMES.includes(one));
  if (number === undefined || others.length > 0 || number.length > MAX_DIGITS) return undefined;
  const [longest] = metrics
    .flatMap((metric) => namesOf(metric, language).map((name) => ({ metric, name })))
    .filter(({ name }) => isSaid(name, said))
    .toSorted((one, two) => two.name.length - one.name.length);
  return longest && { metric: longest.metric, amount: Number(number) };
}

function namesOf(metric: Metric, language: Language): readonly string[] {
  return [...new Set([language, 'en' as const])]
    .flatMap((one) => phrasesOf(one, `more-${metric}`))
    .map(normalised);
}

function isSaid(name: string, said: string): boolean {
  return UNSPACED.test(name) ? said.includes(name) : ` ${said} `.includes(` ${name} `);
}
