import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { readHook, type Hook } from '../domain/partner-center/hook.ts';
import { ok, refuse, type Result } from '../domain/shared/result.ts';
import { faultFields } from '../usecases/fault.ts';
import type { Log } from '../usecases/ports.ts';
import { later, refused, type Route } from './answer.ts';
import { readBody, refuseType } from './body.ts';
import { parseJson } from './json.ts';

/** A hook holds no data but names: this is a hundred times what they take. */
const LIMIT_BYTES = 65_536;

/** What a hook says beside its body. */
export interface HookHeaders {
  /** Where the certificate is that it was signed with. */
  readonly certificateUrl: string;
  readonly signature: Buffer;
}

/** Whether that signature is Partner Center's own, over that very body. */
export type HookSignature = (headers: HookHeaders, body: Buffer) => Promise<boolean>;

export interface HooksParts {
  readonly verify: HookSignature;
  /** Whether a certificate may lie at an address; nothing is asked of any other. */
  readonly isCertificateUrl: (url: string) => boolean;
  /** @returns whether it was new */
  readonly acceptHook: (hook: Hook) => Promise<boolean>;
  readonly log: Log;
}

/**
 * `POST /api/partner-center`: Partner Center tells of a change. It says which thing has changed, and no more of it is believed:
 * the thing is asked for afterwards. There is no id and no time in the signature, so the same change told again is known by
 * what it names, and changes nothing.
 *
 * @param parts undefined: there is no such route
 */
export function partnerCenterRoute(parts: HooksParts | undefined): Route {
  return async (request) => {
    if (parts === undefined) return refused(404, 'no-partner-center');
    const wrongType = refuseType(request, ['application/json']);
    if (wrongType !== undefined) return wrongType;
    const headers = hookHeaders(request.headers, parts.isCertificateUrl);
    if (!headers.ok) return refused(401, headers.error);
    const body = await readBody(request, LIMIT_BYTES);
    if (!body.ok) return body.error;
    if (!(await parts.verify(headers.value, body.value))) return refused(401, 'wrong-signature');
    const json = parseJson(body.value);
    const hook = json.ok ? readHook(json.value) : 'invalid';
    if (hook === 'invalid') return refused(400, 'invalid');
    if (hook === 'ignored') return { status: 202, body: { accepted: 0, duplicates: 0 } };
    try {
      const isNew = await parts.acceptHook(hook);
      return { status: 202, body: { accepted: isNew ? 1 : 0, duplicates: isNew ? 0 : 1 } };
    } catch (error) {
      const id = randomUUID();
      parts.log.error({ id, ...faultFields(error) }, 'hook not kept');
      return later('not-kept', id);
    }
  };
}

/** The headers alone, before a byte of the body is read. */
function hookHeaders(
  headers: IncomingHttpHeaders,
  isCertificateUrl: (url: string) => boolean,
): Result<HookHeaders, 'unsigned' | 'algorithm' | 'certificate-url'> {
  const certificateUrl = headers['x-ms-certificate-url'];
  const algorithm = headers['x-ms-signature-algorithm'];
  const signature = signatureIn(headers);
  if (typeof certificateUrl !== 'string' || signature === undefined) return refuse('unsigned');
  if (typeof algorithm !== 'string' || algorithm.toLowerCase() !== 'rsa-sha256') return refuse('algorithm');
  if (!isCertificateUrl(certificateUrl)) return refuse('certificate-url');
  return ok({ certificateUrl, signature });
}

/** In `x-ms-signature` where the registration asks for that, else in `authorization`. */
function signatureIn(headers: IncomingHttpHeaders): Buffer | undefined {
  const own = headers['x-ms-signature'];
  const text = typeof own === 'string' ? own : headers.authorization;
  const [, base64] = /^Signature ([A-Za-z0-9+/]{20,2000}={0,2})$/i.exec(text ?? '') ?? [];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
}
