import type { Location } from '../../domain/referrals/location.ts';
import type { Program } from '../../domain/shared/catalogue.ts';
import { LEAVE_PREFIX } from '../../domain/cases/case.ts';
import { hashOf } from '../hash-of.ts';

/** The case that asks to leave a programme after a pause: one a pause and programme, whoever asks, however often. */
export function leaveCaseId({ partnerId, pause }: Location, program: Program): string {
  const since = pause?.since.toISOString() ?? '';
  return `${LEAVE_PREFIX}${hashOf(`${partnerId} ${program} ${since}`).slice(0, 10)}`;
}

export function leaveCaseIds(location: Location): ReadonlySet<string> {
  return new Set(location.memberships.map(({ program }) => leaveCaseId(location, program)));
}
