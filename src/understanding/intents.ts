/**
 * All that can be meant. Most are words of their own; the others are what people ask for in sentences, and lead to the
 * card of such a word, narrowed by what was named.
 */
export const INTENTS = [
  'today',
  'help',
  'scores',
  'plan',
  'certificates',
  'eligibility',
  'claims',
  'new-claim',
  'referrals',
  'accept',
  'decline',
  'pause',
  'resume',
  'profile',
  'associations',
  'pal-guide',
  'csp',
  'delegations',
  'partner-of-record',
  'lost',
  'portfolio',
  'left-on-the-table',
  'renewal',
  'team',
  'cases',
  'statements',
  'news',
  'settings',
  'mails',
  'operations',
  'cancel',
] as const;
export type Intent = (typeof INTENTS)[number];

/** Those in whose sentences a customer's name may stand. */
export const WITH_CUSTOMER: ReadonlySet<Intent> = new Set<Intent>([
  'claims',
  'new-claim',
  'referrals',
  'accept',
  'decline',
  'associations',
  'pal-guide',
  'delegations',
  'partner-of-record',
  'lost',
  'portfolio',
  'left-on-the-table',
  'cases',
]);
