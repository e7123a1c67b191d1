import { describe, expect, it } from '@jest/globals';
import { array, assert, constantFrom, property } from 'fast-check';
import { addressOfPseudonym, nameOfPseudonym, type Traces } from '../../src/domain/erasure/erasure.ts';
import { scrubber, without } from '../../src/domain/erasure/scrub.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad, person } from '../support/seed.ts';

const PSEUDONYM = '7c1e5b0a-1111-4222-8333-444444444444';
const NAME = nameOfPseudonym(PSEUDONYM);
const ADDRESS = addressOfPseudonym(PSEUDONYM);
const traces: Traces = {
  tenantId: contosoTenant,
  aadObjectId: aad(7),
  personId: person(7).personId,
  names: ['Anna Meier', 'Anna'],
  emails: ['anna@contoso.test'],
  chats: ['a:7', '29:7'],
};
const scrub = scrubber(traces, PSEUDONYM);

describe('taking a person out of what is stored', () => {
  it.each([
    ['an object id, in any case', { by: aad(7).toUpperCase() }, { by: PSEUDONYM }],
    ['a person id in a list', { told: [person(7).personId, 'x'] }, { told: [PSEUDONYM, 'x'] }],
    ['an id within another one', { of: `FRP:${aad(7)}:1` }, { of: `FRP:${PSEUDONYM}:1` }],
    ['an id as a key', { [aad(7)]: 1 }, { [PSEUDONYM]: 1 }],
    ['a chat, where it stands alone', { at: '29:7', on: '10:29:7' }, { at: PSEUDONYM, on: '10:29:7' }],
    ['an address in a text', { text: 'ask <Anna@Contoso.test>.' }, { text: `ask <${ADDRESS}>.` }],
    ['a whole name in a text', { text: 'as anna meier said' }, { text: `as ${NAME} said` }],
    ['a name beside the id', { by: aad(7), name: 'Anna' }, { by: PSEUDONYM, name: NAME }],
    ['a name whose owner is not told', { sellerName: 'Anna Meier' }, { sellerName: NAME }],
    [
      'an address in a list of them',
      { benefitContact: ['anna@contoso.test', 'b@c.test'] },
      { benefitContact: ['b@c.test'] },
    ],
    ['an address in such a cell', { mailboxes: 'b@c.test;anna@contoso.test' }, { mailboxes: 'b@c.test' }],
  ])('replaces %s', (_case, body, scrubbed) => {
    expect(scrub.body(body)).toEqual(scrubbed);
  });

  it.each([
    ['a namesake beside an id of their own', { by: aad(8), name: 'Anna Meier' }],
    ['a namesake beside an address of their own', { name: 'Anna Meier', email: 'anna.meier@other.test' }],
    ['a namesake in a pair of fields', { openedBy: aad(8), openedByName: 'Anna Meier' }],
    ['a customer of that name', { customerName: 'Anna' }],
    ['a single name within a text', { text: 'Anna and Ben' }],
    ['a longer name', { text: 'Anna Meiering' }],
    ['a longer address', { text: 'x.anna@contoso.test, anna@contoso.test.example' }],
    ['numbers and nothing', { count: 7, at: null, done: true }],
  ])('leaves %s, by identity', (_case, body) => {
    expect(scrub.body(body)).toBe(body);
  });

  it('leaves nothing of them in any text, and finds nothing the second time', () => {
    const told = constantFrom(
      aad(7),
      traces.personId,
      'Anna Meier',
      'anna@contoso.test',
      ' ',
      '"',
      '\n',
      'ü',
    );
    assert(
      property(array(told, { maxLength: 8 }), (parts) => {
        const once = scrub.body({ text: parts.join(' '), deep: [{ note: parts.join('|') }] });
        const text = JSON.stringify(once);
        expect(text).not.toMatch(/Anna Meier|anna@contoso\.test/);
        expect(text).not.toContain(aad(7));
        expect(scrub.body(once)).toBe(once);
      }),
    );
  });
});

describe('a cell that is a list', () => {
  it('stays as it was written where nobody is taken out', () => {
    expect(without('a@b.test; c@d.test', () => false)).toBe('a@b.test; c@d.test');
    expect(without('a@b.test; c@d.test', (member) => member === 'a@b.test')).toBe('c@d.test');
    expect(without('a@b.test', () => true)).toBe('');
  });
});
