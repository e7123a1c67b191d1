import { catalogueOf } from '../words/catalogue.ts';
import { languageOf, type Reads } from '../words/language.ts';
import { normalised } from './normal.ts';

/** Words that steer a conversation, in the reader's language and in English. */
export type Steering = 'back' | 'skip' | 'correction';

export function steeringWords({ locale }: Reads, name: Steering): readonly string[] {
  return [...new Set([languageOf(locale), 'en' as const])]
    .flatMap((language) => (catalogueOf(language).get(`phrases.${name}`) ?? '').split(' | '))
    .map(normalised)
    .filter((word) => word !== '');
}
