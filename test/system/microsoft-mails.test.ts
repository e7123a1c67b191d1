import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { whyText } from '../../src/cards/associations/mail-text.ts';
import { azureSubscription, fourthCoffee } from '../support/associations.ts';
import { PUBLIC_KEY, signed, SIGNED_AT } from '../support/dkim.ts';
import { addedText, MAIL_SERVER, multipart, rawMail, removedText, type RawMail } from '../support/mails.ts';
import { porterProcess, SECRET, type PorterProcess } from '../support/porter-process.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad } from '../support/seed.ts';
import { csvOf, exported, presses, until } from '../support/wire.ts';

const TO = 'dpor@location-1001.test';
const OPERATOR = 90;
/** The keys that DNS has: Microsoft's, and a stranger's of its own domain. */
const DNS = {
  NODE_OPTIONS: `--import=${new URL('../support/dns-preload.mjs', import.meta.url).href}`,
  DNS_TEXTS: JSON.stringify({
    's1._domainkey.microsoftonline.com': [`v=DKIM1; k=rsa; p=${PUBLIC_KEY}`],
    's1._domainkey.evil.test': [`v=DKIM1; k=rsa; p=${PUBLIC_KEY}`],
  }),
};
const ABOUT = { organization: 'Fourth Coffee', service: 'Microsoft Azure', starts: '', ends: '2027-12-31' };

let porter: PorterProcess;

beforeAll(async () => {
  porter = await porterProcess();
  const files = csvOf([
    { partnerId: '1001', people: [1] },
    { partnerId: '1002', people: [2] },
  ]);
  await porter.import({
    ...files,
    'partners.csv': (files['partners.csv'] ?? '').replace(/^(1001,.*),$/m, `$1,${TO}`),
    'customers.csv': `customerId,name,domain,country,language,industry,seats\n${fourthCoffee},Fourth Coffee,,US,en,retail,640\n`,
    'subscriptions.csv': `subscriptionId,customerId,product,workloads,licensing,status,starts,ends,seats,dporPartnerId,cspPartnerId\n${azureSubscription},${fourthCoffee},azure,,EA,active,,2027-12-31,,1002,\n`,
    'operators.csv': `tenantId,aadObjectId,name,email\n${contosoTenant},${aad(OPERATOR)},Robin Vale,robin@fasttrack.test\n`,
  });
  await porter.start(DNS);
}, 60_000);
afterAll(() => porter.close());

/** @returns what the mail is kept as */
async function post(raw: Buffer): Promise<string> {
  const at = new Date();
  const id = randomUUID();
  const response = await fetch(`${porter.url}/api/mail`, {
    method: 'POST',
    headers: {
      'content-type': 'message/rfc822',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(SECRET).sign(id, at, raw.toString()),
    },
    body: new Uint8Array(raw),
  });
  expect(response.status).toBe(202);
  return createHash('sha256').update(id).digest('hex');
}

/** A mail as an operator opens it. */
async function shown(mailId: string): Promise<string> {
  const { body } = await presses(porter, OPERATOR, 'dpor.mail.show', { mailId });
  return JSON.stringify(body.value);
}

const mail = (of: RawMail = {}) => rawMail({ to: TO, body: addedText(ABOUT), ...of });
const changes = () => exported(porter, 'dpor.csv');
const verdict = (text: string) => ({ verdict: `Authentication-Results: ${text}` });
const DMARC = 'dmarc=pass header.from=microsoftonline.com';

