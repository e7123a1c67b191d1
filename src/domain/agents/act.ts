import { z } from 'zod';

/**
 * What an agent may ask for, each to be confirmed by its person. Whatever else changes something is never offered: an
 * operator's decisions, rights of a team, what belongs to a file, and anything new until it stands here.
 */
export const ActVerb = z.enum([
  'referral.accept',
  'referral.decline',
  'referral.handback',
  'referral.assign',
  'referral.note',
  'referral.outcome',
  'referrals.pause',
  'referrals.resume',
  'claim.draft',
  'claim.submit',
  'claim.resubmit',
  'claim.defend',
  'claim.dispute',
  'claim.withdraw',
  'dpor.request',
  'pal.link',
  'case.open',
  'case.comment',
  'case.close',
  'case.reopen',
  'renewal.tick',
  'renewal.untick',
  'renewal.done',
  'settings.set',
]);
export type ActVerb = z.infer<typeof ActVerb>;
