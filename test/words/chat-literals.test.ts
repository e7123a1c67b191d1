import { describe, expect, it } from '@jest/globals';
import {
  cancelledCard,
  answeredInPersonCard,
  noAccessCard,
  outsiderCard,
  personalOnlyCard,
  refusalCard,
  staffOnlyCard,
  unknownPersonCard,
  welcomeCard,
} from '../../src/cards/chat/cards.ts';
import { helpCard, notUnderstoodCard } from '../../src/cards/chat/help.ts';
import type { Menu } from '../../src/cards/chat/menu.ts';
import { missedCard } from '../../src/cards/chat/missed.ts';
import { severalMeaningsCard } from '../../src/cards/chat/several-meanings.ts';
import { minimal, shorten } from '../../src/cards/chat/shorten.ts';
import { talkLeftCard, talkTakenUpCard } from '../../src/cards/chat/talk.ts';
import { settingsCard } from '../../src/cards/notices/settings.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { createRegistry } from '../../src/capabilities.ts';
import { menuFor } from '../../src/dialogs/chat/menu.ts';
import { FORBIDDEN, INVALID, NOBODY, NOT_HERE } from '../../src/dialogs/speaking.ts';
import { LANGUAGE_NAMES, PSEUDO } from '../../src/words/language.ts';
import { literalsOf, ownWords } from '../support/pseudo.ts';
import { noon } from '../support/referrals.ts';
import { person } from '../support/seed.ts';

const reader = { locale: PSEUDO, timeZone: 'UTC', now: noon };
const menu: Menu = menuFor({ at: [], isOperator: true }, createRegistry().commands);
const words = menu.words.map(({ word }) => word);
const dana = person(1, { name: 'Dana Okafor', timeZone: 'Europe/Berlin' });
const refused = {
  asked: {},
  fields: ['kinds', 'quietFrom', 'quietTo', 'zone', 'language', 'offers'],
} as const;
const long = {
  ...welcomeCard('Pat', menu, reader),
  body: Array.from({ length: 9 }, () => ({ type: 'TextBlock' })),
};

/** With what came from outside. Words to type are the same in all languages. */
const cards: { readonly [name: string]: readonly [AdaptiveCard, ...string[]] } = {
  welcome: [welcomeCard('Pat', menu, reader), 'Pat', ...words],
  help: [helpCard(menu, [], reader), ...words],
  'not understood': [notUnderstoodCard(menu, reader), ...words],
  'staff only': [staffOnlyCard('operations', reader), 'operations'],
  'no access': [noAccessCard('stranger', reader)],
  'no role': [noAccessCard('no-role', reader)],
  'no location': [noAccessCard('operator', reader)],
  'unknown person': [unknownPersonCard(reader)],
  'personal only': [personalOnlyCard(reader)],
  'answered in person': [answeredInPersonCard(reader)],
  outsider: [outsiderCard(reader)],
  cancelled: [cancelledCard(true, reader)],
  'nothing to cancel': [cancelledCard(false, reader)],
  refusal: [refusalCard(FORBIDDEN.message(reader), reader)],
  missed: [missedCard(['Contoso'], reader), 'Contoso'],
  'several meanings': [severalMeaningsCard(['claims', 'pause'], reader), 'claims', 'pause'],
  shortened: [shorten(long, reader), 'Pat', ...words],
  'too long': [minimal(long, 'referrals', reader), 'referrals', 'Pat'],
  'conversation left': [talkLeftCard(reader)],
  'conversation taken up': [talkTakenUpCard(true, reader)],
  settings: [settingsCard(dana, reader, false), ...ofSettings()],
  'settings refused': [settingsCard(dana, reader, false, refused), ...ofSettings()],
};

describe('what the chat itself says', () => {
  it.each(Object.entries(cards))('has no text of its own but words from the catalogue: %s', (_name, at) => {
    const [card, ...outside] = at;
    expect(literalsOf(card, outside)).toEqual([]);
  });

  it.each([FORBIDDEN, INVALID, NOBODY, NOT_HERE])('words a refusal in the reader’s language', (refusal) => {
    expect(ownWords(refusal.message(reader), [])).toEqual([]);
  });
});

/** Names: of a person, of languages in themselves, of zones. */
function ofSettings(): string[] {
  const zones = /[A-Z][A-Za-z ]+ \([A-Z][a-z]+\)/gu;
  const shown = JSON.stringify(settingsCard(dana, reader, false));
  return ['Dana Okafor', ...Object.values(LANGUAGE_NAMES), ...(shown.match(zones) ?? [])];
}
