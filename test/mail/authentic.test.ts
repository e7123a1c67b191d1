import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { mailAuthenticity } from '../../src/mail/authentic.ts';
import type { TextRecords } from '../../src/mail/dkim.ts';
import { keyAt, PUBLIC_KEY, signed, SIGNED_AT, type Signing } from '../support/dkim.ts';
import { MAIL_SERVER, rawMail, VERDICT } from '../support/mails.ts';
import { noRecords, TRUST } from '../support/mail-trust.ts';

const at = new Date(SIGNED_AT.getTime() + 60_000);
const authenticity = (raw: Buffer, records: TextRecords = noRecords, when = at) =>
  mailAuthenticity(TRUST, records)(raw, when);
const isAuthentic = async (...of: Parameters<typeof authenticity>) =>
  (await authenticity(...of)) === 'proven';
const saying = (verdict: string) => rawMail({ verdict: `Authentication-Results: ${verdict}` });
const plain = () => rawMail({ verdict: '' });

describe('a mail is Microsoft’s own by the word of its receiving server', () => {
  it.each<[string, string]>([
    ['dkim of its domain', `${MAIL_SERVER}; dkim=pass header.d=microsoftonline.com`],
    ['dmarc', `${MAIL_SERVER}; dmarc=pass header.from=microsoftonline.com`],
    ['a signer by header.i alone', `${MAIL_SERVER}; dkim=pass header.i=@microsoftonline.com`],
    ['a version, in other case', `MX.Porter.Test 1; DKIM=PASS header.d=MicrosoftOnline.com`],
    [
      'comments, also nested',
      `${MAIL_SERVER} (a (b) \\) c); dkim (x) = (y;z) pass (ok) header.d=microsoftonline.com`,
    ],
    ['quotation marks', `"${MAIL_SERVER}"; dkim=pass reason="good; =(" header.d="microsoftonline.com"`],
    [
      'several results',
      `${MAIL_SERVER}; spf=fail smtp.mailfrom=x.test; dkim=fail header.d=x.test;\r\n dkim=pass header.d=microsoftonline.com`,
    ],
  ])('%s', async (_case, verdict) => {
    expect(await isAuthentic(saying(verdict))).toBe(true);
  });

  it.each<[string, string]>([
    ['another server', 'mx.evil.test; dmarc=pass header.from=microsoftonline.com'],
    [
      'a server whose name only begins alike',
      `${MAIL_SERVER}.evil.test; dmarc=pass header.from=microsoftonline.com`,
    ],
    ['no server', 'dmarc=pass header.from=microsoftonline.com'],
    ['nothing', `${MAIL_SERVER}; none`],
    ['dkim of another domain', `${MAIL_SERVER}; dkim=pass header.d=evil.test`],
    ['dkim of another of Microsoft’s domains', `${MAIL_SERVER}; dkim=pass header.d=microsoft.com`],
    ['dkim of a domain that ends alike', `${MAIL_SERVER}; dkim=pass header.d=evil-microsoftonline.com`],
    ['dkim of a top-level domain', `${MAIL_SERVER}; dkim=pass header.d=com`],
    ['dkim of nobody', `${MAIL_SERVER}; dkim=pass`],
    ['dmarc of another domain', `${MAIL_SERVER}; dmarc=pass header.from=evil.test`],
    ['dmarc of nobody', `${MAIL_SERVER}; dmarc=pass`],
    ['spf alone', `${MAIL_SERVER}; spf=pass smtp.mailfrom=microsoftonline.com`],
    ['arc alone', `${MAIL_SERVER}; arc=pass header.d=microsoftonline.com`],
    ['a pass in a comment', `${MAIL_SERVER}; dkim=fail (; dkim=pass header.d=microsoftonline.com)`],
    [
      'a pass in quotation marks',
      `${MAIL_SERVER}; spf=fail reason="; dkim=pass header.d=microsoftonline.com"`,
    ],
    ['a comment that does not end', `${MAIL_SERVER}; (dkim=pass; dkim=pass header.d=microsoftonline.com`],
    ['a domain said twice', `${MAIL_SERVER}; dkim=pass header.d=evil.test header.d=microsoftonline.com`],
    [
      'both',
      `${MAIL_SERVER}; dkim=pass header.d=microsoftonline.com; dmarc=fail header.from=microsoftonline.com`,
    ],
    ['another version', `${MAIL_SERVER} 2; dkim=pass header.d=microsoftonline.com`],
  ])('not by %s', async (_case, verdict) => {
    expect(await isAuthentic(saying(verdict))).toBe(false);
  });

  it('not by a verdict below the topmost, nor by those of servers before', async () => {
    const below = `Authentication-Results: mx.evil.test; none\r\n${VERDICT}`;
    expect(await isAuthentic(rawMail({ verdict: below }))).toBe(false);
    for (const name of [
      'ARC-Authentication-Results',
      'X-Authentication-Results',
      'Authentication-Results-Original',
    ])
      expect(await isAuthentic(rawMail({ verdict: VERDICT.replace('Authentication-Results', name) }))).toBe(
        false,
      );
  });

  it('not where no server is believed', async () => {
    const nobody = mailAuthenticity({ ...TRUST, authservIds: [] }, noRecords);
    expect(await nobody(rawMail(), at)).toBe('not-proven');
  });
});

