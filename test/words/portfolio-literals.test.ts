import { expect, it } from '@jest/globals';
import { CERTIFICATIONS, CERTIFICATIONS_OF } from '../../src/domain/certifications/catalogue.ts';
import { PSEUDO } from '../../src/words/language.ts';
import { readerAt } from '../support/intake-cards.ts';
import { planningCards } from '../support/planning-cards.ts';
import { literalsOf } from '../support/pseudo.ts';
import { noon } from '../support/referrals.ts';

const reader = { ...readerAt(noon), locale: PSEUDO };
/** What the cards were given, names of products and certifications, and what is typed into a console. */
const outside = [
  'Contoso (US)',
  'Contoso Corporation',
  'Tailspin Toys',
  'Tail*spin',
  'Dana Okafor',
  'Lee Chen',
  'Kim',
  'Sam',
  'Ann',
  'New',
  'A certificate of somebody',
  'Other product',
  'English',
  'Office 365',
  'Microsoft Azure',
  'Microsoft Certified: Azure Network Engineer Associate',
  'kim@contoso.test',
  CERTIFICATIONS_OF.source,
  ...CERTIFICATIONS.flatMap(({ id, name }) => [name, id]),
  'Fourth Coffee',
  'Fourth Coffee · Contoso (US)',
  'associations',
  'and',
  'or',
];

/** A letter to a customer of whom no language is known is in English. */
const IN_ENGLISH = 'CPOR explained, to a member';
const cards = Object.entries(planningCards(reader)).filter(
  ([face]) => !face.startsWith('PAL of') && face !== IN_ENGLISH,
);

it.each(cards)('no text on the card is a literal: %s', (_face, card) => {
  expect(literalsOf(card, outside)).toEqual([]);
});
