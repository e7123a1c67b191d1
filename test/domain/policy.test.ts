import { describe, expect, it } from '@jest/globals';
import {
  FUNCTION_NAMES,
  kindFor,
  may,
  type FunctionName,
  type Held,
} from '../../src/domain/memberships/policy.ts';
import { INCENTIVE_ROLES, ROLES, type Role } from '../../src/domain/memberships/role.ts';

const NONE: Held = { role: null, roles: {}, incentiveRole: null };
const inFrp = (role: Role): Held => ({ role, roles: { FRP: role }, incentiveRole: null });

/** The programme's own table: program-member, statement-admin, program-admin. Source: programme membership roles. */
const SOURCE: readonly (readonly [FunctionName, boolean, boolean, boolean])[] = [
  ['knowledge', true, true, true],
  ['news', true, true, true],
  ['feedback', true, true, true],
  ['registrations', true, true, true],
  ['partner-support', true, true, true],
  ['payment-support', true, true, true],
  ['payment-disputes', true, true, true],
  ['statements', false, true, true],
  ['team', false, false, true],
];

describe('the policy', () => {
  it.each(SOURCE)('gives %s to the roles that the programme gives it to', (name, ...expected) => {
    expect(ROLES.map((role) => may(name, inFrp(role), 'FRP'))).toEqual(expected);
  });

  it.each(FUNCTION_NAMES)(
    'gives %s to nobody without a role, and to a role whatever a lesser one may',
    (name) => {
      const allowed = ROLES.map((role) => may(name, inFrp(role), 'FRP'));

      expect(may(name, NONE, 'FRP')).toBe(false);
      expect(allowed).toEqual(allowed.toSorted((one, two) => Number(one) - Number(two)));
    },
  );

  it.each(['team', 'statements', 'renewal-steps'] as const)(
    'asks for the role in the very membership that %s is of',
    (name) => {
      const both: Held = { ...inFrp('program-admin'), roles: { FRP: 'program-admin', CM: 'program-member' } };

      expect([
        may(name, both, 'FRP'),
        may(name, both, 'CM'),
        may(name, inFrp('program-admin'), 'CM'),
      ]).toEqual([true, false, false]);
    },
  );

  it('opens what any role may to an incentive role alone, and nothing of a membership', () => {
    for (const incentiveRole of INCENTIVE_ROLES) {
      const held: Held = { ...NONE, incentiveRole };
      const allowed = FUNCTION_NAMES.filter((name) => may(name, held, 'FRP'));
      const closed = ['statements', 'team', 'renewal-steps', 'benefit-referrals', 'referral-pause'];

      expect(FUNCTION_NAMES.filter((name) => !allowed.includes(name)).toSorted()).toEqual(closed.toSorted());
    }
  });

  it('gives claims to an incentive role only, whatever other role somebody has', () => {
    expect(ROLES.map((role) => may('claims', inFrp(role)))).toEqual([false, false, false]);
  });

  it('gives what is oneself’s own, or the operators’, to no role', () => {
    for (const what of ['oneself', 'operator', 'impartial-operator', 'its-reader'] as const) {
      expect(may(what, { ...inFrp('program-admin'), incentiveRole: 'incentive-admin' }, 'FRP')).toBe(false);
    }
    expect(kindFor('team')).toBe('membership-admin');
  });
});
