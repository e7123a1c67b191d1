import { describe, expect, it } from '@jest/globals';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { pseudo } from '../../src/words/pseudo.ts';
import { literalsOf, ownWords } from '../support/pseudo.ts';

function card(body: readonly unknown[]): AdaptiveCard {
  return { type: 'AdaptiveCard', version: '1.5', fallbackText: pseudo('A card'), body };
}

describe('words that are in no catalogue', () => {
  it.each([
    ['a literal', 'Save', ['Save']],
    ['a literal beside a message', `${pseudo('3 files')} left`, ['left']],
    [
      'a literal within a message',
      pseudo('Choose one of {these}').replace('{these}', 'those here'),
      ['those', 'here'],
    ],
    ['a literal between two messages', `${pseudo('One')} and ${pseudo('two')}`, ['and']],
  ])('are found in %s', (_case, text, words) => {
    expect(ownWords(text)).toEqual(words);
  });

  it.each([
    ['a message', pseudo('Choose one of the two.')],
    ['a message in a message', `⟦Lóšt: ${pseudo('partner of record')} ñów⟧`],
    ['a product', 'Microsoft 365 Apps · Data & AI · DPOR'],
    ['numbers', '1,234.5 · 78.4% · –'],
    ['dates', 'Mon 30 Nov, 17:00 (Buenos Aires) · in 6 days · Sun 2 Jan 2028 · 20 September 2026 · tomorrow'],
    ['a name from outside', pseudo('For {name}').replace('{name}', 'Fourth \\_Coffee\\_')],
    ['a shorter name in a longer one', `Contoso (US) · ${pseudo('of')} Contoso`],
  ])('are none in %s', (_case, text) => {
    expect(ownWords(text, ['Fourth _Coffee_', 'Contoso', 'Contoso (US)'])).toEqual([]);
  });

  it('are not hidden by a name that is a part of them', () => {
    expect(ownWords('Alreaders', ['Al'])).toEqual(['Alreaders']);
  });
});

describe('a card without a catalogue', () => {
  it('is found out in all that is shown, and in nothing that is sent', () => {
    const found = literalsOf(
      card([
        { type: 'TextBlock', text: 'Loose' },
        { type: 'FactSet', facts: [{ title: 'Since', value: 'always' }] },
        {
          type: 'Input.ChoiceSet',
          id: 'kinds',
          label: 'Which',
          placeholder: 'Choose',
          errorMessage: 'Missing',
          value: 'data',
          choices: [{ title: 'Every one', value: 'every' }],
        },
        { type: 'Image', url: 'https://contoso.com/a.png', altText: 'Picture' },
        { type: 'Action.Execute', title: 'Send', verb: 'claim.show', data: { title: 'sent' } },
      ]),
    );

    expect(found).toEqual([
      'Loose (Loose)',
      'Since (Since)',
      'always (always)',
      'Which (Which)',
      'Choose (Choose)',
      'Missing (Missing)',
      'Every one (Every, one)',
      'Picture (Picture)',
      'Send (Send)',
    ]);
  });

  it('is fine with words of the catalogue, names and figures', () => {
    const fine = card([
      { type: 'TextBlock', text: pseudo('Lost') },
      { type: 'FactSet', facts: [{ title: pseudo('Since'), value: '20 Oct 2026' }] },
      { type: 'TextBlock', text: '**Fourth Coffee**' },
    ]);

    expect(literalsOf(fine, ['Fourth Coffee'])).toEqual([]);
  });
});
