import { z } from 'zod';

/**
 * What is to be done for a renewal. Sources: the checklist of the 90-day calendar reminder, with what the renewal post says of
 * customer evidence, credentials and performance; that of the two-week reminder.
 */
export const START_ITEMS = [
  'requirements',
  'notices',
  'assessments',
  'fees',
  'references',
  'credentials',
  'performance',
] as const;
export const LAST_ITEMS = ['online', 'keys'] as const;

export const RenewalItem = z.enum([...START_ITEMS, ...LAST_ITEMS]);
export type RenewalItem = z.infer<typeof RenewalItem>;