describe('whose mail it is, its one From says', () => {
  it.each([
    'a@microsoftonline.com',
    '"b@evil.test" <a@MicrosoftOnline.com>',
    '<a@microsoftonline.com>',
    '=?utf-8?Q?M=C3=BC?= <a@microsoftonline.com>',
  ])('plainly: %s', async (from) => expect(await isAuthentic(rawMail({ from }))).toBe(true));

  it('also of a subdomain, by a verdict or signature of the domain over it', async () => {
    const from = 'Team <a@email.microsoftonline.com>';
    const mail = (verdict: string) =>
      rawMail({ from, verdict: `Authentication-Results: ${MAIL_SERVER}; ${verdict}` });
    expect(await isAuthentic(mail('dmarc=pass header.from=email.microsoftonline.com'))).toBe(true);
    expect(await isAuthentic(mail('dkim=pass header.d=microsoftonline.com'))).toBe(true);
    expect(await isAuthentic(mail('dkim=pass header.d=other.microsoftonline.com'))).toBe(false);
  });

  it.each([
    'Microsoft Online Services Team <a@evil.test>',
    '"a@microsoftonline.com" <b@evil.test>',
    'a@microsoftonline.com <b@evil.test>',
    '<a@microsoftonline.com> <b@evil.test>',
    'a@microsoftonline.com, b@evil.test',
    'Team: a@microsoftonline.com;',
    'a@microsoftonline.com (b@evil.test)',
    'a@evil.test@microsoftonline.com',
    '"a@microsoftonline.com"@evil.test',
    'a@evil-microsoftonline.com',
    'a@microsoftonline.com.evil.test',
    'a@microsoftonline.com.',
    'a@micr\u043esoftonline.com',
    'a@xn--micrsoftonline-m7k.com',
    'microsoftonline.com',
    '',
  ])('not otherwise: %s', async (from) => {
    expect(await isAuthentic(rawMail({ from }))).toBe(false);
    expect(await isAuthentic(await signed(rawMail({ from, verdict: '' })), keyAt())).toBe(false);
  });

  it.each([
    'From: Dana <dana@evil.test>',
    'FROM : Dana <dana@evil.test>',
    'Subject: another',
    'Date: Mon, 23 Nov 2026 09:05:00 +0000',
    'Content-Type: text/html',
    'To: dpor@fabrikam.test',
    'X-Odd: a\rFrom: b@evil.test',
    'X-Odd: a\r\n\u000b b',
  ])('not where a reader may read another than is proven: %j', async (line) => {
    expect(await isAuthentic(rawMail({ head: [line] }))).toBe(false);
  });

  it('not by Sender, Reply-To or Return-Path, nor by a mail inside', async () => {
    const head = ['Sender', 'Reply-To', 'Return-Path', 'Resent-From'].map(
      (name) => `${name}: a@microsoftonline.com`,
    );
    expect(await isAuthentic(rawMail({ from: 'Dana <dana@contoso.test>', head }))).toBe(false);
    const body = (await signed(plain())).toString();
    const around = rawMail({ from: 'Dana <dana@contoso.test>', verdict: '', type: 'message/rfc822', body });
    expect(await isAuthentic(around, keyAt())).toBe(false);
  });

  it('of any head is answered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (head) => {
        await isAuthentic(Buffer.from(`${head}\r\n\r\n`));
        await isAuthentic(saying(`${MAIL_SERVER}; ${head.replaceAll(/[\r\n]/g, '')}`));
      }),
    );
  });
});

