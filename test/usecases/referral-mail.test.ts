import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listJobs } from '../../src/cli/jobs/resting-jobs.ts';
import { retryDead } from '../../src/usecases/operators/retry-dead.ts';
import { notices } from '../../src/cli/export/files/people.ts';
import { smtpMailer } from '../../src/mail/mailer.ts';
import { readSmtpUrl } from '../../src/mail/smtp-url.ts';
import type { Mailer } from '../../src/usecases/ports.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { ConnectorError } from '../../src/notifications/connector-error.ts';
import { ReferralId, PartnerId } from '../../src/domain/shared/ids.ts';
import type { Location } from '../../src/domain/referrals/location.ts';
import { say } from '../../src/words/say.ts';
import { asText } from '../../src/words/text.ts';
import { planMails } from '../../src/usecases/referrals/plan-mails.ts';
import { noon } from '../support/referrals.ts';
import { referralWorld, type ReferralWorld } from '../support/referral-world.ts';
import { smtpServer, type TestSmtpServer } from '../support/smtp-server.ts';

const one = PartnerId.parse('1001');
const referralId = ReferralId.parse('R-7');
const DESK = 'desk@contoso.test';

let server: TestSmtpServer;
let world: ReferralWorld;

beforeEach(async () => {
  server = await smtpServer();
  world = await referralWorld(noon, { mailer: mailer() });
});

afterEach(async () => {
  await world.close();
  await server.down();
});

function mailer(): Mailer {
  const to = readSmtpUrl(server.url);
  if (to === undefined) throw new Error('no mail server');
  return smtpMailer(to);
}

/** Person 1 is reached in Teams; the others of the list as given. */
function listed(benefitContact: readonly string[], overrides: Partial<Location> = {}): Promise<void> {
  return world.locationWith(one, [1], { benefitContact: [...benefitContact], ...overrides });
}

async function mailRows() {
  const rows = await Array.fromAsync(notices.rows(world.context.documents, world.now));
  return rows.filter(({ kind }) => kind === 'referral-mail');
}

async function mailJobs() {
  const jobs = await Array.fromAsync(listJobs(world.context.documents));
  return jobs.filter(({ what }) => what.startsWith('referral.mail'));
}

describe('an offer to listed addresses', () => {
  it('is mailed to those whom Teams does not reach, and to nobody else', async () => {
    await listed(['person1@contoso.test', DESK]);

    await world.receive(referralId);

    expect(server.taken).toHaveLength(1);
    expect(server.taken[0]).toMatchObject({ from: 'porter@programme.test', to: [DESK] });
    expect(server.login).toBe('porter:s@cret');
    expect(await mailJobs()).toEqual([]);
    expect(await mailRows()).toMatchObject([{ subject: 'R-7/1', state: 'sent', attempts: 1, sentAt: noon }]);
  });

  it('names the customer, a link to the chat and the day, but never the customer’s contact or notes', async () => {
    await listed([DESK]);

    await world.receive(referralId);

    const { mail, raw } = server.taken[0] ?? {};
    expect(mail?.subject).toBe(
      say({ locale: 'en-US' }, 'referral-mail.subject.benefit', {
        customer: asText('Tailspin Toys'),
        location: asText('Location 1001'),
      }),
    );
    expect(mail?.text).toContain(
      'https://teams.microsoft.com/l/chat/0/0?users=28:bot&message=referral%20R-7',
    );
    expect(mail?.html).toContain('users=28:bot&amp;message=referral%20R-7');
    for (const part of [mail?.text, mail?.html, raw]) {
      expect(part).not.toMatch(/Jo Berg|jo@tailspin\.test|Starts soon/);
    }
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
  });

  it.each([
    ['DE', 'de'],
    ['BR', 'pt'],
    ['JP', 'ja'],
    ['TW', 'en'],
    ['NL', 'en'],
  ])('is written in the language of the location’s country %s: %s', async (country, language) => {
    await listed([DESK], { country });

    await world.receive(referralId);

    expect(server.taken[0]?.mail.headers).toContainEqual(
      expect.objectContaining({ key: 'content-language', value: language }),
    );
    expect(server.taken[0]?.mail.text).toContain(say({ locale: language }, 'referral-mail.not-read'));
  });

  it('is mailed once, however often it is told', async () => {
    await listed([DESK, DESK]);
    await world.receive(referralId);

    await planMails(world.context, { referralId, part: 1, round: 1 });
    await world.runner.drain();

    expect(server.taken).toHaveLength(1);
  });

  it('is mailed to whoever turns out to have removed the app', async () => {
    await listed(['person1@contoso.test']);
    world.plan = ({ method }) =>
      method === 'send'
        ? new ConnectorError({ status: 403, code: 'BotDisabledByUser', phase: 'answered' })
        : undefined;

    await world.receive(referralId);
    await world.runner.drain();

    expect(server.taken.map(({ to }) => to)).toEqual([['person1@contoso.test']]);
  });

  it('is not mailed to somebody whose right was taken', async () => {
    await world.locationWith(one, [1], { benefitContact: ['person1@contoso.test'] }, { role: null });

    await world.receive(referralId);

    expect(server.taken).toEqual([]);
  });

  it('is mailed to nobody without a mail server', async () => {
    await world.close();
    world = await referralWorld(noon);
    await listed([DESK]);

    await world.receive(referralId);

    expect(await mailJobs()).toEqual([]);
    expect(await mailRows()).toEqual([]);
  });
});

