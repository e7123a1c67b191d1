import { describe, expect, it } from '@jest/globals';
import { newNotice, type Notice } from '../../src/domain/notices/notice.ts';
import { ConnectorError, sendVerdict, type SendVerdict } from '../../src/notifications/connector-error.ts';
import { afterDelivery, type Delivery } from '../../src/notifications/after-delivery.ts';
import { ReferralId } from '../../src/domain/shared/ids.ts';
import { noon } from '../support/referrals.ts';
import { person } from '../support/seed.ts';

const at = (ms: number) => new Date(noon.getTime() + ms);

function notice(overrides: Partial<Notice> = {}): Notice {
  const referralId = ReferralId.parse('R-1');
  const subject = { kind: 'referral-offer', referralId, part: 1, round: 1 } as const;
  const fresh = newNotice(person(1).personId, subject, 1, noon);
  return { ...fresh, state: 'sending', leaseUntil: noon, ...overrides };
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
    ['413', failed(413), 'too-large'],
    [
      'an update of a message that is not there',
      failed(400, 'ActivityNotFoundInConversation'),
      'unreachable',
    ],
  ])('%s', (_case, delivery, verdict) => {
    expect(delivery.kind === 'failed' && delivery.verdict).toBe(verdict);
  });
});

describe('a notice after an attempt', () => {
  it('is sent, with the message it can be updated by', () => {
    const sent: Delivery = { kind: 'sent', activityId: 'm1', conversationId: 'a:1' };
    expect(afterDelivery(notice(), 1, sent, noon).next).toMatchObject({
      state: 'sent',
      shown: 1,
      open: false,
      activityId: 'm1',
      sentAt: noon,
    });
  });

  it('stays open when more was asked for while it was being sent', () => {
    const sent: Delivery = { kind: 'sent', activityId: 'm1', conversationId: 'a:1' };
    expect(afterDelivery(notice({ wanted: 2 }), 1, sent, noon).next).toMatchObject({
      state: 'sent',
      open: true,
    });
  });

  it('that came back without an id cannot be updated and is not sent again', () => {
    const sent: Delivery = { kind: 'sent', activityId: undefined, conversationId: 'a:1' };
    expect(afterDelivery(notice({ wanted: 2 }), 1, sent, noon).next).toMatchObject({
      state: 'sent',
      open: false,
    });
  });

  it('waits as long as the connector asks after 429, which is no attempt', () => {
    const { next, resume } = afterDelivery(notice(), 1, failed(429, 'x', 30_000), noon);
    expect(next).toMatchObject({ state: 'pending', attempts: 0, notBefore: at(30_000) });
    expect(resume).toEqual(at(30_000));
  });

  it.each<[string, number | undefined, number]>([
    ['half a second', 500, 500],
    ['2.5 seconds', 2_500, 2_500],
    ['an hour', 3_600_000, 3_600_000],
    ['none at all', 0, 500],
    ['a moment', 20, 500],
    ['what cannot be read', undefined, 500],
  ])('waits never shorter than told, and never goes again at once: %s', (_case, told, leastMs) => {
    for (let repeat = 0; repeat < 50; repeat++) {
      const again = afterDelivery(notice(), 1, failed(429, 'x', told), noon);
      const copy: Delivery = {
        kind: 'not-taken-back',
        error: new ConnectorError({ status: 429, code: 'x', retryAfterMs: told, phase: 'answered' }),
      };
      for (const { next } of [again, afterDelivery(notice(), 1, copy, noon)]) {
        expect(next.notBefore?.getTime()).toBeGreaterThanOrEqual(at(leastMs).getTime());
        expect(next.notBefore?.getTime()).toBeLessThanOrEqual(at(Math.max(told ?? 0, 1_500)).getTime());
      }
    }
  });

  it.each([
    ['perhaps delivered', failed(503, 'x', 120_000)],
    ['too large', failed(413, 'x', 120_000)],
    ['whose message is gone', failed(404, 'x', 120_000)],
    ['with a refused token', failed(401, 'x', 120_000)],
  ])('%s waits as long as it is told before anything else is tried', (_case, delivery) => {
    const { next, resume } = afterDelivery(notice({ activityId: 'm1' }), 1, delivery, noon);

    expect([next.notBefore, resume]).toEqual([at(120_000), at(120_000)]);
    expect(afterDelivery(notice(), 1, delivery, noon).next.notBefore).toEqual(at(120_000));
  });

  it('waits longer each time that it is told to come back at once', () => {
    let current = notice();
    const waits = Array.from({ length: 40 }, () => {
      current = afterDelivery(current, 1, failed(429, 'x', 0), noon).next;
      return current.waitedMs;
    });

    expect(Math.max(...waits)).toBeGreaterThan(5_000);
  });

  it('perhaps delivered waits a minute, three times, and then rests', () => {
    let current = notice();
    for (const attempts of [1, 2, 3]) {
      current = afterDelivery(current, 1, failed(502), noon).next;
      expect(current).toMatchObject({ state: 'uncertain', attempts, open: true, notBefore: at(60_000) });
    }
    expect(afterDelivery(current, 1, failed(502), noon)).toMatchObject({
      next: { state: 'uncertain', open: false },
      resume: undefined,
    });
  });

  it('found in mid-send by another lane is uncertain, never simply pending', () => {
    expect(afterDelivery(notice(), 1, { kind: 'lease-expired' }, noon).next.state).toBe('uncertain');
  });

  it('that is wrong in itself is dead at once', () => {
    expect(afterDelivery(notice(), 1, failed(400), noon).next).toMatchObject({ state: 'dead', open: false });
  });

  it('whose update failed at the far end is simply updated again', () => {
    const { next } = afterDelivery(notice({ state: 'sent', activityId: 'm1' }), 2, failed(503), noon);
    expect(next).toMatchObject({ state: 'sent', activityId: 'm1', open: true });
  });

  it('whose message is gone becomes a new message', () => {
    const gone = failed(404, 'ActivityNotFoundInConversation');
    const { next } = afterDelivery(notice({ state: 'sent', activityId: 'm1' }), 2, gone, noon);
    expect(next).toMatchObject({ state: 'pending', activityId: null, open: true });
  });

  it('for somebody who may no longer be told is dead, unless they have seen it', () => {
    const nothing: Delivery = { kind: 'nothing-to-tell' };
    expect(afterDelivery(notice({ state: 'pending' }), 1, nothing, noon).next).toMatchObject({
      state: 'dead',
    });
    expect(afterDelivery(notice({ state: 'sent' }), 1, nothing, noon).next).toMatchObject({
      state: 'sent',
      open: false,
    });
  });
});