describe('a mail is Microsoft’s own by its signature', () => {
  const ALL = ['from', 'to', 'subject', 'date', 'message-id', 'content-type'];
  const verifies = async (of: Signing, records = keyAt(), when = at) =>
    isAuthentic(await signed(plain(), of), records, when);

  it('over the text and the fields that are read, whoever passed it on', async () => {
    expect(await verifies({ fields: ALL })).toBe(true);
    const redirected = Buffer.concat([
      Buffer.from(
        'Received: from mx.contoso.test\r\nAuthentication-Results: mx.unknown.test; dmarc=fail\r\nARC-Seal: i=1; a=rsa-sha256; cv=none; d=evil.test; s=s1; b=AAAA\r\n',
      ),
      await signed(plain(), { fields: ALL }),
    ]);
    expect(await isAuthentic(redirected, keyAt())).toBe(true);
  });

  it.each<[string, Signing]>([
    ['of another domain', { domain: 'evil.test' }],
    ['of another of Microsoft’s domains', { domain: 'microsoft.com' }],
    ['of a part of the text', { bodyLength: 100 }],
    ['that has expired', { expires: SIGNED_AT }],
    ['with SHA-1', { algorithm: 'rsa-sha1' }],
    ['not over From', { fields: ALL.filter((name) => name !== 'from') }],
    ['not over Subject', { fields: ALL.filter((name) => name !== 'subject') }],
    ['not over Date', { fields: ALL.filter((name) => name !== 'date') }],
    ['not over Content-Type', { fields: ALL.filter((name) => name !== 'content-type') }],
  ])('not by one %s', async (_case, of) => {
    const domain = of.domain ?? 'microsoftonline.com';
    expect(await verifies({ fields: ALL, ...of }, keyAt(`s1._domainkey.${domain}`))).toBe(false);
  });

  it.each<[string, TextRecords]>([
    ['cannot be found', noRecords],
    ['is in a test', keyAt(undefined, `v=DKIM1; t=y; p=${PUBLIC_KEY}`)],
    ['is not for mail', keyAt(undefined, `v=DKIM1; s=other; p=${PUBLIC_KEY}`)],
    ['was revoked', keyAt(undefined, 'v=DKIM1; p=')],
    ['is no key', keyAt(undefined, 'v=DKIM1; p=AAAA')],
    ['is two texts in one', keyAt(undefined, `v=DKIM1; p=; p=${PUBLIC_KEY}`)],
  ])('not by one whose key %s', async (_case, records) => {
    expect(await verifies({ fields: ALL }, records)).toBe(false);
  });

  const failing = (code: string) => () => Promise.reject(Object.assign(new Error('dns'), { code }));
  it.each<[string, string]>([
    ['no such name', 'ENOTFOUND'],
    ['no text there', 'ENODATA'],
    ['no name', 'EBADNAME'],
  ])('is not proven where DNS says for good: %s', async (_case, code) => {
    expect(await authenticity(await signed(plain()), failing(code))).toBe('not-proven');
  });

  it.each(['ESERVFAIL', 'ETIMEOUT', 'ECANCELLED', 'ECONNREFUSED', 'EREFUSED'])(
    'is not known where DNS gives no answer: %s; a verdict, another signature and a stranger’s mail need none',
    async (code) => {
      expect(await authenticity(await signed(plain(), { fields: ALL }), failing(code))).toBe('not-known');
      expect(await authenticity(await signed(rawMail(), { fields: ALL }), failing(code))).toBe('proven');
      const subdomain = { from: 'a@email.microsoftonline.com', verdict: '' };
      const inner = await signed(rawMail(subdomain), { fields: ALL });
      const twice = await signed(inner, { fields: ALL, domain: 'email.microsoftonline.com' });
      const half: TextRecords = (name) =>
        name.includes('email') ? failing(code)() : keyAt('s1._domainkey.microsoftonline.com')(name);
      expect(await authenticity(twice, half)).toBe('proven');
      const evil = rawMail({ from: 'a@evil.test', verdict: '' });
      expect(await authenticity(await signed(evil, { domain: 'evil.test' }), failing(code))).toBe(
        'not-proven',
      );
    },
  );

  it('not where a word was changed afterwards', async () => {
    const raw = (await signed(plain(), { fields: ALL })).toString();
    for (const [word, other] of [
      ['Tailspin Toys has', 'Fourth Coffee has'],
      ['You are a subscription advisor', 'Hello'],
      ['23 Nov 2026', '24 Nov 2026'],
      ['text/plain', 'text/html'],
    ] as const)
      expect(await isAuthentic(Buffer.from(raw.replace(word, other)), keyAt())).toBe(false);
  });

  it('asks DNS for no name of a stranger’s', async () => {
    const asked: string[] = [];
    const records: TextRecords = (name) => {
      asked.push(name);
      return noRecords(name);
    };
    let raw = await signed(plain(), { domain: 'evil.test' });
    raw = await signed(raw, { domain: 'evil.test' });
    await isAuthentic(raw, records);
    await isAuthentic(
      await signed(rawMail({ from: 'a@evil.test', verdict: '' }), { domain: 'evil.test' }),
      records,
    );
    expect(asked).toEqual([]);
  });
});
