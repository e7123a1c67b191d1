import { ActVerb } from '../../domain/agents/act.ts';
import type { CardAction, Verb } from '../speaking.ts';

/** How it is seen what an agent's asking is about: a press that only reads, and the fields that both have. */
export interface Look {
  readonly verb: Verb;
  readonly by: readonly string[];
}

const ofReferral: Look = { verb: 'referral.show', by: ['referralId', 'part'] };
const ofClaim: Look = { verb: 'claim.show', by: ['claimId'] };
const ofIntake: Look = { verb: 'pause.show', by: ['partnerId'] };
const ofCase: Look = { verb: 'case.show', by: ['caseId'] };
const ofRenewal: Look = { verb: 'renewal.show', by: ['partnerId', 'program'] };

const LOOKS: { readonly [verb in ActVerb]: Look } = {
  'referral.accept': ofReferral,
  'referral.decline': ofReferral,
  'referral.handback': ofReferral,
  'referral.assign': ofReferral,
  'referral.note': ofReferral,
  'referral.outcome': ofReferral,
  'referrals.pause': ofIntake,
  'referrals.resume': ofIntake,
  'claim.draft': { verb: 'claim.new', by: ['partnerId'] },
  'claim.submit': { verb: 'claim.new', by: ['partnerId'] },
  'claim.resubmit': ofClaim,
  'claim.defend': ofClaim,
  'claim.dispute': ofClaim,
  'claim.withdraw': ofClaim,
  'dpor.request': { verb: 'profile.show', by: ['partnerId'] },
  'pal.link': { verb: 'associations.show', by: ['customerId'] },
  'case.open': { verb: 'profile.show', by: ['partnerId'] },
  'case.comment': ofCase,
  'case.close': ofCase,
  'case.reopen': ofCase,
  'renewal.tick': ofRenewal,
  'renewal.untick': ofRenewal,
  'renewal.done': ofRenewal,
  'settings.set': { verb: 'settings.show', by: [] },
};

/** Inputs of a press that an agent is not offered: whether it may work at all is the person's own word. */
const NOT_TAKEN: { readonly [verb in ActVerb]?: readonly string[] } = { 'settings.set': ['agents'] };

/** What an agent reads the names of, and not the figures. */
const NAMES_ONLY: readonly string[] = ['statement.list'];

/** What reads and is not offered: forms and files of the chat, what a card does by itself, and rights of a team. */
const NOT_READ =
  /^(help\.show|card\.seen|file\.|claim\.(new|form|files)$|case\.form$|statement\.get|team\.|rights\.|talk\.|agents?\.|share\.|import\.)/;

/** Whether an agent may read by a verb that changes nothing. */
export function isRead(verb: string): boolean {
  return !NOT_READ.test(verb);
}

/** @returns undefined for a verb that an agent may not ask for */
export function lookFor(verb: string): Look | undefined {
  const known = ActVerb.safeParse(verb);
  return known.success ? LOOKS[known.data] : undefined;
}

/** @returns the inputs of a verb that an agent may give */
export function inputsFor({ verb, inputs }: Pick<CardAction, 'verb' | 'inputs'>): readonly string[] {
  const known = ActVerb.safeParse(verb);
  const not = (known.success ? NOT_TAKEN[known.data] : undefined) ?? [];
  return inputs.filter((name) => !not.includes(name));
}

/** Whether an agent gets what can be chosen on a card, and none of its lines. */
export function isNamesOnly(verb: string): boolean {
  return NAMES_ONLY.includes(verb);
}
