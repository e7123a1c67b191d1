import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createRegistry } from '../../src/capabilities.ts';
import { commandOf } from '../../src/dialogs/index.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { offerEntry } from '../../src/domain/referrals/offer-entry.ts';
import { CustomerId, GlobalId, PartnerId, ReferralId } from '../../src/domain/shared/ids.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { tie } from '../support/association-cards.ts';
import { actionsOf, cardFaults, textOf } from '../support/card-rules.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { inDays, location, offer, referral } from '../support/referrals.ts';
import { contact, person, seedLocation, seedPerson } from '../support/seed.ts';
import { speakingNow } from '../support/speaking.ts';
import { AssociationDocument } from '../../src/usecases/associations/documents.ts';
import { OfferEntryDocument } from '../../src/usecases/referrals/documents.ts';
import { english, wording } from '../support/wording.ts';

const us = PartnerId.parse('1001');
const fr = PartnerId.parse('1002');
const others = PartnerId.parse('1003');
const account = GlobalId.parse('9000');
const tailspin = CustomerId.parse('cccccccc-0000-4000-8000-000000000001');
const registry = createRegistry();

let world: ReferralWorld;

/** Dana (1) administers two locations, and one of her standings gives no right any more. */
beforeEach(async () => {
  world = await referralWorld();
  const { documents } = world.context;
  for (const [partnerId, name, number] of [
    [us, 'Contoso (US)', 1],
    [fr, 'Contoso (FR)', 1],
    [others, 'Fabrikam', 7],
  ] as const) {
    await seedLocation(documents, location({ partnerId, globalId: account, name }), [
      contact(partnerId, number, { role: 'program-admin', incentiveRole: 'incentive-admin' }),
    ]);
    const referralId = ReferralId.parse(`R-${partnerId}`);
    const of = {
      ...referral({ referralId }),
      customer: { ...referral().customer, name: `Customer of ${name}` },
    };
    await documents.commit(partitions.partner(partnerId), [
      create(
        OfferEntryDocument,
        `offer:${referralId}:1:1`,
        offerEntry(of, 1, offer({ partnerId, respondBy: inDays(partnerId === fr ? 2 : 5) })),
      ),
      create(AssociationDocument, `association:${tailspin}`, {
        partnerId,
        customerId: tailspin,
        customerName: 'Tailspin',
        rank: 'tailspin',
        ties: [tie()],
      }),
    ]);
  }
  const standings = [us, fr, others].map((partnerId) => ({ partnerId, globalId: account }));
  await seedPerson(documents, person(1, { standings }));
});
afterEach(() => world.close());

async function types(word: string): Promise<AdaptiveCard | { dialog: string }> {
  const answer = await commandOf(registry, word)?.run(await speakingNow(world, 1, 'op'));
  if (answer === undefined) throw new Error(word);
  return answer;
}

async function cardOf(word: string): Promise<AdaptiveCard> {
  const answer = await types(word);
  if ('dialog' in answer) throw new Error(`${word} asks ${answer.dialog}`);
  return answer;
}

async function presses(verb: string, data: object): Promise<AdaptiveCard> {
  const action = registry.actions.get(verb)!;
  const answer = await action.run(await speakingNow(world, 1, 'op'), action.schema.parse({ verb, data }));
  if (!('card' in answer)) throw new Error(answer.refused);
  return answer.card;
}

describe('somebody of several locations', () => {
  it.each(['referrals', 'claims', 'associations'])(
    'is shown all of them by %s, without a question',
    async (word) => {
      const card = await cardOf(word);

      expect(textOf(card)).toContain('Your 2 locations');
      expect(JSON.stringify(card)).not.toContain('Fabrikam');
      expect(cardFaults(card)).toEqual([]);
    },
  );

  it('sees referrals in one order, each row naming its own location', async () => {
    const lines = textOf(await cardOf('referrals')).split('\n');

    const named = lines.filter((line) => /^(Customer of |)Contoso \\?\(..\\?\)$/.test(line));
    expect(named.map((line) => line.replaceAll('\\', ''))).toEqual([
      'Customer of Contoso (FR)',
      'Contoso (FR)',
      'Customer of Contoso (US)',
      'Contoso (US)',
    ]);
  });

  it.each(['referrals.list', 'claims.list', 'associations.list'])(
    'narrows %s to one of them by the filter',
    async (verb) => {
      const all = await presses(verb, { partnerId: 'any' });
      expect(textOf(all)).toContain('Your 2 locations');
      expect(JSON.stringify(all)).toContain('"title":"Contoso (FR)","value":"1002"');

      const one = await presses(verb, { partnerId: fr });
      expect(textOf(one)).toContain('Contoso (FR)');
      expect(textOf(one).split('\n')).not.toContain('Contoso (US)');
      expect(cardFaults(one)).toEqual([]);
    },
  );

  it('sees the acceptance rate of each location by itself', async () => {
    const text = textOf(await cardOf('referrals')).replaceAll('\\', '');

    expect(text).toMatch(
      wording('referrals.list.at', {
        location: 'Contoso (FR)',
        what: english('referrals.rate.nothing-decided'),
      }),
    );
    expect(text).toMatch(
      wording('referrals.list.at', {
        location: 'Contoso (US)',
        what: english('referrals.rate.nothing-decided'),
      }),
    );
  });

  it('opens a customer of both by either of its rows', async () => {
    const opens = actionsOf(await cardOf('associations')).filter(({ verb }) => verb === 'associations.show');

    expect(opens.map(({ data }) => data)).toEqual([{ customerId: tailspin }, { customerId: tailspin }]);
  });

  it.each([
    ['profile', 'profile.show'],
    ['pause', 'pause.show'],
  ])('is asked once which one %s is about; after that it is the last one used', async (word, verb) => {
    expect(await types(word)).toHaveProperty('dialog');
    await presses(verb, { partnerId: fr });

    const card = await cardOf(word);

    expect(textOf(card)).toContain('Contoso (FR)');
    expect(JSON.stringify(card)).toMatch(wording('referrals.location.other'));
    expect(actionsOf(card)).toContainEqual({ title: english('referrals.location.show'), verb, data: {} });
    expect(cardFaults(card)).toEqual([]);
    await presses(verb, { partnerId: us });
    expect(textOf(await cardOf(word))).toContain('Contoso (US)');
  });

  it.each(['referrals.list', 'claims.list', 'associations.list'])(
    'is known to mean a location by the filter of %s',
    async (verb) => {
      await presses(verb, { partnerId: fr });

      expect(textOf(await cardOf('profile'))).toContain('Contoso (FR)');
    },
  );

  it('is asked again when there is no right any more at the last one', async () => {
    await seedPerson(world.context.documents, person(2, { standings: [], lastPartnerId: others }));
    await expect(presses('profile.show', { partnerId: others })).rejects.toThrow();

    expect(await types('profile')).toHaveProperty('dialog');
  });
});
