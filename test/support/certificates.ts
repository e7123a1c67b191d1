import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** Certificates made in a test: X.509 version 3 with RSA and SHA-256, in DER (RFC 5280). */
export interface Made {
  readonly der: Buffer;
  readonly pem: string;
  readonly privateKey: KeyObject;
  readonly name: Buffer;
}

export interface Wanted {
  readonly name: string;
  readonly organisation?: string;
  readonly from?: Date;
  readonly to?: Date;
  readonly ca?: boolean;
}

const OID = {
  rsaSha256: Buffer.from('06092a864886f70d01010b', 'hex'),
  commonName: Buffer.from('0603550403', 'hex'),
  organisation: Buffer.from('060355040a', 'hex'),
  basicConstraints: Buffer.from('0603551d13', 'hex'),
};

let serial = 1;

/** @param issuer who signs it; absent: it signs itself */
export function certificate(
  { name, organisation = 'Microsoft Corporation', from, to, ca = false }: Wanted,
  issuer?: Made,
): Made {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const subject = sequence(attribute(OID.commonName, name), attribute(OID.organisation, organisation));
  const algorithm = sequence(OID.rsaSha256, Buffer.from([5, 0]));
  const constraints = der(0x04, sequence(ca ? Buffer.from([1, 1, 0xff]) : Buffer.alloc(0)));
  const body = sequence(
    der(0xa0, Buffer.from([2, 1, 2])),
    Buffer.from([2, 2, 1, serial++]),
    algorithm,
    issuer?.name ?? subject,
    sequence(time(from ?? new Date('2020-01-01')), time(to ?? new Date('2049-01-01'))),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(OID.basicConstraints, constraints))),
  );
  const signature = sign('sha256', body, issuer?.privateKey ?? privateKey);
  const bytes = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const pem = `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64')}\n-----END CERTIFICATE-----\n`;
  return { der: bytes, pem, privateKey, name: subject };
}

function attribute(oid: Buffer, text: string): Buffer {
  return der(0x31, sequence(oid, der(0x0c, Buffer.from(text))));
}

function time(at: Date): Buffer {
  return der(0x18, Buffer.from(`${at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
