import { describe, expect, it } from '@jest/globals';
import { PSEUDO } from '../../src/words/language.ts';
import { IMPORT_NAMES, importCards } from '../support/import-cards.ts';
import { readerAt } from '../support/intake-cards.ts';
import { literalsOf } from '../support/pseudo.ts';
import { noon } from '../support/referrals.ts';

describe('no text on a card of an import is a literal', () => {
  it.each(Object.entries(importCards({ ...readerAt(noon), locale: PSEUDO })))('%s', (_face, card) => {
    expect(literalsOf(card, IMPORT_NAMES)).toEqual([]);
  });
});
