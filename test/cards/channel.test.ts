import { describe, expect, it } from '@jest/globals';
import {
  channelChooseCard,
  channelEndedCard,
  channelRefusedCard,
  channelSetCard,
  channelStoppedCard,
  channelWhichKindCard,
} from '../../src/cards/referrals/channel.ts';
import { channelOfferCard } from '../../src/cards/referrals/channel-offer.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import type { Offer } from '../../src/domain/referrals/referral.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { actionsOf, cardFaults, textOf } from '../support/card-rules.ts';
import { location, noon, offer, referral } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';

const reader: Reader = { locale: 'en-GB', timeZone: 'Europe/Berlin', now: noon };
const nasty = '**b** [l](https://evil.test) <at>all</at>';
const place = { ...location(), name: nasty };
const decidedBy = { by: aad(1), name: nasty };

function shown(overrides: Partial<Offer> = {}) {
  const own = offer({
    journal: [{ at: noon, by: aad(1), name: 'Dana', text: 'a secret note' }],
    notes: 'a secret reason',
    outcome: { result: 'won', services: 'secret services', value: 1, at: noon, by: aad(1), name: 'Dana' },
    ...overrides,
  });
  const whole = referral({ parts: [{ part: 1, workloads: ['teams'], offers: [own], redirect: null }] });
  const [part] = whole.parts;
  if (part === undefined) throw new Error('no part');
  return channelOfferCard({ referral: whole, part, offer: own, location: place }, reader);
}

const decided = (overrides: Partial<Offer>) => shown({ decidedAt: noon, decidedBy, ...overrides });
const cards = {
  open: shown({ journal: [], notes: '', outcome: null }),
  accepted: decided({ status: 'accepted' }),
  declined: decided({ status: 'declined' }),
  'handed back': decided({ status: 'declined', handedBack: true }),
  'timed out': decided({ status: 'timed-out' }),
  withdrawn: decided({ status: 'withdrawn' }),
};

describe('an offer in a channel', () => {
  it.each(Object.entries(cards))('keeps the rules of cards: %s', (_face, card) => {
    expect(cardFaults(card)).toEqual([]);
  });

  it.each(Object.entries(cards))('never shows what is for personal chats: %s', (_face, card) => {
    expect(JSON.stringify(card)).not.toMatch(/jo@tailspin|Jo Berg|Wants to start|secret|mailto/);
  });

  it('can be answered while it is open, and says who did after', () => {
    expect(actionsOf(cards.open).map(({ verb }) => verb)).toEqual(['referral.accept', 'referral.decline']);
    for (const card of [cards.accepted, cards.declined, cards['handed back']]) {
      expect(actionsOf(card)).toEqual([]);
      expect(textOf(card)).toMatch(/(accepted|declined|handed it back) on Mon 23 Nov, 13:00 \(Berlin\)/);
    }
  });
});

describe('the words of a channel', () => {
  const two = { ...place, partnerId: PartnerId.parse('1002') };
  it.each([
    ['set', channelSetCard('benefit', place, reader)],
    ['to choose', channelChooseCard('standard', [place, two], reader)],
    ['ended', channelStoppedCard([{ location: place, kind: 'benefit' }], reader)],
    ['nothing to end', channelStoppedCard([], reader)],
    ['ended for want of the right', channelEndedCard('standard', place, 'Dana Okafor', reader)],
    ['refused', channelRefusedCard(reader)],
    ['of no kind', channelWhichKindCard(reader)],
  ])('are answered by a card that keeps the rules: %s', (_face, card) => {
    expect(cardFaults(card)).toEqual([]);
    expect(actionsOf(card)).toEqual([]);
  });
});
