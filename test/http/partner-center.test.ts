import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { partnerCenterRoute } from '../../src/http/partner-center.ts';
import { startServer, type RunningServer } from '../../src/http/server.ts';
import { hooksOf } from '../../src/partner-center/hooks.ts';
import { JobDocument } from '../../src/usecases/jobs.ts';
import type { Context } from '../../src/usecases/context.ts';
import { createQueues } from '../../src/usecases/decide-again.ts';
import { DEFAULT_POLICY } from '../../src/domain/referrals/policy.ts';
import { certificate, type Made } from '../support/certificates.ts';
import { leadIdOf } from '../support/leads.ts';
import { memoryDocuments, type MemoryDocuments } from '../support/memory-documents.ts';

const noon = new Date('2026-11-23T12:00:00.000Z');
const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

/** Microsoft's own root and issuer, and those of others; each certificate is laid out under its name. */
const root = certificate({ name: 'Microsoft Root', ca: true });
const issuer = certificate({ name: 'Microsoft Issuing CA', ca: true }, root);
const hooks = certificate({ name: 'pcnotifications-dispatch.microsoft.com' }, issuer);
const evilRoot = certificate({ name: 'Microsoft Root', ca: true });
const contosoCa = certificate({ name: 'Contoso CA', organisation: 'Contoso', ca: true }, root);
const CERTIFICATES: { readonly [path: string]: readonly [Made, ...Made[]] } = {
  '/good': [hooks, issuer],
  '/no-issuer': [hooks],
  '/self-signed': [certificate({ name: 'pcnotifications-dispatch.microsoft.com' })],
  '/other-root': [certificate({ name: 'x' }, evilRoot), evilRoot],
  '/not-an-authority': [certificate({ name: 'x' }, hooks), hooks, issuer],
  '/expired': [certificate({ name: 'x', to: new Date('2026-11-22') }, issuer), issuer],
  '/not-yet': [certificate({ name: 'x', from: new Date('2026-11-24') }, issuer), issuer],
  '/of-contoso': [certificate({ name: 'x' }, contosoCa), contosoCa],
  '/authority-itself': [issuer],
};

let folder: string;
let certificateHost: Server;
let asked: string[];
let server: RunningServer;
let off: RunningServer;
let documents: MemoryDocuments;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porter-authorities-'));
  await writeFile(join(folder, 'authorities.pem'), root.pem);
  certificateHost = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    if (path === '/moved') {
      response.statusCode = 302;
      response.setHeader('location', '/good');
      response.end();
    } else if (path === '/long') response.end(Buffer.alloc(100_000));
    else if (path === '/der') response.end(issued.der);
    else {
      const found = CERTIFICATES[path];
      response.statusCode = found === undefined ? 404 : 200;
      response.end(found?.map(({ pem }) => pem).join('\n'));
    }
  });
  await new Promise<void>((resolve) => certificateHost.listen(0, '127.0.0.1', resolve));
  const context: Context = {
    // Each test has a store of its own.
    documents: {
      ...memoryDocuments(),
      get: (kind, partition, id) => documents.get(kind, partition, id),
      commit: (partition, changes) => documents.commit(partition, changes),
    },
    clock: { now: () => noon },
    queues: createQueues(),
    policy: DEFAULT_POLICY,
  };
  const trust = { authoritiesFile: join(folder, 'authorities.pem'), certificateHosts: ['127.0.0.1'] };
  server = await served(partnerCenterRoute(hooksOf(trust, context, log)));
  off = await served(partnerCenterRoute(hooksOf(undefined, context, log)));
}, 60_000);
afterAll(async () => {
  await server.close();
  await off.close();
  await new Promise((resolve) => certificateHost.close(resolve));
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  asked = [];
  documents = memoryDocuments();
});

/** Issued by the root itself, and laid out in DER. */
const issued = certificate({ name: 'pcnotifications-dispatch.microsoft.com' }, root);

function served(partnerCenter: ReturnType<typeof partnerCenterRoute>): Promise<RunningServer> {
  const none = () => Promise.resolve({ status: 404 });
  return startServer({
    server: { host: '127.0.0.1', port: 0 },
    messages: none,
    events: none,
    mail: none,
    open: none,
    partnerCenter,
    mcp: none,
    protectedResource: none,
    readiness: () => Promise.resolve({ store: 'sqlite', pending: 0, oldestPendingSeconds: 0, dead: 0 }),
    log,
  });
}

const at = (path: string, host = '127.0.0.1') =>
  `http://${host}:${(certificateHost.address() as AddressInfo).port}${path}`;
const hookBody = (overrides: object = {}) =>
  JSON.stringify({
    EventName: 'referral-updated',
    ResourceUri: `https://api.partnercenter.microsoft.com/engagements/v1/referrals/${leadIdOf(1)}`,
    ResourceName: 'referral',
    AuditUri: null,
    ResourceChangeUtcDate: '2026-11-23T11:00:00.1234567+00:00',
    ...overrides,
  });
const signature = (body: string, key: KeyObject, digest = 'sha256') =>
  `Signature ${createSign(digest).update(body).sign(key, 'base64')}`;

