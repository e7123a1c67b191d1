/**
 * For whom a press is, as the table of verbs in `docs/verbs.md` says it. Which person it is today follows from the rosters,
 * never from a card; operators never act for a partner that they hold a role at.
 */
export const WHO = {
  role: 'any role there',
  'role-of-account': 'any role of a location of that global account',
  'role-of-associate': 'any role of a partner with an association or referral there',
  'role-of-holder': 'any role of a partner that holds or held it',
  'program-admin': 'program-admin there',
  incentive: 'incentive roles there',
  'claimant-or-operator': 'incentive roles there; operators',
  'role-or-operator': 'any role there; operators',
  'statement-admin': 'statement-admin and program-admin of the membership',
  operator: 'operators',
  'impartial-operator': 'operators without a role at a partner concerned',
  'its-reader': 'who may see what it belongs to',
  everybody: 'everybody with a role; operators',
  oneself: 'oneself',
} as const;
export type Who = keyof typeof WHO;
