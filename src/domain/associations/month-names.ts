/** The languages of the catalogue, Dutch, and the other two sets of Arabic names. */
const LOCALES = ['en', 'de', 'fr', 'es', 'pt-BR', 'it', 'nl', 'ar', 'ar-LB', 'ar-DZ', 'ar-MA'];
const FORMS: readonly Intl.DateTimeFormatOptions[] = [
  { month: 'long' },
  { month: 'short' },
  { month: 'long', day: 'numeric' },
  { month: 'short', day: 'numeric' },
];

let known: ReadonlyMap<string, number> | undefined;

/**
 * Numbers of months by their comparable names, long and short, as mail programs write them. Source: Unicode CLDR, as in Intl.
 * Made when the first date is read, since asking Intl takes as long as a hundredth of a start.
 */
export function months(): ReadonlyMap<string, number> {
  known ??= new Map(named());
  return known;
}

const named = () =>
  LOCALES.flatMap((locale) =>
    FORMS.flatMap((form) =>
      Array.from({ length: 12 }, (_none, month): [string, number] => {
        const parts = new Intl.DateTimeFormat(`${locale}-u-nu-latn`, {
          ...form,
          timeZone: 'UTC',
        }).formatToParts(Date.UTC(2026, month, 15));
        const name = parts.find(({ type }) => type === 'month')?.value ?? '';
        return [comparableDate(name).replaceAll('.', '').trim(), month + 1];
      }),
    ),
  )
    .concat([['sept', 9]])
    .filter(([name]) => name.length > 1 && !/\d/.test(name));

/** A text in which dates of all these languages look alike: lower case, no accents or direction marks, digits 0 to 9. */
export function comparableDate(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u00ad\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .normalize('NFC')
    .replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replaceAll('\u060c', ',')
    .toLowerCase();
}
