import type { X509Certificate } from 'node:crypto';
import { isLoopback, isSafeUrl } from '../domain/shared/service-url.ts';
import type { Clock } from '../usecases/ports.ts';
import { certificatesIn, isMicrosofts } from './chain.ts';

const TIMEOUT_MS = 5_000;
const MOST_BYTES = 65_536;
/** How long a certificate is used without being fetched again, and one that was none is not asked for again. */
const KEPT_MS = 3_600_000;
const REFUSED_MS = 60_000;
/** Addresses remembered: the hosts are few, but the paths on them are for the caller to say. */
const MAX_KEPT = 20;

/** Where Partner Center's certificates may lie, and who has issued them. */
export interface CertificateTrust {
  /** Host names, whole. */
  readonly hosts: readonly string[];
  readonly authorities: readonly X509Certificate[];
}

/** @returns undefined where an address has no certificate that is Microsoft's */
export type FindCertificate = (url: string) => Promise<X509Certificate | undefined>;

/** Whether a certificate may be fetched from an address: nothing else is ever asked there. */
export function isCertificateUrl(text: string, hosts: readonly string[]): boolean {
  if (text.length > 2_000 || !isSafeUrl(text)) return false;
  const { hostname, port } = new URL(text);
  return hosts.includes(hostname) && (port === '' || isLoopback(hostname));
}

/** Fetches certificates, each once in a while however many ask, without following redirects. */
export function certificatesFrom(
  { hosts, authorities }: CertificateTrust,
  clock: Clock,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): FindCertificate {
  const kept = new Map<string, { readonly until: number; readonly found: ReturnType<FindCertificate> }>();
  const find = async (url: string) => {
    try {
      const came = certificatesIn(await download(url, fetch));
      return isMicrosofts(came, authorities, clock.now()) ? came[0] : undefined;
    } catch {
      // Whatever lies there, or does not answer there, is no certificate of Microsoft's.
      return undefined;
    }
  };
  return async (url) => {
    if (!isCertificateUrl(url, hosts)) return undefined;
    const now = clock.now().getTime();
    const known = kept.get(url);
    if (known !== undefined && known.until > now) return stillGood(await known.found, clock.now());
    const found = find(url);
    if (kept.size >= MAX_KEPT) kept.delete(kept.keys().next().value ?? '');
    kept.set(url, { until: now + REFUSED_MS, found });
    if ((await found) !== undefined) kept.set(url, { until: now + KEPT_MS, found });
    return found;
  };
}

function stillGood(certificate: X509Certificate | undefined, now: Date): X509Certificate | undefined {
  return certificate !== undefined && certificate.validToDate >= now ? certificate : undefined;
}

async function download(url: string, fetch: typeof globalThis.fetch): Promise<Buffer> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok || response.body === null) throw new Error('no certificate');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error('too long for a certificate');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
