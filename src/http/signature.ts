import { isUtf8 } from 'node:buffer';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { ok, refuse, type Result } from '../domain/shared/result.ts';

/** How far a signature's time may be from ours, either way. Source: Standard Webhooks, and its reference library. */
const TOLERANCE_SECONDS = 300;

/** What a signed request says beside its body. */
export interface SignedHeaders {
  /** The sender's id of this delivery. */
  readonly id: string;
  readonly timestamp: Date;
  /** `v1,<base64>`, several in a row while a secret is being changed. */
  readonly signatures: readonly string[];
}

export type Verify = (signed: SignedHeaders, body: Buffer) => boolean;

/** The headers alone, before a byte of the body is read. */
export function signedHeaders(
  headers: IncomingHttpHeaders,
  now: Date,
): Result<SignedHeaders, 'unsigned' | 'stale'> {
  const id = headers['webhook-id'];
  const seconds = headers['webhook-timestamp'];
  const signature = headers['webhook-signature'];
  if (typeof id !== 'string' || typeof seconds !== 'string' || typeof signature !== 'string') {
    return refuse('unsigned');
  }
  if (!/^[\x21-\x7e]{1,256}$/.test(id) || !/^\d{1,11}$/.test(seconds)) return refuse('unsigned');
  const timestamp = new Date(Number(seconds) * 1000);
  if (Math.abs(now.getTime() - timestamp.getTime()) > TOLERANCE_SECONDS * 1000) return refuse('stale');
  return ok({ id, timestamp, signatures: signature.split(' ').slice(0, 20) });
}

/** @param secrets `whsec_…`; any of them verifies */
export function verifier(secrets: readonly string[]): Verify {
  const signers = secrets.map((secret) => {
    const webhook = new Webhook(secret);
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return ({ id, timestamp }: SignedHeaders, body: Buffer): string[] => {
      const signed = [webhook.sign(id, timestamp, body)];
      // The library signs text; a sender in another language signs the bytes of a mail in an older encoding as they are.
      if (!isUtf8(body)) signed.push(signBytes(key, id, timestamp, body));
      return signed;
    };
  });
  return (signed, body) => {
    const expected = signers.flatMap((sign) => sign(signed, body)).map((text) => Buffer.from(text));
    return signed.signatures.some((text) => {
      const given = Buffer.from(text);
      return expected.some((one) => one.length === given.length && timingSafeEqual(one, given));
    });
  };
}

function signBytes(key: Buffer, id: string, timestamp: Date, body: Buffer): string {
  const seconds = Math.floor(timestamp.getTime() / 1000);
  const mac = createHmac('sha256', key).update(`${id}.${seconds}.`).update(body).digest('base64');
  return `v1,${mac}`;
}
