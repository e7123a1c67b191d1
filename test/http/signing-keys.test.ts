import { expect, it } from '@jest/globals';
import { KeysUnavailable, signingKeys } from '../../src/bot/signing-keys.ts';

it.each([
  ['2.5', 2_500],
  ['90', 90_000],
  ['0', 1_000],
  ['nonsense', 1_000],
])('signing keys are not asked for sooner than told, nor at once: Retry-After %s', async (header, ms) => {
  let now = Date.parse('2026-11-23T12:00:00Z');
  let asked = 0;
  const refusing: typeof fetch = () => {
    asked++;
    return Promise.resolve(new Response('', { status: 503, headers: { 'retry-after': header } }));
  };
  const keys = signingKeys('https://login.example/keys', { now: () => new Date(now) }, refusing);
  const find = () => expect(keys.find('any')).rejects.toThrow(KeysUnavailable);

  await find();
  now += ms - 1;
  await find();
  expect(asked).toBe(1);
  now += 1;
  await find();
  expect(asked).toBe(2);
});
