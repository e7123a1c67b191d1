import { DEFAULT_CLAIM_POLICY } from '../../domain/claims/policy.ts';
import { PLAIN_WEEK, type ClaimTimes } from '../../domain/claims/times.ts';
import type { Context } from '../context.ts';

/** The numbers of the programme on a country's calendar. @param country ISO 3166 alpha-2; another has weekends only */
export async function claimTimes({ claims }: Pick<Context, 'claims'>, country: string): Promise<ClaimTimes> {
  if (claims === undefined) return { policy: DEFAULT_CLAIM_POLICY, calendar: PLAIN_WEEK };
  return { policy: claims.policy, calendar: await claims.calendars(country) };
}
