import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { serviceUrls } from '../../src/domain/shared/service-url.ts';
import { createConnector, type Connector } from '../../src/notifications/connector.ts';
import { ConnectorError, sendVerdict } from '../../src/notifications/connector-error.ts';
import { connectorServer, type ConnectorServer } from '../support/connector-server.ts';
import { listen, stop } from '../support/open-id-server.ts';

async function failure(call: Promise<unknown>): Promise<ConnectorError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConnectorError)) throw new Error('did not fail as a connector does');
  return error;
}

describe('a call over a real socket', () => {
  let server: ConnectorServer;
  let connector: Connector;

  beforeEach(async () => {
    server = await connectorServer();
    connector = createConnector({ tokens: undefined, allowed: serviceUrls([], true), timeoutMs: 300 });
  });
  afterEach(() => server.close());

  const send = (serviceUrl: string) =>
    connector.sendToConversation(serviceUrl, 'a:chat', { type: 'message', text: 'hello' });

  it('a reset after the body is uncertain, and not repeated', async () => {
    server.faults.push({ reset: true, accept: true });

    const error = await failure(send(server.url));

    expect(error).toMatchObject({ status: 0, phase: 'after-body' });
    expect(sendVerdict(error)).toBe('uncertain');
    expect(server.calls).toHaveLength(1);
  });

  it('no answer is uncertain after the time-out', async () => {
    server.faults.push({ hang: true });

    expect(await failure(send(server.url))).toMatchObject({ code: 'timeout', phase: 'after-body' });
    expect(server.calls).toHaveLength(1);
  });

  it('accepted and then 502 is posted once', async () => {
    server.faults.push({ status: 502, accept: true });

    expect((await failure(send(server.url))).status).toBe(502);
    expect(server.messages('a:chat')).toHaveLength(1);
  });

  it('nobody listening was not sent', async () => {
    const empty = createServer();
    const port = await listen(empty);
    await stop(empty);

    const error = await failure(send(`http://127.0.0.1:${port}/`));

    expect(error).toMatchObject({ code: 'ECONNREFUSED', phase: 'before-body' });
    expect(sendVerdict(error)).toBe('retry');
  });

  it('a redirect is not followed', async () => {
    server.faults.push({ status: 302, headers: { location: `${server.url}elsewhere` } });

    expect((await failure(send(server.url))).status).toBe(302);
    expect(server.calls).toHaveLength(1);
  });
});
