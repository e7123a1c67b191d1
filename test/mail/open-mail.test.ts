import { describe, expect, it } from '@jest/globals';
import { readMail } from '../../src/domain/associations/opened-mail.ts';
import { openMail } from '../../src/mail/open-mail.ts';
import { addedText, multipart, quoted, rawMail, removedText, SENT } from '../support/mails.ts';
import { timesAsDear } from '../support/growth.ts';

const received = new Date('2026-11-23T09:06:00Z');

async function read(raw: Buffer) {
  const opened = await openMail(raw);
  if (opened === undefined) throw new Error('not opened');
  return { opened, ...readMail(opened, received) };
}

const html = (rows: string) =>
  `<html><head><title>x</title><style>p { color: red }</style></head><body>${rows}</body></html>`;
const table = html(
  '<h1>Tailspin Toys has added you as their subscription advisor</h1><!-- Service: Azure --><script>Service: Intune</script>' +
    '<table><tr><td>Organization Name:</td><td><b>Tailspin&nbsp;Toys</b></td></tr><tr><td>Service:</td><td>Office 365 Enterprise E3</td></tr>' +
    '<tr><td>Subscription Start Date:</td><td>2025-02-01</td></tr><tr><td>Subscription End Date:</td><td>2029-01-31</td></tr></table>' +
    '<img src="http://127.0.0.1:1/pixel.gif"><a href="http://127.0.0.1:1/x">click here</a>',
);
const paragraphs = html(
  addedText()
    .split('\r\n\r\n')
    .map((line) => `<p>${line}</p>`)
    .join('\r\n'),
);
const forwarded = (text: string, mark = '') =>
  `See below.\r\n\r\n-----Original Message-----\r\n${[
    'From: Microsoft Online Services Team <ms@microsoftonline.test>',
    'Sent: Friday, 20 November 2026 10:15 AM',
    'To: DPOR US <dpor-us@contoso.test>',
    'Subject: Subscription advisor',
    '',
    ...text.split('\r\n'),
  ]
    .map((line) => mark + line)
    .join('\r\n')}`;