async function posts(
  body: string,
  headers: { readonly [name: string]: string | undefined } = {},
  to: RunningServer = server,
) {
  const all = {
    'content-type': 'application/json',
    'x-ms-certificate-url': at('/good'),
    'x-ms-signature-algorithm': 'rsa-sha256',
    authorization: signature(body, hooks.privateKey),
    ...headers,
  };
  const given = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const response = await fetch(`http://127.0.0.1:${to.port}/api/partner-center`, {
    method: 'POST',
    headers: Object.fromEntries(given),
    body,
  });
  return { status: response.status, body: await response.text() };
}
const jobs = () => [...documents.stored.values()].filter(({ kind }) => kind === JobDocument.name);

describe('a hook of Partner Center', () => {
  it('is kept with the job that asks for the thing it names, once', async () => {
    expect(await posts(hookBody())).toEqual({ status: 202, body: '{"accepted":1,"duplicates":0}' });
    expect(await posts(hookBody())).toEqual({ status: 202, body: '{"accepted":0,"duplicates":1}' });
    expect(jobs().map(({ body }) => body['task'])).toEqual([
      { task: 'partner-center.fetch', subject: { about: 'lead', leadId: leadIdOf(1) } },
    ]);
  });

  it('is known again in other spacing and with other words around it, since only what it names counts', async () => {
    await posts(hookBody());
    const spaced = JSON.stringify(JSON.parse(hookBody({ ResourceName: 'other', Canary: 1 })), null, 4);

    expect((await posts(spaced)).body).toBe('{"accepted":0,"duplicates":1}');
  });

  it('may carry its signature in a header of its own, and be signed with a certificate in DER', async () => {
    const body = hookBody();
    const own = { 'x-ms-signature': signature(body, issued.privateKey), authorization: undefined };

    expect((await posts(body, { ...own, 'x-ms-certificate-url': at('/der') })).status).toBe(202);
  });

  it('asks for its certificate once, however many come', async () => {
    await posts(hookBody());
    asked = [];
    await Promise.all(Array.from({ length: 10 }, () => posts(hookBody())));

    expect(asked).toEqual([]);
  });

  it('of a kind that nothing follows is taken and passed over', async () => {
    expect((await posts(hookBody({ EventName: 'test-created' }))).status).toBe(202);
    expect(jobs()).toEqual([]);
  });

  it('finds no route where nobody’s hooks are believed', async () => {
    expect((await posts(hookBody(), {}, off)).status).toBe(404);
  });
});

describe('a forged hook', () => {
  it.each(Object.keys(CERTIFICATES).filter((path) => path !== '/good'))(
    'signed with the certificate of %s is refused',
    async (path) => {
      const key = CERTIFICATES[path]?.[0].privateKey ?? hooks.privateKey;
      const headers = {
        'x-ms-certificate-url': at(path),
        authorization: signature(hookBody(), key),
      };

      expect((await posts(hookBody(), headers)).status).toBe(401);
      expect(documents.stored.size).toBe(0);
    },
  );

  it.each(['/absent', '/moved', '/long'])('with no certificate at %s is refused', async (path) => {
    expect((await posts(hookBody(), { 'x-ms-certificate-url': at(path) })).status).toBe(401);
  });

  it.each([
    ['another host', () => at('/good', 'localhost')],
    ['a name that begins alike', () => at('/good', '127.0.0.1.evil.test')],
    ['user information', () => at('/good').replace('//', '//127.0.0.1@')],
    ['another scheme', () => 'file:///etc/passwd'],
    ['a metadata service', () => 'http://169.254.169.254/latest'],
    ['no URL', () => 'good'],
  ])('whose certificate lies at %s is refused, and nothing is asked there', async (_case, url) => {
    expect((await posts(hookBody(), { 'x-ms-certificate-url': url() })).status).toBe(401);
    expect(asked).toEqual([]);
  });

  it.each([
    ['no signature', { authorization: undefined }],
    ['a bearer token', { authorization: 'Bearer x.y.z' }],
    ['an empty signature', { authorization: 'Signature ' }],
    ['no certificate', { 'x-ms-certificate-url': undefined }],
    ['SHA-1', { 'x-ms-signature-algorithm': 'rsa-sha1' }],
    ['no algorithm', { 'x-ms-signature-algorithm': undefined }],
  ])('with %s is refused before its body is read', async (_case, headers) => {
    expect((await posts(hookBody(), headers)).status).toBe(401);
    expect(asked).toEqual([]);
  });

  it('signed by another key, by SHA-1, or over another spelling of the same JSON is refused', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const respelled = JSON.stringify(JSON.parse(hookBody()), null, 1);
    for (const authorization of [
      signature(hookBody(), privateKey),
      signature(hookBody(), hooks.privateKey, 'sha1'),
      signature(respelled, hooks.privateKey),
    ]) {
      expect((await posts(hookBody(), { authorization })).status).toBe(401);
    }
  });
});

describe('a hook that is none', () => {
  it.each([
    ['no JSON', 'hello'],
    ['no object', '[]'],
    ['no id', hookBody({ ResourceUri: 'https://x/referrals/1' })],
    ['too deep', '['.repeat(100)],
  ])('(%s) is refused although it is signed', async (_case, body) => {
    expect((await posts(body)).status).toBe(400);
  });

  it('too long is refused with 413, of another type or packed with 415', async () => {
    expect((await posts(hookBody({ pad: 'x'.repeat(70_000) }))).status).toBe(413);
    expect((await posts(hookBody(), { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await posts(hookBody(), { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it('cannot be kept while the store does not answer, and is asked for again', async () => {
    documents.onCommit = () => {
      throw new Error('no store');
    };

    expect((await posts(hookBody())).status).toBe(503);
  });
});
