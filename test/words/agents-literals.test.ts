import { describe, expect, it } from '@jest/globals';
import { PSEUDO } from '../../src/words/language.ts';
import { agentCards } from '../support/agent-cards.ts';
import { readerAt } from '../support/intake-cards.ts';
import { literalsOf } from '../support/pseudo.ts';
import { noon } from '../support/referrals.ts';

const reader = { ...readerAt(noon), locale: PSEUDO };

/** What an agent and the programme say. */
const OUTSIDE = [
  'Contoso Corporation (US)',
  'Benefit referral: Tailspin Toys',
  'Two \\*migrations\\* at once',
  'Two *migrations* at once',
  'vscode (33333333-2222-4333-8444-555555555555)',
];

describe('no text on a card about assistants is a literal', () => {
  it.each(Object.entries(agentCards(reader)))('%s', (_face, card) => {
    expect(literalsOf(card, OUTSIDE)).toEqual([]);
  });
});
