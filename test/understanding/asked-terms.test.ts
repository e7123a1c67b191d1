import { describe, expect, it } from '@jest/globals';
import { contentReader } from '../../src/understanding/knowledge/content.ts';
import { askedTerms } from '../../src/understanding/knowledge/terms.ts';
import { findEntries } from '../../src/understanding/knowledge/search.ts';
import { shippedEntries } from '../../src/understanding/knowledge/shipped.ts';
import type { Language } from '../../src/words/language.ts';

const termsOf = (text: string, language: Language) => askedTerms(text, contentReader(language));
const stems = (text: string, language: Language) => termsOf(text, language).map(({ stem }) => stem);

describe('the words that are looked for', () => {
  it.each([
    ['es', 'reclamación', 'reclamaciones'],
    ['es', 'acreditacion', 'acreditaciones'],
    ['es', 'suscripción', 'suscripciones'],
    ['es', 'partner', 'partners'],
    ['fr', 'spécialisation', 'specialisations'],
    ['de', 'Befähigung', 'Befähigungen'],
  ] as const)(
    'are the same of one and of many, with and without accents: %s, %s, %s',
    (language, one, many) => {
      expect(stems(many, language)).toEqual(stems(one, language));
    },
  );

  it.each([
    ['fr', 'Comment peut-on faire cela quand il faut ?'],
    ['es', '¿Cuánto puede hacer y qué debe tener?'],
    ['de', 'Wie kann man das machen, und wann soll es sein?'],
  ] as const)('carry nothing where a question is made of them alone: %s', (language, question) => {
    expect(termsOf(question, language).filter(({ light }) => !light)).toEqual([]);
  });

  it('are found when the stem of their stem is another word', async () => {
    const found = (await findEntries('comment récupérer', await shippedEntries(), 'fr')).entries;
    const whole = (await findEntries('comment récupérer le CPOR', await shippedEntries(), 'fr')).entries;
    expect(found).toEqual([]);
    expect(whole[0]?.id).toBe('cpor-disassociated.md');
  });

  it.each([
    ['fr', 'comment perdre du poids'],
    ['fr', 'recommande-moi un bon restaurant'],
    ['fr', 'quand tombe Pâques cette année'],
    ['de', 'wie viele Urlaubstage habe ich noch'],
    ['de', 'wer ist der Präsident von Brasilien'],
    ['es', 'cómo puedo perder peso'],
    ['es', 'quién ganó el partido de fútbol ayer'],
  ] as const)('find nothing in a question about something else: %s, %s', async (language, question) => {
    expect((await findEntries(question, await shippedEntries(), language)).entries).toEqual([]);
  });
});
