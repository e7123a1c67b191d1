import { expect, it } from '@jest/globals';
import { rememberedOf } from '../../src/domain/shared/remembered-of.ts';

const one = { name: 'one' };
const two = { name: 'two' };

/** Made of an object and a text, with a count of how often. */
function counted(most?: number) {
  const made: string[] = [];
  const remember = rememberedOf<{ readonly lines: string[] }>(most);
  const get = (of: { readonly name: string }, under: string) =>
    remember(of, under, () => {
      made.push(`${of.name} ${under}`);
      return { lines: [under] };
    });
  return { get, made };
}

it('what follows from an object is worked out once for each text', () => {
  const { get, made } = counted();

  expect(get(one, 'en')).toBe(get(one, 'en'));
  get(one, 'de');
  get(two, 'en');
  get({ ...one }, 'en');

  expect(made).toEqual(['one en', 'one de', 'two en', 'one en']);
});

it('what is remembered is shared, so that nobody can change it', () => {
  expect(() => counted().get(one, 'en').lines.push('more')).toThrow(TypeError);
});

it('only so much is remembered', () => {
  const { get, made } = counted(2);

  for (const under of ['a', 'b', 'a', 'c', 'a']) get(one, under);

  expect(made).toEqual(['one a', 'one b', 'one c', 'one a']);
});
