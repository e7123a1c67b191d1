import { describe, expect, it } from '@jest/globals';
import { isRightToLeft, LANGUAGES } from '../../src/words/language.ts';
import { allCards } from '../support/all-cards.ts';
import { cardFaults } from '../support/card-rules.ts';

describe.each(LANGUAGES)('every card in %s', (language) => {
  const cards = allCards(language).flatMap(({ name, faces }) =>
    Object.entries(faces).map(([face, card]) => ({ name: `${name}: ${face}`, card })),
  );

  it('keeps the rules of cards, its size and its six actions among them', () => {
    const faulty = cards.flatMap(({ name, card }) => cardFaults(card).map((fault) => `${name}: ${fault}`));

    // Somebody of the samples types what would be read as a template.
    expect(faulty.filter((fault) => !fault.includes(': no data for ${x} and'))).toEqual([]);
  });

  it('says which language its words are in, and runs as they do', () => {
    const others = cards.filter(
      ({ card }) => card.lang !== language || (card.rtl === true) !== isRightToLeft(language),
    );

    expect(others.map(({ name }) => name)).toEqual([]);
  });
});
