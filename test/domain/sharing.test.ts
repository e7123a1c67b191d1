import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { chatLink, NO_LINKS, ownLink } from '../../src/domain/sharing/links.ts';
import {
  pathOf,
  sayingOf,
  Thing,
  thingAtPath,
  thingLinked,
  thingSaid,
} from '../../src/domain/sharing/thing.ts';

const GUID = 'aaaaaaaa-0000-4000-8000-000000000001';
const PUBLIC = 'https://porter.contoso.test';
const links = { publicUrl: PUBLIC, appId: '11111111-2222-4333-8444-555555555555' };
const claim = Thing.parse({ claimId: 'C-7F3A-2' });
const part = Thing.parse({ referralId: 'R-1', part: 2 });
const customer = Thing.parse({ customerId: GUID });

const id = fc.string({
  unit: fc.constantFrom('A', 'B', 'z', '0', '9', '-'),
  minLength: 1,
  maxLength: 64,
});
const things = fc
  .oneof(
    fc.record({ claimId: id }),
    fc.record({ referralId: id, part: fc.integer({ min: 1, max: 99 }) }),
    fc.record({ customerId: fc.uuid() }),
  )
  .map((thing) => Thing.parse(thing));

describe('a link', () => {
  it.each([
    [claim, '/open/claim/C-7F3A-2', 'open claim C-7F3A-2'],
    [part, '/open/referral/R-1/2', 'open referral R-1 2'],
    [customer, `/open/customer/${GUID}`, `open customer ${GUID}`],
  ])('names %j by its ids only', (thing, path, saying) => {
    expect([pathOf(thing), sayingOf(thing)]).toEqual([path, saying]);
    expect(ownLink(links, thing)).toBe(`${PUBLIC}${path}`);
  });

  it('leads back to what it was made of, as a path, said, and pasted', () => {
    fc.assert(
      fc.property(things, (thing) => {
        expect(thingAtPath(pathOf(thing))).toEqual(thing);
        expect(thingSaid(sayingOf(thing), undefined)).toEqual(thing);
        expect(thingSaid(ownLink(links, thing) ?? '', PUBLIC)).toEqual(thing);
      }),
    );
  });

  it('opens the chat with the bot, with the saying in the box', () => {
    const url = new URL(chatLink(links, sayingOf(part)) ?? '');

    expect(url.origin + url.pathname).toBe('https://teams.microsoft.com/l/chat/0/0');
    expect(url.searchParams.get('users')).toBe(`28:${links.appId}`);
    expect(url.searchParams.get('message')).toBe('open referral R-1 2');
  });

  it('leads nowhere without an address or a bot', () => {
    expect([chatLink(NO_LINKS, sayingOf(claim)), ownLink(NO_LINKS, claim)]).toEqual([undefined, undefined]);
    expect(ownLink({ ...links, appId: '' }, claim)).toBeUndefined();
  });

  it.each([
    ['/open/claim/'],
    ['/open/claim/C 1'],
    ['/open/claim/../etc'],
    ['/open/claim/C-1/2'],
    ['/open/referral/R-1'],
    ['/open/referral/R-1/0'],
    ['/open/referral/R-1/100'],
    ['/open/customer/R-1'],
    ['/open/invoice/1'],
    ['/open/claim/%43-1'],
    ['/opener/claim/C-1'],
    [`/open/claim/${'C'.repeat(65)}`],
  ])('is none at %s', (path) => expect(thingAtPath(path)).toBeUndefined());

  it.each([
    ['another host', 'https://porter.evil.test/open/claim/C-1'],
    ['another scheme', 'http://porter.contoso.test/open/claim/C-1'],
    ['another port', 'https://porter.contoso.test:8443/open/claim/C-1'],
    ['a host in its user part', 'https://porter.contoso.test@evil.test/open/claim/C-1'],
    ['words around it', `see ${PUBLIC}/open/claim/C-1`],
    ['no URL', 'open'],
  ])('is not Porter’s own with %s', (_case, link) => expect(thingLinked(link, PUBLIC)).toBeUndefined());

  it('is Porter’s own whatever follows its path, and below a path of its own', () => {
    expect(thingLinked(`${PUBLIC}/open/claim/C-1?from=mail#x`, PUBLIC)).toEqual({ claimId: 'C-1' });
    expect(thingLinked(`${PUBLIC}/desk/open/claim/C-1`, `${PUBLIC}/desk`)).toEqual({ claimId: 'C-1' });
    expect(thingLinked(`${PUBLIC}/open/claim/C-1`, undefined)).toBeUndefined();
  });

  it.each(['open', 'open claim', 'claims', 'open the claim C-1 please', 'reopen claim C-1', ''])(
    'is not what “%s” says',
    (text) => expect(thingSaid(text, PUBLIC)).toBeUndefined(),
  );
});
