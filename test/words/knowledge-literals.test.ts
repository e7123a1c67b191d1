import { describe, expect, it } from '@jest/globals';
import { PSEUDO } from '../../src/words/language.ts';
import { readerAt } from '../support/intake-cards.ts';
import { KNOWLEDGE_NAMES, knowledgeCards } from '../support/knowledge-cards.ts';
import { literalsOf } from '../support/pseudo.ts';
import { noon } from '../support/referrals.ts';

describe('no text on a card of the knowledge base is a literal', () => {
  it.each(Object.entries(knowledgeCards({ ...readerAt(noon), locale: PSEUDO })))('%s', (_face, card) => {
    expect(literalsOf(card, KNOWLEDGE_NAMES)).toEqual([]);
  });
});
