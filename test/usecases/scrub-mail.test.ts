import { describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { nameOfPseudonym } from '../../src/domain/erasure/erasure.ts';
import { scrubber } from '../../src/domain/erasure/scrub.ts';
import { scrubbedMail } from '../../src/usecases/erasure/scrub-mail.ts';
import { contosoTenant } from '../support/referrals.ts';
import { aad, person } from '../support/seed.ts';

const PSEUDONYM = '7c1e5b0a-1111-4222-8333-444444444444';
const NAME = nameOfPseudonym(PSEUDONYM);
const scrub = scrubber(
  {
    tenantId: contosoTenant,
    aadObjectId: aad(7),
    personId: person(7).personId,
    names: ['Anna Müller', '田中 花子'],
    emails: ['anna@contoso.test'],
    chats: [],
  },
  PSEUDONYM,
);
const said = 'Anna Müller <anna@contoso.test> asks, and so does 田中 花子.';
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');
const quoted = (text: string) =>
  [...Buffer.from(text)]
    .map((byte) =>
      byte > 126 || byte === 61 || byte < 32
        ? `=${byte.toString(16).toUpperCase()}`
        : String.fromCharCode(byte),
    )
    .join('')
    // In the midst of the name, as a line that has become too long is broken.
    .replace('M=C3', 'M=\r\n=C3');
const mail = (head: readonly string[], body: string, raw: BufferEncoding = 'utf8') =>
  Buffer.from([...head, '', body].join('\r\n'), raw);
const inBase64 = (type: string, content: string | Buffer) =>
  [`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', '', base64(content), ''].join('\r\n');
const several = (...parts: readonly string[]) =>
  mail(
    ['From: a@b.test', 'Content-Type: multipart/mixed; boundary="b1"'],
    [...parts.map((part) => `--b1\r\n${part}`), '--b1--', ''].join('\r\n'),
  );

/** All that somebody could read of a mail: each head, text and attachment, and the bytes themselves. */
async function allOf(raw: Buffer): Promise<string> {
  const read = await PostalMime.parse(raw, { forceRfc822Attachments: true });
  const inner: string[] = [];
  for (const { content } of read.attachments) {
    inner.push(typeof content === 'string' ? content : await allOf(Buffer.from(new Uint8Array(content))));
  }
  const { attachments, ...rest } = read;
  return [
    raw.toString('utf8'),
    JSON.stringify(rest),
    ...attachments.map(({ filename }) => filename),
    ...inner,
  ].join('\n');
}

describe('a mail of which somebody is erased', () => {
  it.each<readonly [string, Buffer]>([
    ['as it is', mail(['From: a@b.test', 'Content-Type: text/plain; charset=utf-8'], said)],
    ['in Latin letters of one byte', mail(['Content-Type: text/plain; charset=iso-8859-1'], said, 'latin1')],
    [
      'over the end of a line, and in HTML',
      mail(['Content-Type: text/html'], '<p>Anna\r\nMüller, Anna&nbsp;Müller</p>'),
    ],
    [
      'in base64, without parts',
      mail(['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'], base64(said)),
    ],
    [
      'in quoted-printable',
      mail(
        ['Content-Type: text/plain; charset="utf-8"', 'Content-Transfer-Encoding: quoted-printable'],
        quoted(said),
      ),
    ],
    [
      'in encoded words of a head',
      mail(
        [
          `From: =?utf-8?B?${base64('Anna Müller')}?= <a@b.test>`,
          'Subject: =?iso-8859-1?Q?Anna_?=\r\n =?iso-8859-1?Q?M=FCller?= asks',
        ],
        'nothing',
      ),
    ],
    [
      'in a part in base64, in two bytes a letter',
      several(inBase64('text/plain; charset=utf-16le', Buffer.from(said, 'utf16le'))),
    ],
    [
      'in the letters of Japanese mails',
      several(
        // 田中 花子, in ISO-2022-JP.
        'Content-Type: text/plain; charset=iso-2022-jp\r\nContent-Transfer-Encoding: 7bit\r\n\r\n\u001B$BEDCf\u001B(B \u001B$B2V;R\u001B(B\r\n',
      ),
    ],
    ['in an attached list', several(inBase64('text/csv; name=people.csv', `name,email\r\n${said}\r\n`))],
    [
      'in a mail within it',
      several(
        `Content-Type: message/rfc822\r\n\r\n${several(inBase64('text/plain; charset=utf-8', said)).toString('latin1').replaceAll('b1', 'b2')}`,
      ),
    ],
    [
      'in a mail within it, in base64',
      several(
        inBase64('message/rfc822', mail(['Subject: inner', 'Content-Type: text/plain; charset=utf-8'], said)),
      ),
    ],
  ])('says nothing of them any more: %s', async (_case, raw) => {
    const before = await allOf(raw);
    const after = await allOf(scrubbedMail(raw, scrub));

    expect(before).toMatch(/Anna\s+Müller|anna@contoso\.test|田中 花子/u);
    expect(after).not.toMatch(/Anna(?:\s|&nbsp;)M(?:ü|=C3|=FC)|anna@contoso\.test|田中\s花子/u);
    expect(after).toContain(NAME);
  });

  it('keeps every byte of what does not name them', () => {
    const picture = Buffer.from(Array.from({ length: 500 }, (_, at) => (at * 7) % 256));
    const other = several(
      inBase64('image/png', picture),
      inBase64('text/plain', 'Anna Mül and Ben Anna'),
      `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quoted('Anna Müllerin')}\r\n`,
    );
    expect(scrubbedMail(other, scrub)).toBe(other);

    const half = several(inBase64('image/png', picture), inBase64('text/plain; charset=utf-8', said));
    expect(scrubbedMail(half, scrub).toString('latin1')).toContain(base64(picture));
  });
});
