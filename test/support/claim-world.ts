import { runPress } from '../../src/bot/invoke.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { createRegistry } from '../../src/capabilities.ts';
import { commandOf } from '../../src/dialogs/index.ts';
import type { Answer, Speaking } from '../../src/dialogs/speaking.ts';
import type { Subscription } from '../../src/domain/associations/customer.ts';
import type { Claim } from '../../src/domain/claims/claim.ts';
import { CustomerId, PartnerId, SubscriptionId } from '../../src/domain/shared/ids.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { claimsAt, customer } from './claims.ts';
import { referralWorld, type ReferralWorld } from './referral-world.ts';
import { location } from './referrals.ts';
import { contact, person, seedLocation, seedPerson } from './seed.ts';
import { speakingOf } from './speaking.ts';
import { CustomerDocument, SubscriptionDocument } from '../../src/usecases/associations/documents.ts';

export const contoso = PartnerId.parse('1001');
export const fabrikam = PartnerId.parse('2001');
/** Imported, with subscriptions of every kind. */
export const tailspin = CustomerId.parse('c0000000-0000-4000-8000-000000000001');
/** Nobody has heard of it. */
export const newcomer = CustomerId.parse('c0000000-0000-4000-8000-0000000000ff');
export const subscriptionNo = (number: number) =>
  SubscriptionId.parse(`5b000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
/** Of tailspin: Dynamics 365 by Enterprise Agreement. */
export const dynamics = subscriptionNo(2);

/** Claims on the real embedded store in memory: 1 and 2 claim for Contoso, 3 has no incentive role there, 4 claims for Fabrikam. */
export interface ClaimWorld extends Omit<ReferralWorld, 'press'> {
  speaking(number: number, opId?: string): Speaking;
  press(number: number, verb: string, data?: object, opId?: string): Promise<Answer>;
  says(number: number, word: string): Promise<AdaptiveCard>;
  claims(customerId?: CustomerId): Promise<Claim[]>;
  subscription(overrides: Partial<Subscription>): Promise<void>;
}

/** Inputs that can be submitted as they are. */
export function filledIn(overrides: object = {}): object {
  return {
    intent: 'intent-1',
    partnerId: contoso,
    customerId: tailspin,
    activity: 'osu-m365',
    target: 'exchange',
    contactName: 'Jo Berg',
    contactTitle: 'Head of IT',
    contactEmail: 'jo@tailspin.test',
    evidence: 'https://contoso.sharepoint.com/sow.pdf',
    comments: 'We moved 1,250 mailboxes.',
    ...overrides,
  };
}

const registry = createRegistry();

export async function claimWorld(): Promise<ClaimWorld> {
  const world = await referralWorld();
  const { documents } = world.context;
  const incentive = { role: null, incentiveRole: 'incentive-user', program: null } as const;
  await seedLocation(documents, location({ partnerId: contoso, name: 'Contoso Corporation (US)' }), [
    contact(contoso, 1, { name: 'Dana Okafor', role: 'program-admin', incentiveRole: 'incentive-admin' }),
    contact(contoso, 2, { ...incentive, name: 'Lee Chen' }),
    contact(contoso, 3, { name: 'Sam Ortiz' }),
  ]);
  await seedLocation(documents, location({ partnerId: fabrikam, name: 'Fabrikam Inc. (US)' }), [
    contact(fabrikam, 4, { ...incentive, name: 'Maria Diaz' }),
  ]);
  const standing = (partnerId: PartnerId) => ({ standings: [{ partnerId, globalId: null }] });
  for (const number of [1, 2, 3]) await seedPerson(documents, person(number, standing(contoso)));
  await seedPerson(documents, person(4, standing(fabrikam)));

  const imported = { imported: { name: 'as imported' } };
  const partition = partitions.customer(tailspin);
  await documents.commit(partition, [
    create(CustomerDocument, 'customer', customer({ customerId: tailspin }), imported),
  ]);
  let presses = 0;
  const self: ClaimWorld = Object.assign(world as Omit<ReferralWorld, 'press'>, {
    speaking(number: number, opId = `op-${++presses}`): Speaking {
      const partnerId = number === 4 ? fabrikam : contoso;
      const standings = number > 4 ? [] : [{ partnerId, globalId: null }];
      return speakingOf(world, number, opId, { standings });
    },
    press(number: number, verb: string, data: object = {}, opId?: string): Promise<Answer> {
      return registryPress(self.speaking(number, opId), verb, data);
    },
    async says(number: number, word: string) {
      const answer = await commandOf(registry, word)?.run(self.speaking(number));
      if (answer === undefined || 'dialog' in answer) throw new Error(`${word} asks further`);
      return answer;
    },
    claims: (customerId = tailspin) => claimsAt(documents, customerId),
    async subscription(overrides: Partial<Subscription>) {
      const value: Subscription = {
        subscriptionId: subscriptionNo(1),
        customerId: tailspin,
        product: 'office-365',
        workloads: ['exchange', 'teams', 'intune'],
        licensing: 'EA',
        status: 'active',
        starts: null,
        ends: '2029-01-31',
        seats: 1_250,
        dporPartnerId: null,
        cspPartnerId: null,
        dporChangedAt: null,
        ...overrides,
      };
      const id = `subscription:${value.subscriptionId}`;
      await documents.commit(partitions.customer(value.customerId), [
        create(SubscriptionDocument, id, value, { imported: { status: value.status } }),
      ]);
    },
  });
  await self.subscription({});
  await self.subscription({ subscriptionId: dynamics, product: 'dynamics-365', workloads: [] });
  return self;
}

export function registryPress(speaking: Speaking, verb: string, data: object): Promise<Answer> {
  return runPress(registry.actions, speaking, { verb, data: { ...data }, automatic: false });
}

/** What a person reads on the answer, or the code of its refusal. */
export function cardIn(answer: Answer): AdaptiveCard {
  if (!('card' in answer)) throw new Error(`refused: ${answer.refused}`);
  return answer.card;
}
