import { severalMeaningsCard } from '../cards/chat/several-meanings.ts';
import type { AdaptiveCard } from '../cards/kit/template.ts';
import { listAssociations } from '../usecases/associations/list.ts';
import type { Intent } from '../understanding/intents.ts';
import { learnFor, understand, type Understood } from '../understanding/understand.ts';
import { languageOf } from '../words/language.ts';
import type { Asking } from './in-chat.ts';
import type { Registry } from './index.ts';
import type { Command, Speaking } from './speaking.ts';
import { certificatesNamed, guideNamed, planNamed, type Pressed } from './talk/asked-for.ts';
import { claimNamed, declineNamed, onlyOffer } from './talk/named.ts';
import { quotedOffer } from './talk/quoted.ts';

/** The word whose card answers what was meant. What would change something is only shown: the card has the button. */
const WORDS: { readonly [intent in Intent]: string } = {
  today: 'today',
  help: 'help',
  scores: 'scores',
  plan: 'scores',
  certificates: 'certificates',
  eligibility: 'scores',
  claims: 'claims',
  'new-claim': 'new claim',
  referrals: 'referrals',
  accept: 'referrals',
  decline: 'referrals',
  pause: 'pause',
  resume: 'resume',
  profile: 'profile',
  associations: 'associations',
  'pal-guide': 'associations',
  csp: 'csp',
  delegations: 'associations',
  'partner-of-record': 'associations',
  lost: 'associations',
  portfolio: 'portfolio',
  'left-on-the-table': 'left on the table',
  renewal: 'renewal',
  team: 'team',
  cases: 'cases',
  statements: 'statements',
  news: 'news',
  settings: 'settings',
  mails: 'mails',
  operations: 'operations',
  cancel: 'cancel',
};

/** Lists that can be narrowed to a customer's name, and the button that does it. */
const LISTS: { readonly [word: string]: string } = {
  claims: 'claims.list',
  referrals: 'referrals.list',
  associations: 'associations.list',
};

/** What a text leads to: a card, or a word to be answered as if it had been typed. */
export type Meaning =
  | { readonly card: AdaptiveCard }
  | { readonly command: Command }
  /** A conversation, since something that it asks was named. */
  | { readonly asks: Asking };

/**
 * Finds what somebody means who typed no word that is known.
 *
 * @returns undefined when nothing is understood
 */
export async function meaningOf(
  registry: Registry,
  speaking: Speaking,
  text: string,
): Promise<Meaning | undefined> {
  const language = languageOf(speaking.reader.locale);
  await learnFor(text, language);
  const understood = understand(text, language);
  const words = [...new Set(understood.intents.map((intent) => WORDS[intent]))];
  const [word, ...others] = words;
  const asks =
    others.length === 0 && speaking.quotes === undefined
      ? await talkNamed(speaking, understood, text)
      : undefined;
  if (asks !== undefined) return { asks };
  const narrowed = await narrowedCard(registry, speaking, understood, text, word);
  if (narrowed !== undefined) return { card: narrowed };
  if (word === undefined) return undefined;
  if (others.length > 0) return { card: severalMeaningsCard(words, speaking.reader) };
  const command = registry.commands.find(({ words: known }) => known.includes(word));
  return command && { command };
}

/** A sentence that named what a conversation would ask begins it; what acts is the button of the card that it ends with. */
async function talkNamed(
  speaking: Speaking,
  { intents: [intent], name, number }: Understood,
  text: string,
): Promise<Asking | undefined> {
  if (number !== undefined) return undefined;
  if (intent === 'new-claim') return claimNamed(speaking, text, name);
  return intent === 'decline' ? declineNamed(speaking, text, name) : undefined;
}

/** The card of exactly what was named: an area, a number, a customer. */
async function narrowedCard(
  registry: Registry,
  speaking: Speaking,
  understood: Understood,
  text: string,
  word: string | undefined,
): Promise<AdaptiveCard | undefined> {
  const { intents, area, association, number, name } = understood;
  const pressed = (verb: string, data: object) => cardOfPress(registry, speaking, verb, data);
  if (number !== undefined) {
    return numberedCard(pressed, number);
  }
  if (intents[0] === 'accept' || intents[0] === 'decline') {
    const offer = (await quotedOffer(speaking)) ?? (await onlyOffer(speaking, name));
    if (offer !== undefined) return pressed('referral.show', offer);
  }
  if (intents[0] === 'eligibility') return pressed('eligibility.show', { association, area });
  const asked = await askedFor(speaking, understood, text);
  if (asked !== undefined) return 'verb' in asked ? pressed(asked.verb, asked.data) : asked;
  if (word === 'scores' && area !== undefined) return pressed('scores.show', { area });
  if (name === '') return undefined;
  if (word === undefined || word === 'associations' || word === 'left on the table') {
    const customers = await customersNamed(speaking, name);
    if (customers.length === 1) return pressed('associations.show', { customerId: customers[0] });
    if (word === undefined && customers.length === 0) return undefined;
  }
  const list = LISTS[word ?? 'associations'];
  return list === undefined ? undefined : pressed(list, { customer: name });
}

/** What was asked for beyond the card of its word: a plan, certified people, how something is done at a customer. */
function askedFor(
  speaking: Speaking,
  { intents: [intent], area, name }: Understood,
  text: string,
): Promise<Pressed | AdaptiveCard | undefined> {
  switch (intent) {
    case 'plan':
      return planNamed(speaking, area, text);
    case 'certificates':
      return certificatesNamed(speaking, area);
    case 'pal-guide':
      return guideNamed(speaking, 'pal', name);
    case 'delegations':
      return guideNamed(speaking, 'delegations', name);
    default:
      return Promise.resolve(undefined);
  }
}

/** Who stands at a location knows which part of a referral is theirs; a number alone does not say it. */
const PARTS = [1, 2, 3, 4];

/** The claim or the referral of that number. */
async function numberedCard(
  pressed: (verb: string, data: object) => Promise<AdaptiveCard | undefined>,
  number: string,
): Promise<AdaptiveCard | undefined> {
  const claim = await pressed('claim.show', { claimId: number.toUpperCase() });
  if (claim !== undefined) return claim;
  for (const part of PARTS) {
    for (const referralId of new Set([number, number.toUpperCase()])) {
      const referral = await pressed('referral.show', { referralId, part });
      if (referral !== undefined) return referral;
    }
  }
  return undefined;
}

/** Customers that the person's locations stand with, by a part of the name. */
async function customersNamed({ context, person }: Speaking, customer: string): Promise<readonly string[]> {
  const found = await listAssociations(context, person, undefined, { customer, after: undefined });
  return found.ok ? [...new Set(found.value.entries.map(({ customerId }) => customerId))] : [];
}

/** What a button that only shows something answers, for the same rights as if it had been pressed. */
async function cardOfPress(
  { actions }: Registry,
  speaking: Speaking,
  verb: string,
  data: object,
): Promise<AdaptiveCard | undefined> {
  const action = actions.get(verb);
  const press = action?.schema.safeParse({ verb, data });
  if (action === undefined || action.changes || press?.success !== true) return undefined;
  const answer = await action.run(speaking, press.data);
  return 'card' in answer ? answer.card : undefined;
}
