import { teamChangeCard } from '../cards/memberships/team-change.ts';
import type { membershipNotices } from '../domain/memberships/notices.ts';
import { memberOf } from '../domain/memberships/team.ts';
import { findLocation } from '../usecases/referrals/directory.ts';
import { rosterOf } from '../usecases/memberships/roster.ts';
import type { MakersOf } from './maker.ts';

export const membershipNoticeMakers: MakersOf<typeof membershipNotices> = {
  /** Their own entry says it, whatever rights are left; a later change has a notice of its own. */
  'team-change': async ({ context: { documents }, subject, person, reader }) => {
    const { partnerId, program, revision } = subject;
    const [location, roster] = await Promise.all([
      findLocation(documents, partnerId),
      rosterOf(documents, partnerId),
    ]);
    const own = roster.filter((one) => one.personId === person.personId && one.program === program);
    const member = memberOf(own);
    if (location === undefined || member?.changed?.revision !== revision) return undefined;
    const { before, by } = member.changed;
    const name = roster.find(({ aadObjectId }) => aadObjectId === by)?.name ?? '';
    return teamChangeCard({ location: location.value, program, before, now: member, by: name }, reader);
  },
};
