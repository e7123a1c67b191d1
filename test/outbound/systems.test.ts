import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { isOutboundUrl, isPublicAddress, publicLookup } from '../../src/outbound/public-address.ts';
import { partnerSystems } from '../../src/outbound/systems.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';

const OLD = 'whsec_c29tZSBvbGRlciBzZWNyZXQgdG8gcm90YXRl';
const NEW = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const partnerId = PartnerId.parse('1001');

describe('where a partner’s system may be', () => {
  it.each([
    'http://hooks.contoso.com/x',
    'https://user@hooks.contoso.com/x',
    'https://localhost/x',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://0x7f.1/x',
    'https://10.0.0.1/x',
    'https://169.254.169.254/latest',
    'https://192.168.1.1/x',
    'https://[::1]/x',
    'https://[::ffff:10.0.0.1]/x',
    'https://[fd00::1]/x',
    'https://intranet/x',
    'ftp://hooks.contoso.com/x',
  ])('is not %s', (url) => {
    expect(isOutboundUrl(url, false)).toBe(false);
  });

  it('is a public host over https, on a port of its own if it likes', () => {
    expect(isOutboundUrl('https://hooks.contoso.com:8443/porter?x=1', false)).toBe(true);
    expect(isOutboundUrl('https://93.184.216.34/x', false)).toBe(true);
    expect(isPublicAddress('2606:2800:220:1:248:1893:25c8:1946')).toBe(true);
  });

  it('is no host whose name stands for an address of the inside', async () => {
    const failed = await new Promise((resolve) => {
      publicLookup('localhost', {}, (error) => resolve(error?.code));
    });

    expect(failed).toBe('EACCES');
  });
});

describe('what is sent there', () => {
  let server: Server;
  let got: { readonly headers: IncomingHttpHeaders; readonly body: string }[];
  let status: number;
  let headers: { readonly [name: string]: string };
  const now = new Date();
  const systems = (...secrets: readonly string[]) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    return partnerSystems([{ partnerId, url, secrets }], 'urn:porter', { now: () => now });
  };

  beforeEach(async () => {
    [got, status, headers] = [[], 200, {}];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        got.push({ headers: request.headers, body });
        response.statusCode = status;
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('verifies by either of its secrets, under the id that it has', async () => {
    const body = '{"id":"one"}';

    expect(await systems(NEW, OLD)?.post(partnerId, { id: 'one', body })).toEqual({ code: 'taken' });
    const [sent] = got;
    expect(sent?.headers['content-type']).toContain('application/cloudevents+json');
    expect(sent?.headers['webhook-id']).toBe('one');
    for (const secret of [NEW, OLD]) {
      const verified = new Webhook(secret).verify(body, {
        'webhook-id': 'one',
        'webhook-timestamp': String(sent?.headers['webhook-timestamp']),
        'webhook-signature': String(sent?.headers['webhook-signature']),
      });
      expect(verified).toEqual({ id: 'one' });
    }
  });

  it.each([
    [503, { 'retry-after': '120' }, { code: 'later', afterMs: 120_000 }],
    [404, {}, { code: 'later', afterMs: undefined }],
    [302, { location: 'http://169.254.169.254/' }, { code: 'later', afterMs: undefined }],
  ])('is not taken with %i, and no redirect is followed', async (answered, said, expected) => {
    [status, headers] = [answered, said];

    expect(await systems(NEW)?.post(partnerId, { id: 'one', body: '{}' })).toEqual(expected);
    expect(got).toHaveLength(1);
  });

  it('is not taken where nobody listens, and goes to nobody who has no system', async () => {
    const gone = systems(NEW);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));

    expect(await gone?.post(partnerId, { id: 'one', body: '{}' })).toMatchObject({ code: 'later' });
    expect(await gone?.post(PartnerId.parse('1002'), { id: 'one', body: '{}' })).toEqual({ code: 'none' });
    expect(partnerSystems([], 'urn:porter', { now: () => now })).toBeUndefined();
  });
});