describe('a mail about a partner of record', () => {
  const WAITING: readonly (readonly [string, () => Buffer | Promise<Buffer>])[] = [
    [
      'of a stranger whose own domain passes',
      () =>
        mail({
          from: 'Microsoft <a@evil.test>',
          ...verdict(`${MAIL_SERVER}; dmarc=pass header.from=evil.test`),
        }),
    ],
    [
      'that says that the partner was removed, of a stranger',
      () => mail({ from: 'a@evil.test', verdict: '', body: removedText(ABOUT) }),
    ],
    ['with Microsoft’s address for a name', () => mail({ from: '"a@microsoft.com" <a@evil.test>' })],
    ['of a domain that ends alike', () => mail({ from: 'a@evil-microsoftonline.com' })],
    ['of a domain that begins alike', () => mail({ from: 'a@microsoftonline.com.evil.test' })],
    ['of two senders', () => mail({ head: ['From: a@evil.test'] })],
    ['without any proof', () => mail({ verdict: '' })],
    ['without any proof, to nobody’s mailbox', () => mail({ to: 'dpor@nobody.test', verdict: '' })],
    ['with the word of an unknown server', () => mail(verdict(`mx.evil.test; ${DMARC}`))],
    [
      'with the word of the server under another one',
      () =>
        mail({
          verdict: `Authentication-Results: mx.evil.test; none\r\nAuthentication-Results: ${MAIL_SERVER}; ${DMARC}`,
        }),
    ],
    ['with a pass in a comment', () => mail(verdict(`${MAIL_SERVER}; dmarc=fail (${DMARC})`))],
    [
      'with a seal of who passed it on',
      () => mail({ verdict: `ARC-Authentication-Results: i=1; ${MAIL_SERVER}; ${DMARC}` }),
    ],
    [
      'forwarded by hand, as text',
      () =>
        mail({
          from: 'Dana <dana@location-1001.test>',
          ...verdict(`${MAIL_SERVER}; dmarc=pass header.from=location-1001.test`),
          body: `Von: Team <a@microsoftonline.com>\r\nGesendet: Dienstag, 10. November 2026 09:00\r\n\r\n${addedText(ABOUT)}`,
        }),
    ],
    [
      'forwarded by hand, a true one within',
      () =>
        mail({
          from: 'Dana <dana@location-1001.test>',
          verdict: '',
          type: 'multipart/mixed; boundary=f',
          body: multipart('f', [`Content-Type: message/rfc822\r\n\r\n${mail().toString()}`]),
        }),
    ],
    ['signed by somebody else', () => signed(mail({ verdict: '' }), { domain: 'evil.test' })],
    [
      'signed by nobody whose key can be had',
      () => signed(mail({ from: 'a@microsoft.com', verdict: '' }), { domain: 'microsoft.com' }),
    ],
    [
      'signed, and changed afterwards',
      async () => {
        const raw = (await signed(mail({ verdict: '' }))).toString();
        return Buffer.from(raw.replace('has added you', 'has removed you'));
      },
    ],
    ['signed over a part of its text', () => signed(mail({ verdict: '' }), { bodyLength: 100 })],
    ['signed for a time that is over', () => signed(mail({ verdict: '' }), { expires: SIGNED_AT })],
    [
      'signed, with another sender put on top',
      async () => Buffer.concat([Buffer.from('From: a@evil.test\r\n'), await signed(mail({ verdict: '' }))]),
    ],
  ];
  const UNDATED: typeof WAITING = [
    ['that is true and undated', () => mail({ date: '' })],
    [
      'that forwards, and whose time cannot be read',
      () => mail({ body: `Von: Team\r\nGesendet: gestern\r\n\r\n${addedText(ABOUT)}` }),
    ],
    ['that is true and of a time to come', () => mail({ date: 'Fri, 01 Jan 2999 00:00:00 +0000' })],
  ];

  const UNMATCHED: typeof WAITING = [
    ['that is true and to nobody’s mailbox', () => mail({ to: 'dpor@nobody.test' })],
    ['that is true and to nobody', () => mail({ to: '' })],
  ];

  const KINDS = [
    ['not-authentic', WAITING],
    ['undated', UNDATED],
    ['no-mailbox', UNMATCHED],
  ] as const;

  it.each(KINDS)('waits for an operator with the reason, and changes nothing: %s', async (why, mails) => {
    const kept: (readonly [string, string])[] = [];
    for (const [kind, build] of mails) kept.push([kind, await post(await build())]);
    await porter.idle();

    const others: string[] = [];
    for (const [kind, mailId] of kept)
      if (!(await shown(mailId)).includes(whyText(why, { locale: 'en-US' }))) others.push(kind);
    expect(others).toEqual([]);
    expect(await changes()).toEqual([]);
  });

  it('that is authentic by its signature is taken in, without the word of any server', async () => {
    await post(await signed(mail({ verdict: '' })));
    await until(async () => (await changes()).length === 1);

    expect(await changes()).toMatchObject([
      { subscriptionId: azureSubscription, previousPartnerId: '1002', partnerId: '1001' },
    ]);
  });

  it('that is authentic by the word of the receiving server is taken in', async () => {
    await post(mail({ date: 'Mon, 23 Nov 2026 10:00:00 +0000', body: removedText(ABOUT) }));
    await until(async () => (await changes()).length === 2);

    expect(await changes()).toContainEqual(
      expect.objectContaining({
        subscriptionId: azureSubscription,
        previousPartnerId: '1001',
        partnerId: '',
      }),
    );
  });
});
