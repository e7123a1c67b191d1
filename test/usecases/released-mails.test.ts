import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { DEFAULT_MAIL_DAYS, MESSAGE_DAYS } from '../../src/domain/associations/mail-life.ts';
import { DAY_MS } from '../../src/domain/shared/time.ts';
import { recipientsIn } from '../../src/mail/open-mail.ts';
import type { DocumentStore } from '../../src/store/document-store.ts';
import { MailReadingDocument } from '../../src/usecases/associations/documents.ts';
import { listMails } from '../../src/usecases/associations/mails.ts';
import { setMailAside } from '../../src/usecases/associations/match-mail.ts';
import { askToMoveMails, moveMails } from '../../src/usecases/associations/move-mails.ts';
import { keepMail } from '../../src/usecases/events/keep-mail.ts';
import { findMail } from '../../src/usecases/events/kept-mails.ts';
import { partitions } from '../../src/usecases/partitions.ts';
import { atEveryPoint, untilBroken } from '../support/break-off.ts';
import { rawMail } from '../support/mails.ts';
import { actorOf, type ReferralWorld } from '../support/referral-world.ts';
import { noon } from '../support/referrals.ts';
import { releasedWorld } from '../support/released-layout.ts';
import { person } from '../support/seed.ts';

const OPERATOR = 90;
const MAILS = partitions.program('mail');
const idOf = (key: string) => createHash('sha256').update(key).digest('hex');
const daysLater = (days: number) => new Date(noon.getTime() + days * DAY_MS);

let world: ReferralWorld;
const open = async () => (world = await releasedWorld());
beforeEach(open);
afterEach(() => world.close());

const states = async () => {
  const { items } = await world.context.documents.list(MailReadingDocument, MAILS, { limit: 100 });
  return Object.fromEntries(items.map(({ value }) => [value.mailId, value.state]));
};
/** What lies where, without etags: of each partition the ids, with when they end. */
async function placesIn(store: DocumentStore): Promise<readonly string[]> {
  const places: string[] = [];
  for (const collection of ['program', 'mails', 'pointers']) {
    for await (const { partition, id, expiresAt } of store.scan(collection)) {
      places.push(`${partition} ${id} ${expiresAt?.toISOString() ?? 'stays'}`);
    }
  }
  return places;
}
const move = async () => {
  await askToMoveMails(world.context);
  await world.runner.drain();
};

describe('mails of the released layout', () => {
  it('move to partitions of their own, each with its life, and leave no trace where they were', async () => {
    await move();

    const places = await placesIn(world.store);
    expect(places.filter((place) => /^program\/mail (mail|message):/.test(place))).toEqual([]);
    const ends = daysLater(DEFAULT_MAIL_DAYS).toISOString();
    for (const key of ['taken', 'waiting', 'aside', 'again', 'unread']) {
      expect(places).toContain(`mails/${idOf(key)} mail ${ends}`);
    }
    const known = new RegExp(`^pointers/message:\\w+ message:\\w+ ${daysLater(MESSAGE_DAYS).toISOString()}$`);
    expect(places.filter((place) => known.test(place))).toHaveLength(3);
  });

  it('end with what was read of them, but for those that wait', async () => {
    await move();
    const before = await states();
    world.now = daysLater(DEFAULT_MAIL_DAYS);

    expect(before).toEqual({
      [idOf('taken')]: 'taken',
      [idOf('waiting')]: 'unmatched',
      [idOf('aside')]: 'set-aside',
      [idOf('again')]: 'repeat',
      [idOf('unread')]: 'unmatched',
    });
    expect(await states()).toEqual({ [idOf('waiting')]: 'unmatched', [idOf('unread')]: 'unmatched' });
    expect(await findMail(world.context.documents, idOf('waiting'))).toBeUndefined();
  });

  it('are served before, while and after they move', async () => {
    const points = await atEveryPoint(async (broken) => {
      await world.close();
      await open();
      const { documents } = world.context;
      await untilBroken(() => moveMails({ ...world.context, documents: broken.documents(documents) }));

      for (const key of ['taken', 'waiting', 'aside', 'again', 'unread']) {
        expect(await findMail(documents, idOf(key))).toBeDefined();
      }
      const listed = await listMails(world.context, person(OPERATOR));
      expect(listed.ok && listed.value.mails.map(({ mailId }) => mailId)).toEqual([idOf('waiting')]);
      const again = rawMail({ to: 'dpor-1001@contoso.test', messageId: '<taken@microsoftonline.com>' });
      await keepMail(world.context, recipientsIn, 'taken', again);
      await keepMail(world.context, recipientsIn, 'new', again);
      await move();
      expect((await states())[idOf('new')]).toBe('repeat');
      expect(await setMailAside(world.context, actorOf(OPERATOR), idOf('waiting'), 'op')).toMatchObject({
        value: { code: 'done' },
      });
    });
    expect(points).toBeGreaterThan(30);
  }, 60_000);

  it('end where they would have ended, wherever their move is killed', async () => {
    await move();
    const whole = await placesIn(world.store);
    await atEveryPoint(async (broken) => {
      await world.close();
      await open();
      const dying = { ...world.context, documents: broken.documents(world.context.documents) };
      await askToMoveMails(world.context);
      await untilBroken(() => moveMails(dying));

      await world.runner.drain();

      expect(await placesIn(world.store)).toEqual(whole);
    });
  }, 60_000);
});
