import { describe, expect, it } from '@jest/globals';
import { PSEUDO } from '../../src/words/language.ts';
import { ERASURE_NAMES, erasureCards } from '../support/erasure-cards.ts';
import { readerAt } from '../support/intake-cards.ts';
import { literalsOf } from '../support/pseudo.ts';
import { noon } from '../support/referrals.ts';

describe('no text on a card of an erasure is a literal', () => {
  it.each(Object.entries(erasureCards({ ...readerAt(noon), locale: PSEUDO })))('%s', (_face, card) => {
    expect(literalsOf(card, ERASURE_NAMES)).toEqual([]);
  });
});
