import { describe, expect, it } from '@jest/globals';
import type { Reader } from '../../src/cards/kit/format.ts';
import { SUPPORT } from '../../src/cards/kit/support.ts';
import {
  channelChooseCard,
  channelEndedCard,
  channelRefusedCard,
  channelSetCard,
  channelStoppedCard,
  channelWhichKindCard,
} from '../../src/cards/referrals/channel.ts';
import { PSEUDO } from '../../src/words/language.ts';
import { intakeCards, readerAt } from '../support/intake-cards.ts';
import { referralCards } from '../support/other-cards.ts';
import { literalsOf } from '../support/pseudo.ts';
import { location, noon } from '../support/referrals.ts';

/** What the sample cards are about. */
const OUTSIDE = [
  'Contoso Corporation (US)',
  'Contoso Corporation',
  'Contoso',
  'Fabrikam',
  'Tailspin Toys',
  'Dana Okafor',
  'Sam Ortiz',
  'Lee Chen',
  SUPPORT,
  'Jo Berg',
  'jo@tailspin.test',
  'dana@contoso.test',
  'lee@contoso.test',
  'desk@contoso.test',
  'Wants to start in January',
  'Two migrations at once, back in December',
  'Location 1001',
  'CM',
  'FRP',
  'retail',
  'manufacturing',
  'education',
];
/** What `Intl` writes in English for a locale that it does not have. */
const BY_INTL = ['and', 'or', 'United States', 'Canada', 'English', 'Spanish', 'Pseudo-Accents'];

function channelCards(reader: Reader) {
  const place = { ...location(), name: 'Contoso' };
  return {
    set: channelSetCard('benefit', place, reader),
    'to choose': channelChooseCard('standard', [place], reader),
    stopped: channelStoppedCard([{ location: place, kind: 'benefit' }], reader),
    'nothing to stop': channelStoppedCard([], reader),
    ended: channelEndedCard('standard', place, 'Dana Okafor', reader),
    refused: channelRefusedCard(reader),
    'of no kind': channelWhichKindCard(reader),
  };
}

describe('a card of referrals', () => {
  const reader = readerAt(noon, PSEUDO);
  const cards = { ...referralCards(reader, PSEUDO), ...intakeCards(PSEUDO), ...channelCards(reader) };

  it.each(Object.entries(cards))('has no words but those of the catalogue: %s', (_face, card) => {
    expect(literalsOf(card, [...OUTSIDE, ...BY_INTL])).toEqual([]);
  });
});
