import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fileUrls } from '../../src/domain/shared/file-hosts.ts';
import { fileUpload } from '../../src/notifications/file-upload.ts';
import { fileHost, type FileHost } from '../support/file-host.ts';

const bytes = Buffer.from('Grüße');
let host: FileHost;

beforeEach(async () => {
  host = await fileHost();
});
afterEach(() => host.close());

const upload = (timeoutMs?: number) => fileUpload(fileUrls(true), timeoutMs)(host.url, bytes);

describe('putting a file where Teams made room', () => {
  it('sends all bytes in one range, and no token', async () => {
    expect(await upload()).toMatchObject({ ok: true });

    expect(host.uploads).toHaveLength(1);
    const [put] = host.uploads;
    expect(put?.method).toBe('PUT');
    expect(put?.bytes.toString()).toBe('Grüße');
    expect(put?.headers).toMatchObject({ 'content-range': 'bytes 0-6/7', 'content-length': '7' });
    expect(put?.headers).not.toHaveProperty('authorization');
  });

  it.each([
    [200, { ok: true }],
    [404, { ok: false, error: { code: 'expired' } }],
    [409, { ok: false, error: { code: 'expired' } }],
    [403, { ok: false, error: { code: 'not-taken', status: 403 } }],
    [507, { ok: false, error: { code: 'unavailable', status: 507 } }],
    [429, { ok: false, error: { code: 'unavailable', status: 429 } }],
    [503, { ok: false, error: { code: 'unavailable', status: 503 } }],
  ])('takes %i for what it is, after one try', async (status, result) => {
    host.answer = status;

    expect(await upload()).toEqual(result.ok ? { ok: true, value: undefined } : result);
    expect(host.uploads).toHaveLength(1);
  });

  it('follows no redirect', async () => {
    const elsewhere = await fileHost();
    host.answer = { status: 307, location: elsewhere.url };

    expect(await upload()).toEqual({ ok: false, error: { code: 'not-taken', status: 307 } });
    expect(elsewhere.uploads).toEqual([]);
    await elsewhere.close();
  });

  it('does not wait without end', async () => {
    host.answer = 'none';

    expect(await upload(50)).toEqual({ ok: false, error: { code: 'unavailable', status: 0 } });
  });

  it('calls nothing that is not in SharePoint', async () => {
    expect(await fileUpload(fileUrls(false))(host.url, bytes)).toEqual({
      ok: false,
      error: { code: 'address' },
    });
    expect(host.uploads).toEqual([]);
  });

  it('finds nobody at home', async () => {
    const { url } = host;
    await host.close();

    expect(await fileUpload(fileUrls(true))(url, bytes)).toEqual({
      ok: false,
      error: { code: 'unavailable', status: 0 },
    });
    host = await fileHost();
  });
});
