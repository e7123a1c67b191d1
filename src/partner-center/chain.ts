import { X509Certificate } from 'node:crypto';

/** Longer than any chain of Microsoft's. */
const MAX_CHAIN = 5;
const ORGANISATION = 'Microsoft Corporation';

/** Every certificate of a file: PEM, one or several, or one in DER. @throws when there is none, or one cannot be read */
export function certificatesIn(bytes: Buffer): readonly [X509Certificate, ...X509Certificate[]] {
  const blocks = bytes.toString('latin1').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  const [first, ...others] = (blocks ?? [bytes]).map((block) => new X509Certificate(block));
  if (first === undefined) throw new Error('no certificate');
  return [first, ...others];
}

/**
 * Whether a certificate is Microsoft's own, by those that are trusted: it was issued, over at most so many others that came
 * with it, by one of them; each holds now, each issuer may issue; and the issuer of the certificate itself is of Microsoft
 * Corporation. The text alone says nothing: anybody can write it into a certificate of their own.
 *
 * @param came the certificate and whatever came with it
 * @param trusted roots or issuing authorities, as an operator gave them
 */
export function isMicrosofts(
  [certificate, ...others]: readonly [X509Certificate, ...X509Certificate[]],
  trusted: readonly X509Certificate[],
  now: Date,
): boolean {
  if (certificate.ca || !isOfMicrosoft(certificate)) return false;
  let current = certificate;
  for (let length = 0; length < MAX_CHAIN; length++) {
    if (!holds(current, now)) return false;
    const subject = current;
    if (trusted.some((authority) => holds(authority, now) && isIssuedBy(subject, authority))) return true;
    const next = others.find((other) => other !== subject && isIssuedBy(subject, other));
    if (next === undefined) return false;
    current = next;
  }
  return false;
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function holds({ validFromDate, validToDate }: X509Certificate, now: Date): boolean {
  return validFromDate <= now && now <= validToDate;
}

function isOfMicrosoft({ issuer }: X509Certificate): boolean {
  return issuer.split('\n').includes(`O=${ORGANISATION}`);
}
