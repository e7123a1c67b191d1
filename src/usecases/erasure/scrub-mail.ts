import type { Scrubber } from '../../domain/erasure/scrub.ts';

type Scrub = Pick<Scrubber, 'text'>;

/** A mail may hold a mail, which may hold another; Porter itself reads no deeper. */
const MAX_DEPTH = 3;
const BASE64_LINE = /.{1,76}/g;
/** One word of a head in another encoding, and those that go on with it. Source: RFC 2047, sections 2 and 6.2. */
const ENCODED_WORDS = /=\?[^?\s]+\?[bq]\?[^?\s]*\?=(?:\s+=\?[^?\s]+\?[bq]\?[^?\s]*\?=)*/gi;
const ENCODED_WORD = /=\?([^?\s]+?)(?:\*[^?]*)?\?([bq])\?([^?\s]*)\?=/gi;
const BOUNDARY = /boundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/gi;
/** What the rest of a mail is read as anyhow. */
const PLAIN = /^(?:utf-?8|us-ascii|ascii|iso-8859-1|latin1|windows-1252)?$/i;

/**
 * Takes a person out of a raw mail: also out of parts in base64 or quoted-printable, of heads with encoded words, and of mails
 * within it, whatever characters they are in. A part that named the person is written anew, in UTF-8 and base64.
 *
 * @returns the same bytes, by identity, where nothing of theirs is in it
 */
export function scrubbedMail(raw: Buffer, scrub: Scrub, depth = 0): Buffer {
  // One character a byte: what is not touched stays as it is, byte for byte.
  const read = raw.toString('latin1');
  const parts = depth < MAX_DEPTH ? withParts(read, (part) => scrubbedPart(part, scrub, depth)) : read;
  const opened = parts.replace(ENCODED_WORDS, (words) => scrubbedWords(words, scrub));
  const bytes = opened === read ? raw : Buffer.from(opened, 'latin1');
  const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
  const text = bytes.toString(encoding);
  const scrubbed = scrub.text(text);
  return scrubbed === text ? bytes : Buffer.from(scrubbed, encoding);
}

/** A mail with each of its parts, heads and all, as another one. */
function withParts(mail: string, partOf: (part: string) => string): string {
  const boundaries = [...mail.matchAll(BOUNDARY)].map(([, quoted, bare]) => `--${quoted ?? bare}`);
  if (boundaries.length === 0) return partOf(mail);
  const borders = new Set(boundaries.flatMap((border) => [border, `${border}--`]));
  const made: string[] = [];
  let part: string[] = [];
  const end = () => {
    if (part.length > 0) made.push(partOf(part.join('\n')));
    part = [];
  };
  for (const line of mail.split('\n')) {
    if (borders.has(line.trimEnd())) {
      end();
      made.push(line);
    } else part.push(line);
  }
  end();
  return made.join('\n');
}

function scrubbedPart(part: string, scrub: Scrub, depth: number): string {
  const gap = /\r?\n\r?\n/.exec(part);
  if (gap === null) return part;
  const head = part.slice(0, gap.index);
  const body = part.slice(gap.index + gap[0].length);
  const encoding = fieldOf(head, 'content-transfer-encoding').toLowerCase();
  const type = fieldOf(head, 'content-type');
  const charset = /charset\s*=\s*"?([^\s";]+)/i.exec(type)?.[1] ?? '';
  const isMail = type.toLowerCase().startsWith('message/rfc822');
  const isEncoded = encoding === 'base64' || encoding === 'quoted-printable';
  // The rest is read with the mail as a whole.
  if (!isEncoded && !isMail && PLAIN.test(charset)) return part;
  const bytes = bytesOf(body, encoding);
  const scrubbed = PLAIN.test(charset)
    ? scrubbedMail(bytes, scrub, depth + 1)
    : scrubbedText(bytes, charset, scrub);
  if (scrubbed === bytes) return part;
  if (!isEncoded && isMail) return `${head}${gap[0]}${scrubbed.toString('latin1')}`;
  const lines = scrubbed.toString('base64').match(BASE64_LINE) ?? [];
  return `${rewritten(head, PLAIN.test(charset))}${gap[0]}${lines.join('\r\n')}\r\n`;
}

/** @returns the same bytes where nothing was in them, else UTF-8 */
function scrubbedText(bytes: Buffer, charset: string, scrub: Scrub): Buffer {
  const text = decoded(bytes, charset);
  const scrubbed = scrub.text(text);
  return scrubbed === text ? bytes : Buffer.from(scrubbed);
}

/** The head of a part that is in base64 now. @param keepsCharset its characters are those that it had */
function rewritten(head: string, keepsCharset: boolean): string {
  const inBase64 = /^content-transfer-encoding:/im.test(head)
    ? head.replace(/^(content-transfer-encoding:)[^\r\n]*/im, '$1 base64')
    : `${head}\r\nContent-Transfer-Encoding: base64`;
  return keepsCharset ? inBase64 : inBase64.replace(/(charset\s*=\s*)"?[^\s";]+"?/i, '$1utf-8');
}

function scrubbedWords(words: string, scrub: Scrub): string {
  const text = [...words.matchAll(ENCODED_WORD)]
    .map(([, charset = '', encoding = '', word = '']) =>
      decoded(bytesOf(encoding.toLowerCase() === 'b' ? word : word.replaceAll('_', ' '), encoding), charset),
    )
    .join('');
  const scrubbed = scrub.text(text);
  return scrubbed === text ? words : `=?utf-8?B?${Buffer.from(scrubbed).toString('base64')}?=`;
}

/** A field of a head, unfolded; `''` where it has none. */
function fieldOf(head: string, name: string): string {
  const found = new RegExp(`^${name}:((?:[^\\r\\n]|\\r?\\n[ \\t])*)`, 'im').exec(head);
  return (found?.[1] ?? '').replace(/\r?\n[ \t]+/g, ' ').trim();
}

function bytesOf(body: string, encoding: string): Buffer {
  switch (encoding.toLowerCase()) {
    case 'base64':
    case 'b':
      return Buffer.from(body, 'base64');
    case 'quoted-printable':
    case 'q':
      return Buffer.from(
        body
          .replace(/=[ \t]*\r?\n/g, '')
          .replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
        'latin1',
      );
    default:
      return Buffer.from(body, 'latin1');
  }
}

/** Characters that nobody knows are read as Latin ones. */
function decoded(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function isUtf8(bytes: Buffer): boolean {
  return Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);
}