describe('a mail of the known wording', () => {
  it.each<[string, Buffer]>([
    ['plain text, its fields in one line', rawMail()],
    [
      'plain text, a field a line',
      rawMail({ body: addedText().replaceAll(/ (?=Service:|Subscription )/g, '\r\n') }),
    ],
    ['HTML with a table, and nothing else', rawMail({ type: 'text/html; charset=utf-8', body: table })],
    ['HTML with paragraphs', rawMail({ type: 'text/html', body: paragraphs })],
    [
      'both, the plain text empty',
      rawMail({
        type: 'multipart/alternative; boundary=b',
        body: multipart('b', [
          'Content-Type: text/plain\r\n\r\n ',
          `Content-Type: text/html\r\n\r\n${table}`,
        ]),
      }),
    ],
    [
      'nested, with a picture beside it',
      rawMail({
        type: 'multipart/mixed; boundary=a',
        body: multipart('a', [
          `Content-Type: multipart/related; boundary=r\r\n\r\n${multipart('r', [
            `Content-Type: multipart/alternative; boundary=c\r\n\r\n${multipart('c', [
              `Content-Type: text/plain\r\n\r\n${addedText()}`,
              `Content-Type: text/html\r\n\r\n${table}`,
            ])}`,
            'Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <logo>\r\n\r\niVBORw0KGgo=',
          ])}`,
        ]),
      }),
    ],
    ['base64', rawMail({ encoding: 'base64', body: Buffer.from(addedText()).toString('base64') })],
    ['quoted-printable', rawMail({ encoding: 'quoted-printable', body: quoted(addedText()) })],
    [
      'UTF-16',
      rawMail({
        type: 'text/plain; charset=utf-16le',
        encoding: 'base64',
        body: Buffer.from(addedText(), 'utf16le').toString('base64'),
      }),
    ],
    ['a charset that nobody knows', rawMail({ type: 'text/plain; charset=x-nonsense' })],
    ['lines ended by LF alone', Buffer.from(rawMail().toString().replaceAll('\r\n', '\n'))],
    [
      'base64 that breaks off',
      rawMail({ encoding: 'base64', body: Buffer.from(addedText()).toString('base64').slice(0, -61) }),
    ],
    ['forwarded in the text', rawMail({ body: forwarded(addedText()) })],
    ['forwarded with quotation marks', rawMail({ body: forwarded(addedText(), '> ') })],
    [
      'forwarded with bold labels',
      rawMail({
        body: addedText().replaceAll(
          /(Organization Name|Service|Subscription (?:Start|End) Date):/g,
          '*$1:*',
        ),
      }),
    ],
    [
      'forwarded as an attachment',
      rawMail({
        subject: 'Fwd: advisor',
        type: 'multipart/mixed; boundary=f',
        body: multipart('f', [
          'Content-Type: text/plain\r\n\r\nPlease see.',
          `Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=mail.eml\r\n\r\n${rawMail().toString()}`,
        ]),
      }),
    ],
    [
      'forwarded as an attachment of no particular type',
      rawMail({
        type: 'multipart/mixed; boundary=f',
        body: multipart('f', [
          `Content-Type: application/octet-stream; name="m.eml"\r\nContent-Disposition: attachment; filename="m.eml"\r\nContent-Transfer-Encoding: base64\r\n\r\n${rawMail().toString('base64')}`,
        ]),
      }),
    ],
  ])('is read: %s', async (_case, raw) => {
    const { said, recipients } = await read(raw);

    expect(said).toMatchObject({
      what: 'added',
      organization: 'Tailspin Toys',
      service: 'Office 365 Enterprise E3',
      starts: { days: ['2025-02-01'] },
      ends: { days: ['2029-01-31'] },
    });
    expect(recipients.flat()).toContain('dpor-us@contoso.test');
  });

  it('says that the partner was removed', async () => {
    expect((await read(rawMail({ body: removedText() }))).said).toMatchObject({
      what: 'removed',
      organization: 'Tailspin Toys',
      service: 'Office 365 Enterprise E3',
    });
  });

  it('keeps names in other scripts and encodings', async () => {
    const latin = rawMail({
      type: 'text/plain; charset=iso-8859-1',
      encoding: 'quoted-printable',
      body: quoted(addedText({ organization: 'Brüder Müßig GmbH & Co. KG' }), 'latin1'),
    });
    expect((await read(latin)).said?.organization).toBe('Brüder Müßig GmbH & Co. KG');
    const entities = rawMail({
      type: 'text/html',
      body: html(paragraphs.replaceAll('Tailspin Toys', 'M&uuml;ller &amp; S&#246;hne &#x65E5;&#26412;')),
    });
    expect((await read(entities)).said?.organization).toBe('Müller & Söhne 日本');
  });

  it('is of its own date, the earliest of those of what it forwards, and of none where one is unread', async () => {
    expect((await read(rawMail())).sentAt).toEqual(SENT);
    expect((await read(rawMail({ date: 'Mon, 23 Nov 2026 10:05:00 +0100 (CET)' }))).sentAt).toEqual(SENT);
    for (const date of ['', '2', 'Mon, 99 Foo 2026 99:99:99 +0000', '10/11/2026 09:00']) {
      expect((await read(rawMail({ date }))).sentAt).toBeUndefined();
    }
    const inText = await read(rawMail({ body: forwarded(addedText()) }));
    expect(inText.sentAt).toEqual(new Date('2026-11-20T10:15:00Z'));
    const inside = rawMail({ date: 'Thu, 19 Nov 2026 08:00:00 +0000' }).toString();
    const attached = rawMail({
      type: 'multipart/mixed; boundary=f',
      body: multipart('f', [`Content-Type: message/rfc822\r\n\r\n${inside}`]),
    });
    expect((await read(attached)).sentAt).toEqual(new Date('2026-11-19T08:00:00Z'));
  });

  it('is believed to be for whom a server delivered it to, before whom it was written to', async () => {
    const raw = rawMail({
      to: '"DPOR, list" <DPOR-US@Contoso.test>, Team: a@x.test, b@x.test;, broken@',
      head: [
        'Cc: dpor-fr@contoso.test',
        'Delivered-To: <dpor@fabrikam.test>',
        'X-Original-To: dpor+ms@fabrikam.test',
      ],
    });
    expect((await read(raw)).recipients).toEqual([
      ['dpor@fabrikam.test', 'dpor+ms@fabrikam.test'],
      expect.arrayContaining(['dpor-us@contoso.test', 'a@x.test', 'b@x.test', 'dpor-fr@contoso.test']),
      [],
    ]);
  });

  it('of a time to come is of no time, beyond what clocks differ by', async () => {
    const at = (date: string) => read(rawMail({ date }));
    expect((await at('Mon, 23 Nov 2026 09:11:00 +0000')).sentAt).toEqual(new Date('2026-11-23T09:11:00Z'));
    expect((await at('Mon, 23 Nov 2026 09:11:01 +0000')).sentAt).toBeUndefined();
    expect((await at('Wed, 01 Jan 2031 00:00:00 +0000')).sentAt).toBeUndefined();
  });

  it.each<[string, string]>([
    ['labels without a time', 'From: Team\r\nTo: a@b.test\r\nSubject: Advisor'],
    ['a time in an unknown language', 'From: Team\r\nSent: torsdag 10 marraskuuta 2026\r\nTo: a@b.test'],
    ['a time that may mean two days', 'From: Team\r\nSent: 10/11/2026 09:00\r\nTo: a@b.test'],
    ['one read and one unread time', 'Sent: 10 November 2026 09:00\r\n\r\nGesendet: gestern'],
    ['a rule over it', '---------- Forwarded message ---------'],
    ['who wrote it', 'On some day, Microsoft wrote:'],
  ])('that forwards with %s is of no time', async (_case, head) => {
    expect((await read(rawMail({ body: `${head}\r\n\r\n${addedText()}` }))).sentAt).toBeUndefined();
  });

  it.each(['WG: advisor', 'Fwd: advisor', 'TR : advisor', 'RV: advisor', 'ENC: advisor', '転送: advisor'])(
    'whose subject says that it was forwarded is of no time: %s',
    async (subject) => {
      expect((await read(rawMail({ subject }))).sentAt).toBeUndefined();
    },
  );
});