describe('a mail server', () => {
  it('that refuses an address for good leaves a dead job with its reason, which can be re-driven', async () => {
    await listed([DESK]);
    server.answer = () => ({ code: 550, text: '5.1.1 no such user' });

    await world.receive(referralId);

    expect(await mailJobs()).toMatchObject([
      { state: 'dead', attempts: 1, why: expect.stringContaining('550 5.1.1 no such user') },
    ]);
    expect(await mailRows()).toMatchObject([{ state: 'dead', attempts: 1, sentAt: null }]);

    server.answer = () => undefined;
    await retryDead(world.context.documents, world.now);
    await world.runner.drain();

    expect(server.taken).toHaveLength(1);
    expect(await mailRows()).toMatchObject([{ state: 'sent' }]);
  });

  it('that defers an address gets the mail again later', async () => {
    await listed([DESK]);
    server.answer = () => ({ code: 451, text: '4.7.1 greylisted' });
    await world.receive(referralId);
    expect(await mailJobs()).toMatchObject([{ state: 'waiting', why: expect.stringContaining('451') }]);

    server.answer = () => undefined;
    await later(60_000);

    expect(server.taken).toHaveLength(1);
    expect(await mailJobs()).toEqual([]);
  });

  it('that is down for hours gets the mail when it is back', async () => {
    await listed([DESK]);
    await server.down();
    await world.receive(referralId);
    for (let hour = 0; hour < 20; hour++) await later(3_600_000);
    expect(await mailJobs()).toMatchObject([{ state: 'waiting', attempts: 21 }]);

    await server.up();
    await later(3_600_000);

    expect(server.taken).toHaveLength(1);
  });

  it('that comes back after somebody has decided gets nothing any more', async () => {
    await listed([DESK]);
    await server.down();
    await world.receive(referralId);
    await world.press(1, referralId, 'accept');
    await server.up();

    await later(3_600_000);

    expect(server.taken).toEqual([]);
    expect(await mailJobs()).toEqual([]);
    expect(await mailRows()).toEqual([]);
  });

  it('gets the same mail by the same Message-ID when the process died before it could note it', async () => {
    const store = await openSqlite({ folder: ':memory:', now: () => world.now });
    const real = mailer();
    await world.close();
    const taken = Promise.withResolvers<void>();
    const dying = await referralWorld(noon, {
      store,
      mailer: {
        async send(mail) {
          await real.send(mail);
          taken.resolve();
          await new Promise(() => undefined);
        },
      },
    });
    world = dying;
    await listed([DESK]);
    void dying.receive(referralId);
    await taken.promise;

    world = await referralWorld(noon, { store, mailer: real });
    await later(31_000);
    await later(3_600_000);

    expect(server.taken).toHaveLength(2);
    expect(new Set(server.taken.map(({ mail }) => mail.messageId)).size).toBe(1);
    expect(await mailRows()).toMatchObject([{ state: 'sent' }]);
  });
});

describe('the head of a mail', () => {
  it('has no line of the customer’s or the location’s making', async () => {
    await listed([DESK], { name: 'Contoso\r\nBcc: thief@evil.test' });
    await world.receive(referralId);

    const { mail, raw, to } = server.taken[0] ?? {};
    expect(to).toEqual([DESK]);
    expect(mail?.bcc).toBeUndefined();
    expect(raw?.split(/\r?\n\r?\n/)[0]).not.toMatch(/^Bcc:/im);
    expect(mail?.subject).toContain('Contoso Bcc: thief@evil.test');
  });

  it.each(["o'neil+desk@contoso.test", 'jörg@contoso.test'])('has the one address %s', async (address) => {
    await listed([address]);
    await world.receive(referralId);

    expect(server.taken.map(({ to }) => to)).toEqual([[address]]);
    expect(server.taken[0]?.mail.to).toHaveLength(1);
  });

  it('makes no second address of a quoted name', async () => {
    await listed(['"<thief@evil.test>, b"@contoso.test']);
    await world.receive(referralId);

    expect(server.taken).toEqual([]);
    // The server of this test takes no quoted names.
    expect(await mailJobs()).toMatchObject([{ state: 'dead', why: expect.stringContaining('501') }]);
  });
});

async function later(ms: number): Promise<void> {
  world.now = new Date(world.now.getTime() + ms);
  await world.runner.drain();
}
