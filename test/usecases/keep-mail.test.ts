import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { MAIL_LIMITS, PARTNER_MAIL_LIMITS } from '../../src/domain/files/quota.ts';
import { DAY_MS, dayOf } from '../../src/domain/shared/time.ts';
import { recipientsIn } from '../../src/mail/open-mail.ts';
import { keepMail } from '../../src/usecases/events/keep-mail.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { create } from '../../src/usecases/ports.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { alpha, beta } from '../support/associations.ts';
import { rawMail } from '../support/mails.ts';
import { noon } from '../support/referrals.ts';
import { MailDocument } from '../../src/usecases/events/documents.ts';
import { FileQuotaDocument } from '../../src/usecases/files/documents.ts';

let world: ReferralWorld;
beforeEach(async () => {
  world = await referralWorld(noon);
  await world.locationWith(alpha, [1], { mailboxes: ['dpor@alpha.test'] });
  await world.locationWith(beta, [2], { mailboxes: ['dpor@beta.test'] });
});
afterEach(() => world.close());

const PARTITION = partitions.program('mail');
const kept = async () => (await Array.fromAsync(world.context.documents.scan(MailDocument, 'mails'))).length;

const X = Buffer.from('x');
const keep = (id: string, raw: Buffer = X) => keepMail(world.context, recipientsIn, id, raw);
const to = (...addresses: string[]) => rawMail({ to: addresses.join(', ') });
const done = { ok: true, value: undefined };
const full = (of: 'partner' | 'all') => ({ ok: false, error: { code: 'quota', of } });
const fill = (id: string, files: number, bytes = 0) =>
  world.context.documents.commit(PARTITION, [
    create(FileQuotaDocument, id, { day: dayOf(noon), files, bytes }),
  ]);
const used = async (id: string) =>
  (await world.context.documents.get(FileQuotaDocument, PARTITION, id))?.value.files ?? 0;

it('a mail is kept once, however often it is sent at once', async () => {
  await Promise.all(Array.from({ length: 20 }, () => keep('m-1')));
  await Promise.all(Array.from({ length: 20 }, (_none, at) => keep(`n-${at}`)));

  expect(await kept()).toBe(21);
  expect(await used('mail-quota')).toBe(21);
});

it('a day has room for so many mails of all; the sender is told so, and nothing is kept', async () => {
  await fill('mail-quota', MAIL_LIMITS.files - 1);
  expect(await keep('last', to('dpor@alpha.test'))).toEqual(done);

  expect(await keep('more', to('dpor@beta.test'))).toEqual(full('all'));
  expect(await keep('last', to('dpor@alpha.test'))).toEqual(done);

  expect(await kept()).toBe(1);
  expect(await used(`mail-quota:${beta}`)).toBe(0);
  world.now = new Date(noon.getTime() + DAY_MS);
  expect(await keep('more', to('dpor@beta.test'))).toEqual(done);
});

it.each([
  ['mails', PARTNER_MAIL_LIMITS.files, 0],
  ['bytes', 1, PARTNER_MAIL_LIMITS.bytes],
])('a flood of %s to one partner leaves the others their room', async (_case, files, bytes) => {
  await fill(`mail-quota:${alpha}`, files, bytes);

  expect(await keep('a', to('DPOR+ms@alpha.test'))).toEqual(full('partner'));
  expect(await keep('b', to('dpor@beta.test'))).toEqual(done);
  expect(await keep('nobody', to('dpor@nobody.test'))).toEqual(done);
  expect(await keep('both', to('dpor@alpha.test', 'dpor@beta.test'))).toEqual(done);
  expect(await used(`mail-quota:${beta}`)).toBe(2);
  expect(await kept()).toBe(3);
});

it('a flood to nobody’s mailbox leaves partners their room', async () => {
  await fill('mail-quota:nobody', PARTNER_MAIL_LIMITS.files);

  expect(await keep('nobody', to('dpor@nobody.test'))).toEqual(full('partner'));
  expect(await keep('unreadable')).toEqual(full('partner'));
  expect(await keep('a', to('dpor@alpha.test'))).toEqual(done);
});

it('the room of one is passed by no mails that come at once', async () => {
  await fill(`mail-quota:${alpha}`, PARTNER_MAIL_LIMITS.files - 3);
  const all = await Promise.all(
    Array.from({ length: 10 }, (_none, at) => keep(`m-${at}`, to('dpor@alpha.test'))),
  );

  expect(all.filter((one) => one.ok)).toHaveLength(3);
  expect(await kept()).toBe(3);
});

it('ten partners that are flooded fill the day of all, and no fewer', () => {
  expect(PARTNER_MAIL_LIMITS.files * 10).toBeLessThanOrEqual(MAIL_LIMITS.files);
});
