import type { Location } from '../referrals/location.ts';

/**
 * How an organisation reads: in the language that most of its locations name first, in the country of the first of those.
 *
 * @param locations of one tenant, in order of their PartnerIDs, by which ties are settled
 * @returns BCP 47 (`de-AT`); undefined where no location names a language
 */
export function localeOfTenant(
  locations: readonly Pick<Location, 'languages' | 'country'>[],
): string | undefined {
  const byLanguage = Map.groupBy(
    locations.filter(({ languages }) => languages.length > 0),
    ({ languages: [main] }) => main,
  );
  const [most] = [...byLanguage].toSorted(([, one], [, other]) => other.length - one.length);
  const [language, [first] = []] = most ?? [];
  return language === undefined ? undefined : `${language}-${first?.country ?? ''}`;
}
