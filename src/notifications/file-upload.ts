import { ok, refuse } from '../domain/shared/result.ts';
import type { IsFileUrl } from '../domain/shared/file-hosts.ts';
import type { UploadFile } from '../usecases/files/consent.ts';
import { httpExchange } from './http-exchange.ts';

const TIMEOUT_MS = 10_000;

/**
 * The upload session of Teams' file consent: one `PUT` of all bytes with their range. Nothing is repeated, no redirect
 * followed and no token sent. Source: Microsoft Learn, "Send and receive files through a bot", 2026-10.
 */
export function fileUpload(allowed: IsFileUrl, timeoutMs = TIMEOUT_MS): UploadFile {
  const exchange = httpExchange();
  return async (url, bytes) => {
    if (!allowed(url)) return refuse({ code: 'address' });
    const headers = {
      'content-type': 'application/octet-stream',
      'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}`,
    };
    let status: number;
    try {
      ({ status } = await exchange({ method: 'PUT', url, headers, body: bytes, timeoutMs }));
    } catch {
      // The error may name the address, which is a secret.
      return refuse({ code: 'unavailable', status: 0 });
    }
    if (status >= 200 && status < 300) return ok(undefined);
    if (status === 404 || status === 409 || status === 410 || status === 416) {
      return refuse({ code: 'expired' });
    }
    const later = status === 408 || status === 429 || status >= 500;
    return refuse({ code: later ? 'unavailable' : 'not-taken', status });
  };
}
