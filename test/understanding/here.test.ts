import { describe, expect, it } from '@jest/globals';
import { saidHere } from '../../src/understanding/here.ts';
import { phrasesOf } from '../../src/understanding/lexicon.ts';
import { LANGUAGES } from '../../src/words/language.ts';

describe.each(LANGUAGES)('what is said to a channel, in %s', (language) => {
  it.each([
    ['benefit-here', 'show', 'benefit'],
    ['standard-here', 'show', 'standard'],
    ['referrals-here', 'show', undefined],
    ['stop-here', 'stop', undefined],
  ] as const)('is understood: %s', (name, what, kind) => {
    const [phrase = ''] = phrasesOf(language, name);

    expect(saidHere(phrase)).toEqual({ what, kind, named: undefined });
    expect(saidHere(`${phrase.toUpperCase()}!`)).toEqual({ what, kind, named: undefined });
  });

  it('may name a location', () => {
    const [phrase = ''] = phrasesOf(language, 'benefit-here');

    expect(saidHere(`${phrase} 100210`)).toEqual({ what: 'show', kind: 'benefit', named: '100210' });
  });
});

it.each(['referrals', 'referrals here please', 'benefit referrals here 12345678901', 'stop here', ''])(
  'is nothing else: %p',
  (text) => {
    expect(saidHere(text)).toBeUndefined();
  },
);

it('ends one kind alone where it is named', () => {
  expect(saidHere('benefit referrals stop here')).toMatchObject({ what: 'stop', kind: 'benefit' });
});
