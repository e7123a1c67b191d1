import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { MAIL_LIMITS } from '../../src/domain/files/quota.ts';
import { dayOf } from '../../src/domain/shared/time.ts';
import { keepMail } from '../../src/usecases/events/keep-mail.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { noon } from '../support/referrals.ts';
import { MailDocument } from '../../src/usecases/events/documents.ts';
import { FileQuotaDocument } from '../../src/usecases/files/documents.ts';

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld(noon);
});
afterEach(() => world.close());

const PARTITION = partitions.program('mail');
const kept = () => world.context.documents.count(MailDocument, PARTITION, []);

it('a mail is kept once, however often it is sent at once', async () => {
  await Promise.all(Array.from({ length: 20 }, () => keepMail(world.context, 'm-1', Buffer.from('x'))));
  await Promise.all(
    Array.from({ length: 20 }, (_none, at) => keepMail(world.context, `n-${at}`, Buffer.from('x'))),
  );

  expect(await kept()).toBe(21);
});

it('a day has room for so many mails; the sender is told to try again', async () => {
  const full = { day: dayOf(noon), files: MAIL_LIMITS.files - 1, bytes: 0 };
  await world.context.documents.commit(PARTITION, [create(FileQuotaDocument, 'mail-quota', full)]);
  await keepMail(world.context, 'last', Buffer.from('x'));

  await expect(keepMail(world.context, 'more', Buffer.from('x'))).rejects.toMatchObject({
    code: 'store-unavailable',
  });
  await keepMail(world.context, 'last', Buffer.from('x'));

  expect(await kept()).toBe(1);
});
