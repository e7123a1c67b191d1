import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import { chooseMembershipCard, withOtherMemberships } from '../../src/cards/memberships/choose-membership.ts';
import { rightsCard } from '../../src/cards/memberships/rights.ts';
import { teamChangeCard } from '../../src/cards/memberships/team-change.ts';
import { teamListCard } from '../../src/cards/memberships/team-list.ts';
import { teamMemberCard } from '../../src/cards/memberships/team-member.ts';
import type { MemberShown } from '../../src/cards/memberships/team-shown.ts';
import type { Contact } from '../../src/domain/memberships/contact.ts';
import { memberOf } from '../../src/domain/memberships/team.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { say } from '../../src/words/say.ts';
import { inDays, location, noon } from './referrals.ts';
import { aad, contact } from './seed.ts';

const at = { ...location(), name: 'Contoso Corporation (US)', programs: ['CM' as const, 'FRP' as const] };
const france = { ...at, partnerId: PartnerId.parse('100330'), name: 'Contoso Corporation (FR)' };
const nothing = { role: null, incentiveRole: null };
const changed = { revision: 3, at: noon, by: aad(1), before: nothing };

function shown(
  number: number,
  overrides: Partial<Contact>,
  reach: MemberShown['reach'] = { is: 'heard' },
): MemberShown {
  const member = memberOf([contact(at.partnerId, number, overrides)]);
  if (member === undefined) throw new Error('nobody');
  return { member, name: overrides.name ?? `Person ${number}`, reach };
}

const dana = shown(1, { name: 'Dana Okafor', role: 'program-admin', pocs: ['primary'] });
const lee = shown(2, {
  name: 'Lee Chen',
  role: 'statement-admin',
  incentiveRole: 'incentive-admin',
  changed,
});
const jo = shown(
  3,
  { name: '', email: 'jo.larsen@contoso.example', aadObjectId: null, personId: null },
  { is: 'waiting' },
);
const pay = shown(
  4,
  { name: 'Ada Pay', role: null, pocs: ['payment', 'accounting'] },
  { is: 'unreachable', since: inDays(-3) },
);
const own = { rights: { location: at }, program: 'FRP' as const };
const team = { ...own, count: 4, page: [dana, lee, jo, pay], after: undefined };

/** The team of a membership, one of its people, and what a person may do. */
export function teamCards(reader: Reader): { readonly [face: string]: AdaptiveCard } {
  const both = [
    { location: at, program: 'FRP' as const },
    { location: at, program: 'CM' as const },
    { location: france, program: 'FRP' as const },
  ];
  const asking = { kind: 'team.kind', question: 'team.which', verb: 'team.list' } as const;
  const list = teamListCard(team, reader);
  const member = (who: MemberShown, how: Parameters<typeof teamMemberCard>[2] = {}) =>
    teamMemberCard({ ...own, shown: who, changedBy: 'Dana Okafor' }, reader, how);
  const told = { location: at, program: 'FRP' as const, by: 'Dana Okafor' };
  const admin = { role: 'program-admin' as const, incentiveRole: 'incentive-user' as const };
  return {
    team: list,
    'team, long': teamListCard({ ...team, count: 31, after: 'cursor' }, reader, {
      said: say(reader, 'team.deactivated', { name: say(reader, 'names.somebody') }),
    }),
    'team, nobody': teamListCard({ ...team, count: 0, page: [] }, reader),
    'team, form again': teamListCard(team, reader, {
      typed: {
        email: 'jo.larsen@',
        role: 'statement-admin',
        incentiveRole: 'none',
        wrong: { field: 'email', error: 'email' },
      },
    }),
    'team, of several': withOtherMemberships(list, asking, both.slice(1), reader),
    'which team': chooseMembershipCard(asking, both, reader),
    'which team of many': chooseMembershipCard(asking, [...both, ...both, ...both], reader),
    member: member(lee),
    'member, added': member(jo, { answer: 'added' }),
    'member, saved': member(lee, { answer: 'saved' }),
    'member, unchanged': member(lee, { answer: 'unchanged' }),
    'member, last admin': member(dana, {
      answer: 'not-saved',
      typed: { role: 'program-member', wrong: { field: 'role', error: 'last-admin' } },
    }),
    'member, payment contact': member(pay),
    'told: given': teamChangeCard({ ...told, before: nothing, now: admin }, reader),
    'told: changed': teamChangeCard({ ...told, before: admin, now: { ...admin, role: null } }, reader),
    'told: ended': teamChangeCard({ ...told, before: admin, now: nothing, by: '' }, reader),
    rights: rightsCard(
      {
        location: at,
        role: 'statement-admin',
        roles: { CM: 'statement-admin' },
        incentiveRole: null,
        programs: ['CM'],
      },
      reader,
    ),
    'rights of an admin': rightsCard(
      {
        location: at,
        ...admin,
        roles: { FRP: 'program-admin', CM: 'program-member' },
        programs: ['CM', 'FRP'],
      },
      reader,
    ),
  };
}
