import type { Location } from '../../domain/referrals/location.ts';
import { say } from '../../words/say.ts';
import type { Letter } from '../kit/letter.ts';
import { clean } from '../kit/text.ts';

/**
 * The letter that explains CPOR to a customer before anything is claimed, in the customer's language; plain text, and to
 * nobody yet.
 *
 * Source: Ingram Micro Cloud, "Partner associations" (about 2023), "How do I explain CPOR to a customer?".
 */
export function cporLetter(
  of: { readonly language: string; readonly location: Pick<Location, 'name'> },
  sender: string,
): Letter {
  const customer = { locale: of.language };
  const partner = clean(of.location.name);
  return {
    to: '',
    toName: '',
    subject: clean(say(customer, 'cpor-letter.subject', { partner }), 150),
    paragraphs: [
      say(customer, 'dpor-letter.greeting'),
      say(customer, 'cpor-letter.what'),
      say(customer, 'cpor-letter.nothing'),
      say(customer, 'cpor-letter.data'),
      say(customer, 'cpor-letter.one'),
      say(customer, 'cpor-letter.why'),
      say(customer, 'dpor-letter.close'),
      [say(customer, 'dpor-letter.regards'), clean(sender), partner].filter((line) => line !== '').join('\n'),
    ],
  };
}
