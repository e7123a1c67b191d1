import { ReferralKind } from '../domain/referrals/referral.ts';
import { LANGUAGES } from '../words/language.ts';
import { phrasesOf } from './lexicon.ts';
import { normalised } from './normal.ts';

/** What is said to a channel: that offers come into it, or come no longer. */
export interface SaidHere {
  readonly what: 'show' | 'stop';
  /** undefined: of which kind was not said. */
  readonly kind: ReferralKind | undefined;
  /** One to three digits are the place in the list that was shown, a longer number is a PartnerID. */
  readonly named: string | undefined;
}

const NUMBER = / (\d{1,10})$/;
let phrases: ReadonlyMap<string, Pick<SaidHere, 'what' | 'kind'>> | undefined;

/** @returns undefined for what is not said to a channel, in no language */
export function saidHere(text: string): SaidHere | undefined {
  const said = normalised(text);
  const whole = meaningOf(said);
  if (whole !== undefined) return { ...whole, named: undefined };
  const meant = meaningOf(said.replace(NUMBER, ''));
  return meant?.what === 'show' ? { ...meant, named: NUMBER.exec(said)?.[1] } : undefined;
}

function meaningOf(said: string): Pick<SaidHere, 'what' | 'kind'> | undefined {
  phrases ??= new Map(
    LANGUAGES.flatMap((language) =>
      (['benefit-here', 'standard-here', 'referrals-here', 'stop-here'] as const).flatMap((name) =>
        phrasesOf(language, name).map((phrase) => {
          const typed = normalised(phrase);
          const kind = ReferralKind.options.find((one) => typed.includes(one));
          return [typed, { what: name === 'stop-here' ? 'stop' : 'show', kind }] as const;
        }),
      ),
    ),
  );
  return phrases.get(said);
}
