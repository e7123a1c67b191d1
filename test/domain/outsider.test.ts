import { describe, expect, it } from '@jest/globals';
import { isOutsider } from '../../src/domain/memberships/outsider.ts';

const HOME = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';

describe('an outsider', () => {
  it.each([
    ['a guest', { userRole: 'guest', tenantId: HOME }, true],
    ['somebody who has not signed in', { userRole: 'anonymous' }, true],
    ['somebody of another organisation', { tenantId: 'bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee' }, true],
    ['a colleague', { userRole: 'user', tenantId: HOME.toUpperCase() }, false],
    ['somebody of whom nothing is said', {}, false],
    ['somebody with an empty tenant', { tenantId: '' }, false],
  ])('is %s or not', (_case, member, expected) => {
    expect(isOutsider(member, HOME)).toBe(expected);
  });
});
