import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TestAdapter, type Activity } from 'botbuilder';
import type { DialogState } from 'botbuilder-dialogs';
import { createRegistry } from '../../src/capabilities.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { meaningOf } from '../../src/dialogs/understood.ts';
import type { Speaking } from '../../src/dialogs/speaking.ts';
import { ReferralId } from '../../src/domain/shared/ids.ts';
import { say } from '../../src/words/say.ts';
import type { MessageKey } from '../../src/words/messages.ts';
import { AssociationDocument } from '../../src/usecases/associations/documents.ts';
import { associationId } from '../../src/usecases/associations/ids.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { tie } from '../support/association-cards.ts';
import { textOf } from '../support/card-rules.ts';
import {
  claimWorld,
  contoso,
  tailspin,
  newcomer,
  registryPress,
  type ClaimWorld,
} from '../support/claim-world.ts';

const en = { locale: 'en' };
const registry = createRegistry();
let world: ClaimWorld;
beforeEach(async () => {
  world = await claimWorld();
  await world.context.documents.commit(partitions.partner(contoso), [
    create(AssociationDocument, associationId(tailspin), {
      partnerId: contoso,
      customerId: tailspin,
      customerName: 'Tailspin Toys',
      rank: 'tailspin',
      ties: [tie({ product: 'office-365' })],
    }),
  ]);
});
afterEach(() => world.close());

/** What a dialog shows after each thing said; it begins with what was named. */
async function talks(
  speaking: Speaking,
  dialog: string,
  answers: object,
  ...said: string[]
): Promise<AdaptiveCard[]> {
  const shown: AdaptiveCard[] = [];
  const state: DialogState = { dialogStack: [] };
  let begun = false;
  const adapter = new TestAdapter(async (context) => {
    const turn = { context, speaking, state };
    if (begun) await registry.dialogs.continue(turn);
    else await registry.dialogs.begin(turn, dialog, { answers });
    begun = true;
  });
  for (const text of ['begin', ...said]) {
    await adapter.send(text).startTest();
    for (let sent = adapter.getNextReply(); sent !== undefined; sent = adapter.getNextReply()) {
      shown.push((sent as Activity).attachments?.[0]?.content as AdaptiveCard);
    }
  }
  return shown;
}

function asks(card: AdaptiveCard | undefined, key: MessageKey & `talk.${string}`): void {
  expect(card?.fallbackText).toContain(say(en, key as 'talk.claim.customer').replace(/\?$/, ''));
}

describe('a claim step by step', () => {
  const rest = [
    'Jo Berg',
    'Head of IT',
    'jo@tailspin.test',
    'https://files.test/sow.pdf',
    'Moved 1,250 mailboxes',
  ];

  it('asks what is missing and ends with the preview, whose Submit claims', async () => {
    const cards = await talks(world.speaking(1), 'talk-claim', {}, 'Tailspin', '2', 'teams', ...rest);

    asks(cards[0], 'talk.claim.customer');
    asks(cards[1], 'talk.claim.activity');
    asks(cards[2], 'talk.claim.target');
    asks(cards[3], 'talk.claim.contact');
    expect(JSON.stringify(cards.at(-1))).toContain('"verb":"claim.submit"');
    expect(JSON.stringify(cards.at(-1))).toContain('Moved 1,250 mailboxes');
    expect(await world.claims()).toHaveLength(0);
  });

  it('does not ask what the first sentence named', async () => {
    const meaning = await meaningOf(registry, world.speaking(1), 'new claim for Tailspin, Teams');
    if (meaning === undefined || !('asks' in meaning)) throw new Error('no conversation');
    const { dialog, options } = meaning.asks;
    const cards = await talks(world.speaking(1), dialog, Reflect.get(options, 'answers') as object, '2');

    asks(cards[0], 'talk.claim.activity');
    asks(cards[1], 'talk.claim.contact');
  });

  it('takes a correction, and goes back', async () => {
    const cards = await talks(
      world.speaking(1),
      'talk-claim',
      {},
      'Tailspin',
      '2',
      'teams',
      'no, intune',
      'back',
    );

    asks(cards[4], 'talk.claim.contact');
    asks(cards[5], 'talk.claim.target');
  });

  it('refuses at once what the form would refuse', async () => {
    const cards = await talks(
      world.speaking(1),
      'talk-claim',
      {},
      'Tailspin',
      '2',
      'teams',
      'Jo',
      'skip',
      'nobody',
    );

    asks(cards.at(-1), 'talk.claim.email');
    expect(textOf(cards.at(-1) as AdaptiveCard)).toContain('jo@contoso.com');
  });

  it('asks for the name of a customer that nobody knows', async () => {
    const cards = await talks(world.speaking(1), 'talk-claim', {}, newcomer, 'Newcomer');

    asks(cards[1], 'talk.claim.name');
    asks(cards[2], 'talk.claim.domain');
  });
});

