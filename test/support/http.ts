import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import nock from 'nock';

/**
 * Closes the network for a test file, loopback apart. A test fails on a call that nobody announced and on an announced one
 * that nobody made.
 */
export function closedNetwork(): typeof nock {
  const unexpected: string[] = [];
  const note = (request: { method?: string; host?: string; path?: string }) => {
    unexpected.push(`${request.method} ${request.host}${request.path}`);
  };

  beforeAll(() => {
    nock.disableNetConnect();
    nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/);
    nock.emitter.on('no match', note);
  });
  afterEach(() => {
    const unused = nock.pendingMocks();
    const stray = unexpected.splice(0).filter((call) => !/ (127\.0\.0\.1|localhost)/.test(call));
    nock.cleanAll();
    expect({ unused, stray }).toEqual({ unused: [], stray: [] });
  });
  afterAll(() => {
    nock.emitter.off('no match', note);
    nock.restore();
    nock.enableNetConnect();
  });
  return nock;
}
