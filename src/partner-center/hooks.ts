import { verify, type X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { HooksParts, HookSignature } from '../http/partner-center.ts';
import { acceptHook } from '../usecases/partner-center/accept-hook.ts';
import type { Context } from '../usecases/context.ts';
import type { Log } from '../usecases/ports.ts';
import { certificatesFrom, isCertificateUrl, type FindCertificate } from './certificates.ts';
import { certificatesIn } from './chain.ts';

/** Whose hooks are believed. */
export interface HookTrust {
  /** A file of certificates: roots or issuing authorities. */
  readonly authoritiesFile: string;
  /** Where the certificates of hooks may lie. */
  readonly certificateHosts: readonly string[];
}

/**
 * @returns what the route of hooks works with; undefined: nobody's hooks are believed
 * @throws when the file of authorities cannot be read
 */
export function hooksOf(trust: HookTrust | undefined, context: Context, log: Log): HooksParts | undefined {
  if (trust === undefined) return undefined;
  const { authoritiesFile, certificateHosts: hosts } = trust;
  const authorities = certificatesIn(readFileSync(authoritiesFile));
  return {
    verify: hookVerifier(certificatesFrom({ hosts, authorities }, context.clock)),
    isCertificateUrl: (url) => isCertificateUrl(url, hosts),
    acceptHook: (hook) => acceptHook(context, hook),
    log,
  };
}

/** Whether a hook is Partner Center's own: RSA with SHA-256 over the bytes of its body as they came. */
export function hookVerifier(find: FindCertificate): HookSignature {
  return async ({ certificateUrl, signature }, body) => {
    const certificate = await find(certificateUrl);
    return certificate !== undefined && isSignedBy(certificate, signature, body);
  };
}

function isSignedBy({ publicKey }: X509Certificate, signature: Buffer, body: Buffer): boolean {
  return publicKey.asymmetricKeyType === 'rsa' && verify('sha256', body, publicKey, signature);
}
