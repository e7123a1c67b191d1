import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import type { IsFileUrl } from '../domain/shared/file-hosts.ts';
import { ok, refuse } from '../domain/shared/result.ts';
import type { DownloadFile } from '../usecases/files/keep.ts';

/** Shorter than Teams waits for the answer to a message. */
const TIMEOUT_MS = 8_000;

/**
 * One `GET` of a file that Teams put into the person's OneDrive. No redirect is followed and no token sent; the body is
 * dropped the moment it is larger than allowed, whatever its length was said to be. Source: Microsoft Learn, "Send and
 * receive files through a bot", 2026-10.
 */
export function fileDownload(allowed: IsFileUrl, timeoutMs = TIMEOUT_MS): DownloadFile {
  return (url, mostBytes) => {
    if (!allowed(url)) return Promise.resolve(refuse({ code: 'address' }));
    return new Promise((resolve) => {
      const send = new URL(url).protocol === 'https:' ? overHttps : overHttp;
      const request = send(url, { method: 'GET', headers: { accept: '*/*' } }, (response) => {
        const status = response.statusCode ?? 0;
        if (status !== 200) {
          request.destroy();
          const later = status === 408 || status === 429 || status >= 500;
          return resolve(refuse({ code: later ? 'unavailable' : 'gone', status }));
        }
        readBody(response, mostBytes, (bytes) => {
          request.destroy();
          if (bytes === 'too-large') return resolve(refuse({ code: 'too-large' }));
          if (bytes === 'broken-off') return resolve(refuse({ code: 'unavailable', status }));
          resolve(bytes.length === 0 ? refuse({ code: 'empty' }) : ok(bytes));
        });
      });
      // Of the whole exchange: who drips bytes is not waited for either.
      const timer = setTimeout(
        () => request.destroy(new DOMException('no answer', 'TimeoutError')),
        timeoutMs,
      );
      request.once('close', () => {
        clearTimeout(timer);
        resolve(refuse({ code: 'unavailable', status: 0 }));
      });
      // The error may name the address, which is a secret.
      request.on('error', () => resolve(refuse({ code: 'unavailable', status: 0 })));
      request.end();
    });
  };
}

function readBody(
  response: IncomingMessage,
  mostBytes: number,
  done: (bytes: Buffer | 'too-large' | 'broken-off') => void,
): void {
  if (Number(response.headers['content-length'] ?? 0) > mostBytes) return done('too-large');
  const parts: Buffer[] = [];
  let size = 0;
  response.on('data', (part: Buffer) => {
    size += part.length;
    if (size > mostBytes) return done('too-large');
    parts.push(part);
  });
  response.once('end', () => done(response.complete ? Buffer.concat(parts) : 'broken-off'));
  response.once('error', () => done('broken-off'));
  response.once('aborted', () => done('broken-off'));
}
