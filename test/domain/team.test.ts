import { describe, expect, it } from '@jest/globals';
import { array, assert, constantFrom, integer, property, record, tuple } from 'fast-check';
import type { Contact } from '../../src/domain/memberships/contact.ts';
import { INCENTIVE_ROLES, ROLES, type Role } from '../../src/domain/memberships/role.ts';
import {
  entriesOfMember,
  isOfTeam,
  memberKey,
  memberOf,
  refAmong,
  rolesAfter,
  teamOf,
  type Member,
} from '../../src/domain/memberships/team.ts';
import { PartnerId, TenantId } from '../../src/domain/shared/ids.ts';
import { contosoTenant, noon } from '../support/referrals.ts';
import { aad, contact } from '../support/seed.ts';

const at = PartnerId.parse('1001');
const elsewhere = TenantId.parse('99999999-9999-4999-8999-999999999999');
const one = (number: number, role: Role | null, overrides: Partial<Contact> = {}) =>
  contact(at, number, { role, ...overrides });
const waiting = (email: string, role: Role | null) =>
  one(9, role, { aadObjectId: null, personId: null, name: '', email });
const keep = { role: undefined, incentiveRole: undefined };
const none = { role: null, incentiveRole: null };

function member(...contacts: readonly Contact[]): Member {
  const found = memberOf(contacts);
  if (found === undefined) throw new Error('nobody');
  return found;
}

describe('the last program admin', () => {
  const dana = one(1, 'program-admin');

  it.each<[string, readonly Contact[], boolean]>([
    ['alone', [dana], false],
    ['beside statement admins only', [dana, one(2, 'statement-admin')], false],
    ['beside an admin who waits by address', [dana, waiting('jo@contoso.test', 'program-admin')], false],
    ['beside another admin', [dana, one(2, 'program-admin')], true],
    ['with two entries of their own', [dana, one(1, 'program-member', { email: 'x@contoso.test' })], false],
  ])('%s: is lowered or removed only if another stays', (_case, roster, isAllowed) => {
    const team = teamOf(roster);
    const self = member(...roster.filter(({ aadObjectId }) => aadObjectId === aad(1)));

    for (const role of [null, 'statement-admin', 'program-member'] as const) {
      const decided = rolesAfter(team, self, { ...keep, role });
      expect(decided).toEqual(
        isAllowed
          ? { ok: true, value: { role, incentiveRole: null } }
          : { ok: false, error: { code: 'last-admin' } },
      );
    }
    expect(rolesAfter(team, self, { ...keep, incentiveRole: 'incentive-user' }).ok).toBe(true);
  });

  it('stays whatever the admins do to each other, one after the other', () => {
    const roles = constantFrom<Role | null>(...ROLES, null);
    const step = record({ who: integer({ min: 0, max: 3 }), role: roles });
    assert(
      property(tuple(roles, roles, roles), array(step, { maxLength: 20 }), ([a, b, c], steps) => {
        let roster = [one(1, 'program-admin'), one(2, a), one(3, b), one(4, c)];
        for (const { who, role } of steps) {
          const self = roster[who];
          if (self === undefined) continue;
          const after = rolesAfter(teamOf(roster), member(self), { ...keep, role });
          if (after.ok) roster = roster.with(who, { ...self, ...after.value });
        }
        return roster.some((contact) => contact.role === 'program-admin');
      }),
    );
  });
});

describe('a change of roles', () => {
  it('leaves what it does not name, and takes away what it names as none', () => {
    const held = member(one(2, 'statement-admin', { incentiveRole: 'incentive-admin' }));
    const team = teamOf([one(1, 'program-admin'), one(2, 'statement-admin')]);

    expect(rolesAfter(team, held, { ...keep, role: 'program-member' })).toEqual({
      ok: true,
      value: { role: 'program-member', incentiveRole: 'incentive-admin' },
    });
    expect(rolesAfter(team, held, none)).toEqual({ ok: true, value: none });
  });

  it('gives somebody new at least something', () => {
    const team = teamOf([one(1, 'program-admin')]);

    expect(rolesAfter(team, undefined, keep)).toEqual({ ok: false, error: { code: 'nothing-given' } });
    expect(rolesAfter(team, undefined, none)).toEqual({ ok: false, error: { code: 'nothing-given' } });
    expect(rolesAfter(team, undefined, { ...keep, incentiveRole: 'incentive-user' }).ok).toBe(true);
  });
});

describe('a team', () => {
  it('has one member a person, with the highest of their roles', () => {
    const roster = [
      one(1, 'program-member', { email: 'dana@contoso.test' }),
      one(1, 'statement-admin', { incentiveRole: 'incentive-user', email: '' }),
      waiting('Dana@contoso.test', 'program-member'),
      one(2, 'program-admin'),
    ];

    expect(
      teamOf(roster).map(({ aadObjectId, role, incentiveRole }) => [aadObjectId, role, incentiveRole]),
    ).toEqual([
      [aad(2), 'program-admin', null],
      [aad(1), 'statement-admin', 'incentive-user'],
    ]);
  });

  it('keeps people of different tenants apart, whatever their ids and addresses', () => {
    const twin = one(1, 'program-member', { tenantId: elsewhere });
    const roster = [one(1, 'program-admin'), twin];
    const named = { aadObjectId: aad(1), email: '' };

    expect(new Set(teamOf(roster).map(memberKey)).size).toBe(2);
    expect(refAmong(roster, named, contosoTenant).tenantId).toBe(contosoTenant);
    expect(refAmong([twin], named, contosoTenant).tenantId).toBe(elsewhere);
    expect(refAmong([], named, contosoTenant).tenantId).toBe(contosoTenant);
    expect(entriesOfMember(roster, (each) => each, { ...named, tenantId: elsewhere })).toEqual([twin]);
  });

  it('finds a person by the address that they are bound to, and not by one that is empty', () => {
    const roster = [one(1, 'program-admin', { email: '' }), one(2, null, { email: '' })];
    const ref = { tenantId: contosoTenant, aadObjectId: null, email: 'person3@contoso.test' };

    expect(entriesOfMember(roster, (each) => each, ref)).toEqual([]);
    expect(entriesOfMember([...roster, one(3, null)], (each) => each, ref)).toHaveLength(1);
  });

  it('does not show who lost everything in chat, unless they are a point of contact', () => {
    const changed = { revision: 1, at: noon, by: aad(1), before: none };

    expect(isOfTeam(member(one(2, null)))).toBe(true);
    expect(isOfTeam(member(one(2, null, { changed })))).toBe(false);
    expect(isOfTeam(member(one(2, null, { changed, pocs: ['payment'] })))).toBe(true);
    for (const incentiveRole of INCENTIVE_ROLES) {
      expect(isOfTeam(member(one(2, null, { changed, incentiveRole })))).toBe(true);
    }
  });
});
