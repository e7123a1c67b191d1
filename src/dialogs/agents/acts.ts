import { ActVerb } from '../../domain/agents/act.ts';
import type { Verb } from '../speaking.ts';

/** How it is seen what an agent's asking is about: a press that only reads, and the fields that both have. */
export interface Look {
  readonly verb: Verb;
  readonly by: readonly string[];
}

const ofReferral: Look = { verb: 'referral.show', by: ['referralId', 'part'] };
const ofClaim: Look = { verb: 'claim.show', by: ['claimId'] };
const ofIntake: Look = { verb: 'pause.show', by: ['partnerId'] };

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
  'settings.set': { verb: 'settings.show', by: [] },
};

/** What reads and is not offered: forms and files of the chat, what a card does by itself, and rights of a team. */
const NOT_READ =
  /^(help\.show|card\.seen|file\.|claim\.(new|form|files)$|statement\.get|team\.|rights\.|talk\.|agents?\.|share\.)/;

/** Whether an agent may read by a verb that changes nothing. */
export function isRead(verb: string): boolean {
  return !NOT_READ.test(verb);
}

/** @returns undefined for a verb that an agent may not ask for */
export function lookFor(verb: string): Look | undefined {
  const known = ActVerb.safeParse(verb);
  return known.success ? LOOKS[known.data] : undefined;
}
