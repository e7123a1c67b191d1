import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import nock from 'nock';

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * Closes the network for a test file, loopback apart. A test fails on a call that nobody announced and on an announced one
 * that nobody made.
 */
export function closedNetwork(): typeof nock {
  const unexpected: string[] = [];
  const note = ({ method, url }: Request) => {
    if (!LOOPBACK.test(new URL(url).host)) unexpected.push(`${method} ${url}`);
  };

  beforeAll(() => {
    // Another file of tests in this worker may have ended it.
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
    nock.enableNetConnect(LOOPBACK);
    nock.emitter.on('no match', note);
  });
  afterEach(() => {
    const unused = nock.pendingMocks();
    const stray = unexpected.splice(0);
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
