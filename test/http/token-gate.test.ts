import { describe, expect, it } from '@jest/globals';
import { passGate } from '../../src/http/token-gate.ts';

const rules = { appId: 'app', issuer: 'https://api.botframework.com' };
const now = new Date('2026-11-23T12:00:00.000Z');
const at = now.getTime() / 1000;
const good = { iss: rules.issuer, aud: 'app', exp: at + 600, nbf: at, serviceurl: 'https://x/' };
const head = { alg: 'RS256', kid: 'k1' };

function gate(claims: object, header: object = head) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return passGate(`Bearer ${part(header)}.${part(claims)}.c2ln`, rules, now);
}

describe("a token's claims, before anybody looks at its signature", () => {
  it('give the service URL that it is bound to', () => {
    expect(gate(good)).toMatchObject({ ok: true, value: { serviceUrl: 'https://x/' } });
  });

  it('are handed on with the token in its parts, for whoever checks its signature', () => {
    const gated = gate(good);

    if (!gated.ok) throw new Error(gated.error);
    const { claims, kid, signed, signature } = gated.value;
    expect({ claims, kid, signature }).toEqual({ claims: good, kid: 'k1', signature: 'c2ln' });
    expect(signed.split('.').map((part) => Buffer.from(part, 'base64url').toString())).toEqual([
      JSON.stringify(head),
      JSON.stringify(good),
    ]);
  });

  it.each<[string, object, object]>([
    ['token-iss', { iss: 'https://sts.windows.net/t/' }, {}],
    ['token-iss', { iss: [rules.issuer] }, {}],
    ['token-aud', { aud: 'other' }, {}],
    ['token-aud', { aud: ['app'] }, {}],
    ['token-exp', { exp: at - 300 }, {}],
    ['token-exp', { exp: undefined }, {}],
    ['token-exp', { exp: String(at + 600) }, {}],
    ['token-nbf', { nbf: at + 301 }, {}],
    ['token-nbf', { nbf: 'now' }, {}],
    ['token-serviceurl', { serviceurl: undefined }, {}],
    ['token-serviceurl', { serviceurl: '' }, {}],
    ['token-alg', {}, { alg: 'none' }],
    ['token-alg', {}, { alg: 'HS256' }],
    ['token-alg', {}, { alg: 'RS384' }],
    ['token-kid', {}, { kid: undefined }],
    ['token-kid', {}, { kid: 1 }],
    ['token-kid', {}, { kid: 'k'.repeat(257) }],
  ])('are refused: %s, %j %j', (reason, claims, header) => {
    expect(gate({ ...good, ...claims }, { ...head, ...header })).toEqual({ ok: false, error: reason });
  });

  it.each([{ exp: at - 299 }, { nbf: at + 300 }, { nbf: undefined }])('may be %j', (claims) => {
    expect(gate({ ...good, ...claims }).ok).toBe(true);
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer a.b',
    'Bearer a.b.c.d',
    'bearer a.b.c',
    'Bearer  a.b.c',
    'Basic a.b.c',
  ])('are not looked for in %s', (header) => {
    expect(passGate(header, rules, now)).toEqual({ ok: false, error: 'no-bearer-token' });
  });

  it('are not looked for in more than 8 KiB', () => {
    expect(gate({ ...good, more: 'x'.repeat(8_192) })).toEqual({ ok: false, error: 'no-bearer-token' });
  });
});
