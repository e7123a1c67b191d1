import { asText, type Text } from './text.ts';

/** The languages that people can read Porter in. Their folders lie beside this file. */
export const LANGUAGES = ['en', 'fr', 'de', 'es', 'pt', 'it', 'ja', 'ko', 'zh', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each by its own name, by which its readers find it. */
export const LANGUAGE_NAMES: { readonly [language in Language]: Text } = {
  en: asText('English'),
  fr: asText('Français'),
  de: asText('Deutsch'),
  es: asText('Español'),
  pt: asText('Português (Brasil)'),
  it: asText('Italiano'),
  ja: asText('日本語'),
  ko: asText('한국어'),
  zh: asText('简体中文'),
  ar: asText('العربية'),
};

/** BCP 47, by which `Intl` writes dates and numbers where a reader has named no region. */
const FORMATS: { readonly [language in Language]: string } = {
  en: 'en-GB',
  fr: 'fr-FR',
  de: 'de-DE',
  es: 'es-ES',
  pt: 'pt-BR',
  it: 'it-IT',
  ja: 'ja-JP',
  ko: 'ko-KR',
  zh: 'zh-CN',
  ar: 'ar',
};

/** Who reads: all that is needed to choose the words. */
export interface Reads {
  /** BCP 47, as a client or a setting gave it. */
  readonly locale: string;
}

/** English with every letter changed, by which tests find text that is in no catalogue. CLDR's name for such a locale. */
export const PSEUDO = 'en-XA';

/** The locale's language where Porter has it, else English. */
export function languageOf(locale: string): Language {
  const { language, script, region } = parts(locale);
  // Traditional Chinese is another script; simplified characters would be no help to many of its readers.
  if (language === 'zh' && (script === 'Hant' || ['TW', 'HK', 'MO'].includes(region ?? ''))) return 'en';
  return LANGUAGES.find((known) => known === language) ?? 'en';
}

/** Whether it is a language that Porter has; for a choice between several sources of a locale. */
export function isKnown(locale: string): boolean {
  return languageOf(locale) !== 'en' || parts(locale).language === 'en';
}

/**
 * The locale by which numbers and dates are written beside words of {@link languageOf}: the same language, in the
 * region that the reader named.
 */
export function formatLocaleOf(locale: string): string {
  const language = languageOf(locale);
  const { language: named, region } = parts(locale);
  if (region === undefined || named !== language || locale === PSEUDO) return FORMATS[language];
  return `${language}-${region}`;
}

export function isRightToLeft(locale: string): boolean {
  return languageOf(locale) === 'ar';
}

interface Parts {
  readonly language: string | undefined;
  readonly script?: string | undefined;
  readonly region?: string | undefined;
}

/** As many as clients may name: a locale is asked about at every word, and taking it apart costs more than the word. */
const MAX_LOCALES = 1_000;
const taken = new Map<string, Parts>();

function parts(locale: string): Parts {
  const known = taken.get(locale);
  if (known !== undefined) return known;
  if (taken.size >= MAX_LOCALES) taken.clear();
  const made = takenApart(locale);
  taken.set(locale, made);
  return made;
}

function takenApart(locale: string): Parts {
  try {
    const { language, script, region } = new Intl.Locale(locale);
    return { language, script, region };
  } catch {
    return { language: undefined };
  }
}
