import { z } from 'zod';
import { Instant } from '../shared/time.ts';

/** How far telling one listed address of an offer by mail got. */
export const OfferMail = z.object({
  /** The address's hash: addresses are kept with the location only. */
  to: z.string(),
  state: z.enum(['pending', 'sent', 'dead']),
  attempts: z.number().int().min(0),
  /** When the mail server took it; `null`: it has not. */
  sentAt: Instant.nullable(),
});
export type OfferMail = z.infer<typeof OfferMail>;

/** With one of them changed; the rest as they are. */
export function withMail(mails: readonly OfferMail[], changed: OfferMail): OfferMail[] {
  return mails.map((mail) => (mail.to === changed.to ? changed : mail));
}

/** Without one that is not to be sent any more. */
export function withoutMail(mails: readonly OfferMail[], to: string): OfferMail[] {
  return mails.filter((mail) => mail.to !== to);
}

/**
 * The language in which mail to a location is written: the one most read in its country, which may be one that Porter does
 * not have. Source: Unicode CLDR, likely subtags, as the runtime has them.
 *
 * @param country ISO 3166 alpha-2
 * @returns BCP 47 with the country; English for a text that is no country
 */
export function localeOfCountry(country: string): string {
  try {
    const { language } = new Intl.Locale(`und-${country}`).maximize();
    return `${language}-${country}`;
  } catch {
    return 'en';
  }
}
