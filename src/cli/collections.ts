/** Wherever decisions are made: audit rows and jobs lie beside them. */
export const COLLECTIONS: readonly string[] = [
  'inbox',
  'directory',
  'referrals',
  'customers',
  'partners',
  'people',
  'accounts',
  'program',
];
