import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { fileUrls } from '../../src/domain/shared/file-hosts.ts';
import { fileDownload } from '../../src/notifications/file-download.ts';

const MAX_BYTES = 1_000;
/** What each path does. */
const PATHS: { readonly [path: string]: (response: ServerResponse) => void } = {
  '/whole': (response) => response.end(Buffer.alloc(MAX_BYTES, 7)),
  '/empty': (response) => response.end(),
  '/said-too-large': (response) => {
    response.setHeader('content-length', 10 * MAX_BYTES);
    response.write('x');
  },
  '/too-large': (response) => {
    response.write(Buffer.alloc(MAX_BYTES, 7));
    response.write('x');
  },
  '/cut-off': (response) => {
    response.setHeader('content-length', MAX_BYTES);
    response.write('half', () => response.destroy());
  },
  '/silent': () => undefined,
  '/dripping': (response) => {
    response.setHeader('content-length', MAX_BYTES);
    response.write('x');
  },
  '/moved': (response) => {
    response.setHeader('location', '/whole');
    ends(response, 302);
  },
  '/gone': (response) => ends(response, 404),
  '/busy': (response) => ends(response, 503),
};

function ends(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

let server: Server;
let url: string;
const seen: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim());
    PATHS[request.url ?? '']?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const download = fileDownload(fileUrls(true), 300);
const get = async (path: string) => {
  const got = await download(url + path, MAX_BYTES);
  return got.ok ? got.value.length : got.error;
};

describe('a file in the person’s OneDrive', () => {
  it('is fetched whole, without a token', async () => {
    expect(await get('/whole')).toBe(MAX_BYTES);
    expect(seen).toContain('GET /whole');
  });

  it.each([
    ['that is empty', '/empty', { code: 'empty' }],
    ['that says it is too large', '/said-too-large', { code: 'too-large' }],
    ['that turns out too large', '/too-large', { code: 'too-large' }],
    ['that breaks off midway', '/cut-off', { code: 'unavailable' }],
    ['that does not come', '/silent', { code: 'unavailable', status: 0 }],
    ['that drips', '/dripping', { code: 'unavailable' }],
    ['that is gone', '/gone', { code: 'gone', status: 404 }],
    ['of a server that is busy', '/busy', { code: 'unavailable', status: 503 }],
  ])('%s is not taken', async (_case, path, error) => {
    expect(await get(path)).toMatchObject(error);
  });

  it('is not followed elsewhere', async () => {
    const before = seen.length;

    expect(await get('/moved')).toEqual({ code: 'gone', status: 302 });
    expect(seen.slice(before)).toEqual(['GET /moved']);
  });

  it.each([
    ['another host', 'https://evil.test/x'],
    ['a host that ends alike', 'https://evilsharepoint.com/x'],
    ['the inside', 'http://169.254.169.254/latest/meta-data'],
    ['a file', 'file:///etc/passwd'],
    ['a loopback host, where it is not played', 'http://127.0.0.1:1/x'],
  ])('at %s is not asked for', async (_case, address) => {
    expect(await fileDownload(fileUrls(false), 300)(address, MAX_BYTES)).toEqual({
      ok: false,
      error: { code: 'address' },
    });
  });
});
