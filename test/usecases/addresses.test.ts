import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { locationsOfMailboxes } from '../../src/usecases/associations/mailboxes.ts';
import { bindByEmail } from '../../src/usecases/memberships/bind.ts';
import { mailKey } from '../../src/usecases/memberships/person-id.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { location } from '../support/referrals.ts';
import { contact, person, seedLocation, seedPerson } from '../support/seed.ts';
import { PointerDocument } from '../../src/usecases/memberships/documents.ts';
import { growth, IN_LINE } from '../support/growth.ts';

const us = PartnerId.parse('1001');
const UNICODE = 'info@käserei-müller.ch';
const PUNYCODE = 'Info@xn--kserei-mller-gcb75a.CH';

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld();
});
afterEach(() => world.close());

it.each([UNICODE, PUNYCODE])('somebody imported by address is bound as %s', async (told) => {
  const { documents } = world.context;
  const waiting = contact(us, 5, { aadObjectId: null, personId: null, email: UNICODE });
  await seedLocation(documents, location({ partnerId: us }), [waiting]);
  const pointer = partitions.pointer('mail', mailKey(waiting.tenantId, UNICODE));
  await documents.commit(pointer, [create(PointerDocument, `${us}:FRP`, { to: us })]);
  await seedPerson(documents, person(5));

  const bound = await bindByEmail(world.context, person(5), told);

  expect(bound.standings).toEqual([{ partnerId: us, globalId: '9000' }]);
  expect(bound.email).toBe(UNICODE);
});

it.each([UNICODE, PUNYCODE, PUNYCODE.replace('@', '+ms@')])(
  'a mail to %s reaches the partner whose mailbox it is',
  async (told) => {
    await world.locationWith(us, [1], { mailboxes: [UNICODE] });

    const found = await locationsOfMailboxes(world.context.documents, [[told]]);

    expect(found.map(({ partnerId }) => partnerId)).toEqual([us]);
  },
);

it('what is no address reaches nobody, however long it is', async () => {
  await world.locationWith(us, [1], { mailboxes: [UNICODE] });
  const told = (length: number) =>
    locationsOfMailboxes(world.context.documents, [['+'.repeat(length), '', '@']]);

  expect(await told(200_000)).toEqual([]);
  expect(await growth(told, 200_000)).toBeLessThan(IN_LINE);
});