describe('a mail of another kind', () => {
  it.each<[string, string]>([
    ['a newsletter', 'Hello, here is what is new this month.'],
    ['nothing', ''],
    ['both at once', `${addedText()}\r\n\r\n${removedText()}`],
    ['a wording of one\u2019s own', addedText().replaceAll('has added you as', 'wishes you were')],
    [
      'a customer who would be added',
      'Tailspin Toys may have added you as their subscription advisor if you ask.'.replace(
        'have added',
        'add',
      ),
    ],
  ])('is not taken for one: %s', async (_case, body) => {
    expect((await read(rawMail({ body }))).said).toBeUndefined();
  });
});

describe('a hostile mail', () => {
  it.each<[string, string]>([
    ['Markdown and links', '**bold** [x](http://evil.test) `code`'],
    ['a template', '${secret} {{secret}}'],
    ['bidirectional controls', '\u202eevil\u202c'],
    ['a prototype', '__proto__'],
    ['a mention', '<at>everybody</at> &amp;'],
    ['a very long name', 'x'.repeat(199)],
  ])('keeps its name as text: %s', async (_case, organization) => {
    const { said } = await read(rawMail({ body: addedText({ organization }) }));
    expect(said?.organization).toBe(organization.replaceAll(/[\u202c\u202e]/g, ''));
  });

  it('with a name that looks like fields has no fields to believe', async () => {
    const organization = 'Evil Service: Microsoft Azure Subscription Start Date: 2020-01-01';
    const { said } = await read(rawMail({ body: addedText({ organization }) }));
    expect(said).toMatchObject({ service: '', starts: { days: [] } });
  });

  it.each<[string, () => Buffer, boolean]>([
    [
      '10,000 parts',
      () =>
        rawMail({
          type: 'multipart/mixed; boundary=b',
          body: '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(10_000),
        }),
      true,
    ],
    [
      '200,000 boundaries',
      () => rawMail({ type: 'multipart/mixed; boundary=b', body: '--b\r\n'.repeat(200_000) }),
      true,
    ],
    [
      'parts in parts in parts',
      () =>
        rawMail({
          type: 'multipart/mixed; boundary=b0',
          body: Array.from(
            { length: 300 },
            (_none, at) => `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`,
          ).join(''),
        }),
      true,
    ],
    [
      'mails in mails in mails',
      () => {
        let raw = rawMail();
        for (let depth = 0; depth < 50; depth++) {
          raw = rawMail({
            type: 'multipart/mixed; boundary=f',
            body: multipart('f', [`Content-Type: message/rfc822\r\n\r\n${raw.toString()}`]),
          });
        }
        return raw;
      },
      true,
    ],
    ['a head without end', () => Buffer.from('X-A: b\r\n'.repeat(120_000)), false],
    ['a megabyte of zeros', () => Buffer.alloc(1_048_576), false],
    ['a megabyte of angle brackets', () => rawMail({ type: 'text/html', body: '<'.repeat(1_000_000) }), true],
    ['elements that never end', () => rawMail({ type: 'text/html', body: '<style>'.repeat(100_000) }), true],
    ['comments that never end', () => rawMail({ type: 'text/html', body: '<!--'.repeat(200_000) }), true],
    [
      'labels without end',
      () => rawMail({ body: `has added you as their dpor ${'Service: '.repeat(100_000)}` }),
      true,
    ],
    [
      'blanks without end',
      () => rawMail({ body: `has added you as their dpor ${' \n'.repeat(400_000)}` }),
      true,
    ],
    [
      'a label a line, without end',
      () => rawMail({ body: `has added you as their dpor ${'\nSent: a'.repeat(31_000)}` }),
      true,
    ],
    [
      'fields of one name without end',
      () => rawMail({ body: `has added you as their dpor ${'Organization Name: x '.repeat(12_000)}` }),
      true,
    ],
    ['addresses of no end', () => rawMail({ to: 'a:'.repeat(15_000) }), true],
    ['comments of no end', () => rawMail({ date: '('.repeat(30_000) }), true],
    ['quotation marks without end', () => rawMail({ body: '> '.repeat(400_000) }), true],
    [
      'a flowed megabyte',
      () => rawMail({ type: 'text/plain; format=flowed', body: '> > a \r\n'.repeat(120_000) }),
      true,
    ],
    ['20,000 recipients', () => rawMail({ to: 'a@b.test,'.repeat(20_000) }), false],
  ])('costs little: %s', async (_case, build, opens) => {
    const raw = build();
    const told = async (mail: Buffer) => {
      const opened = await openMail(mail);
      if (opened !== undefined) readMail(opened, received);
      return opened !== undefined;
    };
    const harmless = rawMail({ body: 'Words of a line.\n'.repeat(raw.length / 17) });

    expect(await told(raw)).toBe(opens);
    // What was quadratic cost some thousand times as much.
    expect(
      await timesAsDear(
        () => told(raw),
        () => told(harmless),
      ),
    ).toBeLessThan(60);
  });

  it('of too many parts still says whom it was for', async () => {
    const raw = rawMail({ type: 'multipart/mixed; boundary=b', body: '--b\r\n'.repeat(10_000) });
    expect((await read(raw)).recipients.flat()).toEqual(['dpor-us@contoso.test']);
  });
});
