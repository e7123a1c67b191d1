import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Authenticity } from '../domain/associations/mail-sender.ts';
import type { HeadLine } from './head.ts';
import { valuesOf } from './head.ts';

/**
 * The texts that DNS holds of a name, each in the pieces it is written in.
 * @throws with a `code`: one of {@link NO_SUCH} when there are none, any other when DNS gave no answer
 */
export type TextRecords = (name: string) => Promise<readonly (readonly string[])[]>;

/** What is worked on at once, so that others get their turn in between. */
const PIECE_BYTES = 32_768;
/** Signatures that are looked at, of those that could count. */
const MAX_SIGNATURES = 2;
const MAX_SIGNATURE = 5_000;
/** Source: RFC 8301. */
const LEAST_BITS = 1_024;
/** What a reader goes by; a field that may be absent has to be signed where it is there. */
const ALWAYS_SIGNED = ['from', 'subject', 'date'];
const SIGNED_IF_THERE = ['content-type'];

/**
 * What DNS says for good: no such name, no text there, no name at all. Whatever else goes wrong may go well another time.
 * Source: RFC 6376, section 6.1.2, and the codes of `node:dns`.
 */
const NO_SUCH: ReadonlySet<unknown> = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME']);

/**
 * Whether a signature of one of the domains that count verifies over the whole message. One with `l=` leaves a part of the
 * text open, one that is expired or in a test (`t=y`) says nothing, and neither does one that has no key. Where none
 * verifies and the key of one could not be asked for, it is not known.
 *
 * @param speaks whether a signature of a domain would count: DNS is asked of no other
 */
export async function signatureOf(
  raw: Uint8Array,
  head: readonly HeadLine[],
  speaks: (domain: string) => boolean,
  at: Date,
  records: TextRecords,
): Promise<Authenticity> {
  const signatures = valuesOf(head, 'dkim-signature').filter((value) => counts(value, head, speaks, at));
  let otherwise: Authenticity = 'not-proven';
  for (const signature of signatures.slice(0, MAX_SIGNATURES)) {
    const { domain, key, isAnswered } = await verified(withOnly(raw, head, signature), at, records);
    if (speaks(domain) && isKeyForMail(key)) return 'proven';
    if (!isAnswered) otherwise = 'not-known';
  }
  return otherwise;
}

/** The domain whose signature of a message verifies, and the record of its key; `''`: none does. And whether DNS answered. */
async function verified(message: Buffer, at: Date, records: TextRecords) {
  let key = '';
  let isAnswered = true;
  const ask: TextRecords = async (name) => {
    try {
      return await records(name);
    } catch (error) {
      isAnswered = NO_SUCH.has(codeOf(error));
      throw error;
    }
  };
  // Loaded with the first signature: it takes a tenth of a start.
  const { dkimVerify } = await import('mailauth/lib/dkim/verify.js');
  try {
    const { results } = await dkimVerify(Readable.from(inPieces(message)), {
      curTime: at,
      minBitLength: LEAST_BITS,
      async resolver(name) {
        const found = (await ask(name)).map((pieces) => [...pieces]);
        key = found[0]?.join('') ?? '';
        return found;
      },
    });
    const [result, ...others] = results;
    const passes = others.length === 0 && result?.status.result === 'pass';
    return { domain: passes ? result.signingDomain : '', key, isAnswered };
  } catch {
    // A message that breaks it proves nothing; DNS that fails is a status, and no error.
    return { domain: '', key, isAnswered };
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

async function* inPieces(message: Buffer) {
  for (let at = 0; at < message.length; at += PIECE_BYTES) {
    await nextTurn();
    yield message.subarray(at, at + PIECE_BYTES);
  }
}

/** Tags by name. @returns undefined when one is there twice: readers differ in which counts */
function tagsOf(text: string): ReadonlyMap<string, string> | undefined {
  const tags = new Map<string, string>();
  for (const part of text.replaceAll(/\s+/g, '').split(';')) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const name = part.slice(0, equals);
    if (tags.has(name)) return undefined;
    tags.set(name, part.slice(equals + 1));
  }
  return tags;
}

function counts(
  signature: string,
  head: readonly HeadLine[],
  speaks: (domain: string) => boolean,
  at: Date,
): boolean {
  if (signature.length > MAX_SIGNATURE || /["'()\\]/.test(signature)) return false;
  const tags = tagsOf(signature);
  if (tags === undefined || tags.get('v') !== '1' || tags.has('l') || !speaks(tags.get('d') ?? ''))
    return false;
  if (!/^(?:rsa|ed25519)-sha256$/i.test(tags.get('a') ?? '')) return false;
  const seconds = at.getTime() / 1_000;
  const expires = tags.get('x');
  if (expires !== undefined && !(Number(expires) >= seconds)) return false;
  const signed = (tags.get('h') ?? '').toLowerCase().split(':');
  const there = SIGNED_IF_THERE.filter((name) => valuesOf(head, name).length > 0);
  return [...ALWAYS_SIGNED, ...there].every((name) => signed.includes(name));
}

/** Source: RFC 6376, section 3.6.1. */
function isKeyForMail(record: string): boolean {
  const tags = tagsOf(record);
  if (tags === undefined) return false;
  const services = (tags.get('s') ?? '*').split(':');
  const hashes = (tags.get('h') ?? 'sha256').split(':');
  const flags = (tags.get('t') ?? '').toLowerCase().split(':');
  return (
    (services.includes('*') || services.includes('email')) &&
    hashes.includes('sha256') &&
    !flags.includes('y')
  );
}

/** The message with one signature and no seals of those who passed it on: the library would ask DNS for each of them. */
function withOnly(raw: Uint8Array, head: readonly HeadLine[], signature: string): Buffer {
  const text = Buffer.from(raw).toString('latin1');
  const kept: string[] = [];
  let at = 0;
  let line = -1;
  let found = false;
  let keeps = true;
  while (at < text.length) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next + 1;
    const row = text.slice(at, end);
    if (/^\r?\n$/.test(row)) break;
    if (line < 0 || !/^[ \t]/.test(row)) {
      line++;
      const { name = '', value = '' } = head[line] ?? {};
      const isIt: boolean = name === 'dkim-signature' && value === signature && !found;
      found ||= isIt;
      keeps = isIt || (name !== 'dkim-signature' && !name.startsWith('arc-'));
    }
    if (keeps) kept.push(row);
    at = end;
  }
  // Lines ended by LF alone are what CRLF became on the way; the library would take each of them as a piece of its own.
  return Buffer.from((kept.join('') + text.slice(at)).replaceAll(/(?<!\r)\n/g, '\r\n'), 'latin1');
}