describe('a decline step by step', () => {
  beforeEach(() => world.receive(ReferralId.parse('R-1')));

  it('ends with the offer, whose button declines; nothing is declined before', async () => {
    const cards = await talks(world.speaking(1), 'talk-decline', {}, 'other', 'We are full');

    asks(cards[0], 'talk.decline.reason');
    asks(cards[1], 'talk.decline.notes');
    expect(JSON.stringify(cards[2])).toContain('We are full');
    expect(JSON.stringify(cards[2])).toContain('"verb":"referral.accept"');
  });

  it.each(['decline Tailspin, no capacity', 'decline, no capacity'])(
    'takes the reason from "%s"',
    async (text) => {
      const meaning = await meaningOf(registry, world.speaking(1), text);

      expect(meaning).toMatchObject({
        asks: { options: { answers: { reason: 'capacity', referral: 'R-1/1/1' } } },
      });
    },
  );

  it.each(['accept', 'yes', 'accept Tailspin', 'R-1'])('shows the one open offer for "%s"', async (text) => {
    const meaning = await meaningOf(registry, world.speaking(1), text);

    expect(JSON.stringify(meaning)).toContain('"verb":"referral.accept"');
  });

  it('is begun by a button for whoever may see the offer, and refused like what is not there', async () => {
    const start = { about: 'decline', referralId: 'R-1', part: 1 };
    const begun = await world.press(1, 'talk.start', start);

    expect(begun).toMatchObject({
      asks: { dialog: 'talk-decline', options: { answers: { referral: 'R-1/1' } } },
    });
    expect(await world.press(4, 'talk.start', start)).toEqual(
      await world.press(4, 'talk.start', { ...start, referralId: 'R-9' }),
    );
  });
});

it('a pause ends with the card whose button pauses, the reason filled in', async () => {
  const cards = await talks(world.speaking(1), 'talk-pause', {}, 'Summer party');

  asks(cards[0], 'talk.pause.reason');
  expect(JSON.stringify(cards[1])).toContain('Summer party');
  expect(JSON.stringify(cards[1])).toContain('"verb":"referrals.pause"');
});

it('settings end with the form filled in, and refuse what they do not know', async () => {
  const speaking = world.speaking(1);
  const cards = await talks(
    speaking,
    'talk-settings',
    {},
    'de-DE',
    'Berlin',
    '25:00',
    '20:00',
    '07:30',
    '1, 2',
  );

  expect(cards.map((card) => card.fallbackText)).toHaveLength(7);
  expect(textOf(cards[3] as AdaptiveCard)).toContain(say(en, 'talk.settings.wrong'));
  expect(JSON.stringify(cards.at(-1))).toContain('"value":"20:00"');
  expect(JSON.stringify(cards.at(-1))).toContain('"value":"Europe/Berlin"');
});

it('questions are asked in the reader’s language where it has them, and steered by its words', async () => {
  const speaking = world.speaking(1);
  const german = { ...speaking, reader: { ...speaking.reader, locale: 'de' } };
  const cards = await talks(german, 'talk-claim', {}, 'Tailspin', '2', 'teams', 'nein, intune', 'zurück');

  expect(cards.at(-1)?.fallbackText).toBe(cards[2]?.fallbackText);
});

it('a press of somebody without the right begins nothing', async () => {
  expect(await registryPress(world.speaking(3), 'talk.start', { about: 'claim' })).toMatchObject({
    refused: 'forbidden',
  });
});
