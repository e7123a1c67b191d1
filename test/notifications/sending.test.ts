import { describe, expect, it } from '@jest/globals';
import type { Notice } from '../../src/domain/notices/notice.ts';
import { TenantId } from '../../src/domain/shared/ids.ts';
import { ConnectorError, sendVerdict, type SendVerdict } from '../../src/notifications/connector-error.ts';
import { createSendWindows } from '../../src/notifications/send-window.ts';
import { settled, type Delivery } from '../../src/notifications/settle.ts';
import { createTenantPermits } from '../../src/notifications/tenant-permits.ts';
import { documentsOn } from '../../src/store/documents.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { inDays, noon } from '../support/referrals.ts';
import { person } from '../support/seed.ts';

const at = (ms: number) => new Date(noon.getTime() + ms);

function notice(overrides: Partial<Notice> = {}): Notice {
  return {
    noticeId: 'n',
    personId: person(1).personId,
    subject: { kind: 'referral-offer', referralId: 'R-1', part: 1, round: 1 },
    createdAt: noon,
    state: 'sending',
    wanted: 1,
    shown: 0,
    open: true,
    attempts: 0,
    lastStatus: 0,
    lastError: '',
    notBefore: null,
    leaseUntil: noon,
    activityId: null,
    conversationId: null,
    sentAt: null,
    ...overrides,
  };
}

function failed(status: number, code = `http-${status}`, retryAfterMs?: number): Delivery {
  const error = new ConnectorError({
    status,
    code,
    retryAfterMs,
    phase: status === 0 ? (code === 'timeout' ? 'after-body' : 'before-body') : 'answered',
  });
  return { kind: 'failed', error, verdict: sendVerdict(error) };
}

describe('what a failed send means', () => {
  it.each<[string, Delivery, SendVerdict]>([
    ['a refused connection', failed(0, 'ECONNREFUSED'), 'retry'],
    ['no answer in time', failed(0, 'timeout'), 'uncertain'],
    ['429', failed(429), 'retry'],
    ['412', failed(412), 'retry'],
    ['403', failed(403), 'unreachable'],
    ['404', failed(404), 'unreachable'],
    ['408', failed(408), 'uncertain'],
    ['500', failed(500), 'uncertain'],
    ['502', failed(502), 'uncertain'],
    ['503', failed(503), 'uncertain'],
    ['400', failed(400), 'bug'],
    ['413', failed(413), 'bug'],
  ])('%s', (_case, delivery, verdict) => {
    expect(delivery.kind === 'failed' && delivery.verdict).toBe(verdict);
  });
});

describe('a notice after an attempt', () => {
  it('is sent, with the message it can be updated by', () => {
    const sent: Delivery = { kind: 'sent', activityId: 'm1', conversationId: 'a:1' };
    expect(settled(notice(), 1, sent, noon).next).toMatchObject({
      state: 'sent',
      shown: 1,
      open: false,
      activityId: 'm1',
      sentAt: noon,
    });
  });

  it('stays open when more was asked for while it was being sent', () => {
    const sent: Delivery = { kind: 'sent', activityId: 'm1', conversationId: 'a:1' };
    expect(settled(notice({ wanted: 2 }), 1, sent, noon).next).toMatchObject({ state: 'sent', open: true });
  });

  it('that came back without an id cannot be updated and is not sent again', () => {
    const sent: Delivery = { kind: 'sent', activityId: undefined, conversationId: 'a:1' };
    expect(settled(notice({ wanted: 2 }), 1, sent, noon).next).toMatchObject({ state: 'sent', open: false });
  });

  it('waits as long as the connector asks after 429, which is no attempt', () => {
    const { next, resume } = settled(notice(), 1, failed(429, 'x', 30_000), noon);
    expect(next).toMatchObject({ state: 'pending', attempts: 0, notBefore: at(30_000) });
    expect(resume).toEqual(at(30_000));
  });

  it('perhaps delivered waits a minute, three times, and then rests', () => {
    let current = notice();
    for (const attempts of [1, 2, 3]) {
      current = settled(current, 1, failed(502), noon).next;
      expect(current).toMatchObject({ state: 'uncertain', attempts, open: true, notBefore: at(60_000) });
    }
    expect(settled(current, 1, failed(502), noon)).toMatchObject({
      next: { state: 'uncertain', open: false },
      resume: undefined,
    });
  });

  it('found in mid-send by another lane is uncertain, never simply pending', () => {
    expect(settled(notice(), 1, { kind: 'lease-expired' }, noon).next.state).toBe('uncertain');
  });

  it('that is wrong in itself is dead at once', () => {
    expect(settled(notice(), 1, failed(400), noon).next).toMatchObject({ state: 'dead', open: false });
  });

  it('whose update failed at the far end is simply updated again', () => {
    const { next } = settled(notice({ state: 'sent', activityId: 'm1' }), 2, failed(503), noon);
    expect(next).toMatchObject({ state: 'sent', activityId: 'm1', open: true });
  });

  it('whose message is gone becomes a new message', () => {
    const gone = failed(404, 'ActivityNotFoundInConversation');
    const { next } = settled(notice({ state: 'sent', activityId: 'm1' }), 2, gone, noon);
    expect(next).toMatchObject({ state: 'pending', activityId: null, open: true });
  });

  it('for somebody who may no longer be told is dead, unless they have seen it', () => {
    const nothing: Delivery = { kind: 'nothing-to-tell' };
    expect(settled(notice({ state: 'pending' }), 1, nothing, noon).next).toMatchObject({ state: 'dead' });
    expect(settled(notice({ state: 'sent' }), 1, nothing, noon).next).toMatchObject({
      state: 'sent',
      open: false,
    });
  });
});

describe('pacing', () => {
  it('takes 7 a second and 60 in 30 seconds of one conversation', () => {
    const windows = createSendWindows();
    for (let sent = 0; sent < 7; sent++) expect(windows.take('a', noon)).toBe(0);
    expect(windows.take('a', noon)).toBe(1_000);
    expect(windows.take('b', noon)).toBe(0);
    let now = 0;
    let sent = 7;
    while (now < 29_999) {
      const wait = windows.take('a', at(now));
      if (wait === 0) sent++;
      else now += wait;
    }
    expect(sent).toBe(60);
  });

  it('gives a tenant its rate over all instances, and nothing while the tenant asks to slow down', async () => {
    let now = noon;
    const store = await openSqlite({ folder: ':memory:', now: () => now });
    const documents = documentsOn(store);
    const clock = { now: () => now };
    const instances = [1, 2, 3].map(() => createTenantPermits(documents, clock, 40));
    const tenant = TenantId.parse('11111111-1111-4111-8111-111111111111');
    let taken = 0;
    for (let ms = 0; ms < 1_000; ms += 10) {
      now = at(ms);
      for (const permits of instances) {
        for (let tries = 0; tries < 5; tries++) if ((await permits.take(tenant)) === 0) taken++;
      }
    }
    expect(taken).toBeLessThanOrEqual(40);
    expect(taken).toBeGreaterThanOrEqual(36);

    await instances[0]?.close(tenant, 5_000);
    now = at(5_000);
    expect(await instances[1]?.take(tenant)).toBeGreaterThan(0);
    now = inDays(1);
    expect(await instances[1]?.take(tenant)).toBe(0);
    await store.close();
  });
});
