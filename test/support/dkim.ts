import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import type { TextRecords } from '../../src/mail/dkim.ts';
import { noRecords } from './mail-trust.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
export const PUBLIC_KEY = publicKey.toString('base64');
export const SIGNED_AT = new Date('2026-11-23T09:05:00Z');

export interface Signing {
  readonly domain?: string;
  readonly fields?: readonly string[];
  readonly expires?: Date;
  readonly bodyLength?: number;
  readonly algorithm?: string;
}

/** The message with a signature of a domain on top. */
export async function signed(raw: Buffer, of: Signing = {}): Promise<Buffer> {
  const { signatures } = await dkimSign(raw, {
    signingDomain: '',
    selector: '',
    privateKey,
    canonicalization: 'relaxed/relaxed',
    signTime: SIGNED_AT,
    ...(of.expires === undefined ? {} : { expires: of.expires }),
    // @ts-expect-error: its types say a list, and it reads one text
    headerList: of.fields?.join(':'),
    signatureData: [
      {
        signingDomain: of.domain ?? 'microsoftonline.com',
        selector: 's1',
        privateKey,
        algorithm: of.algorithm ?? 'rsa-sha256',
        ...(of.bodyLength === undefined ? {} : { maxBodyLength: of.bodyLength }),
      },
    ],
  });
  return Buffer.concat([Buffer.from(signatures), raw]);
}

/** A DNS that has the key of one name. */
export function keyAt(
  name = 's1._domainkey.microsoftonline.com',
  record = `v=DKIM1; k=rsa; p=${PUBLIC_KEY}`,
): TextRecords {
  return (asked) => (asked === name ? Promise.resolve([[record]]) : noRecords(asked));
}
