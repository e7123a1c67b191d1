import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import { askToBuildAssociations } from '../../src/usecases/associations/build.ts';
import { EVENT_DOCUMENT, inboxKey } from '../../src/usecases/events/inbox.ts';
import { askToPickUpEvents } from '../../src/usecases/events/pick-up.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import {
  alpha,
  azureSubscription,
  beta,
  dporEvent,
  fourthCoffee,
  subscription,
} from '../support/associations.ts';
import { importing, removeFolders } from '../support/csv-folder.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { noon } from '../support/referrals.ts';
import {
  AssociationDocument,
  DporChangeDocument,
  SubscriptionDocument,
} from '../../src/usecases/associations/documents.ts';
import { EventDocument } from '../../src/usecases/events/documents.ts';
import { PointerDocument } from '../../src/usecases/memberships/documents.ts';

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld();
  await world.locationWith(alpha, [1]);
  await world.locationWith(beta, [2]);
});
afterEach(() => world.close());
afterAll(removeFolders);

const kept = (id: string) => ({ ...dporEvent(id), receivedAt: noon, handled: false });

it('takes up the events that an earlier release kept, once', async () => {
  const { documents } = world.context;
  for (const id of ['1', '2', '3']) {
    const event = kept(id);
    await documents.commit(partitions.inbox(inboxKey(event)), [create(EventDocument, EVENT_DOCUMENT, event)]);
  }

  await askToPickUpEvents(world.context);
  await world.runner.drain();
  await askToPickUpEvents(world.context);
  await world.runner.drain();

  const events = await Array.fromAsync(documents.scan(EventDocument, 'inbox'));
  expect(events.map(({ value }) => value.handled)).toEqual([true, true, true]);
  expect(await Array.fromAsync(documents.scan(DporChangeDocument, 'customers'))).toHaveLength(3);
  expect(world.said).toHaveLength(2);
});

it('lists the associations of what an earlier release imported', async () => {
  const { documents } = world.context;
  await documents.commit(partitions.customer(fourthCoffee), [
    create(SubscriptionDocument, `subscription:${azureSubscription}`, subscription()),
  ]);

  await askToBuildAssociations(world.context);
  await world.runner.drain();

  const built = await Array.fromAsync(documents.scan(AssociationDocument, 'partners'));
  expect(built.map(({ value }) => value.partnerId)).toEqual([alpha]);
});

it('builds nothing anew after an import into an empty database', async () => {
  const built = () =>
    world.context.documents.get(PointerDocument, partitions.program('associations'), 'built');
  const customers = `customerId,name,domain,country,language,industry,seats\n${fourthCoffee},Fourth Coffee,,,,retail,\n`;
  await importing(world.store, { 'customers.csv': customers }, { dryRun: true });
  expect(await built()).toBeUndefined();

  await importing(world.store, { 'customers.csv': customers });

  expect(await built()).toBeDefined();
});
