import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { countCall, MAX_CALLS, WINDOW_MS, type CallRate } from '../../src/domain/agents/call-rate.ts';
import {
  answerConfirmation,
  askBeside,
  ConfirmationId,
  confirmationState,
  MAX_WAITING,
  newConfirmation,
  type Asked,
} from '../../src/domain/agents/confirmation.ts';
import { noon } from '../support/referrals.ts';

const id = ConfirmationId.parse('5c000000-0000-4000-8000-000000000001');
const asked: Asked = {
  verb: 'referral.accept',
  data: { referralId: 'R-1', part: 1 },
  about: 'Tailspin Toys',
  client: { id: 'client-1', name: 'probe' },
};
const waiting = newConfirmation(id, asked, noon);
const later = (ms: number) => new Date(noon.getTime() + ms);
const QUARTER_MS = 15 * 60_000;

describe('what an agent asks for', () => {
  it('can be answered until fifteen minutes are over', () => {
    expect(confirmationState(waiting, later(QUARTER_MS - 1))).toBe('waiting');
    expect(confirmationState(waiting, later(QUARTER_MS))).toBe('expired');
    expect(answerConfirmation(waiting, 'confirmed', later(QUARTER_MS - 1)).ok).toBe(true);
    expect(answerConfirmation(waiting, 'confirmed', later(QUARTER_MS))).toEqual({
      ok: false,
      error: { code: 'stale' },
    });
  });

  it.each(['confirmed', 'refused'] as const)('is answered once: %s', (answer) => {
    const answered = answerConfirmation(waiting, answer, noon);

    if (!answered.ok) throw new Error('stale');
    expect(confirmationState(answered.value, later(2 * QUARTER_MS))).toBe(answer);
    for (const again of ['confirmed', 'refused'] as const)
      expect(answerConfirmation(answered.value, again, noon).ok).toBe(false);
  });

  it('is the one that waits where the same client asks for the same, in any order of its fields', () => {
    const same = { ...asked, data: { part: 1, referralId: 'R-1' }, about: 'as it now is' };

    expect(askBeside([waiting], same, noon)).toEqual({ ok: true, value: waiting });
    expect(askBeside([waiting], same, later(QUARTER_MS))).toEqual({ ok: true, value: 'new' });
    expect(askBeside([waiting], { ...asked, client: { id: 'other', name: '' } }, noon)).toEqual({
      ok: true,
      value: 'new',
    });
    expect(askBeside([waiting], { ...asked, data: { referralId: 'R-1', part: 2 } }, noon)).toEqual({
      ok: true,
      value: 'new',
    });
  });

  it('is refused when ten others wait', () => {
    const others = (count: number) =>
      Array.from({ length: count }, (_none, part) =>
        newConfirmation(id, { ...asked, data: { referralId: 'R-2', part } }, noon),
      );

    expect(askBeside(others(MAX_WAITING - 1), asked, noon).ok).toBe(true);
    expect(askBeside(others(MAX_WAITING), asked, noon)).toEqual({ ok: false, error: { code: 'too-many' } });
    expect(askBeside(others(MAX_WAITING), asked, later(QUARTER_MS)).ok).toBe(true);
  });
});

describe('calls of agents', () => {
  it('are at most sixty in any minute, and a refused one says when the next may come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 200 }), (waits) => {
        let rate: CallRate = { calls: [] };
        let at = noon.getTime();
        const taken: number[] = [];
        for (const wait of waits) {
          at += wait;
          const counted = countCall(rate, new Date(at));
          if (counted.ok) {
            rate = counted.value;
            taken.push(at);
          } else {
            const next = new Date(at + counted.error.retryAfterSeconds * 1_000);
            expect(countCall(rate, next).ok).toBe(true);
          }
        }
        for (const [index, from] of taken.entries()) {
          const within = taken.slice(index).filter((call) => call - from < WINDOW_MS);
          expect(within.length).toBeLessThanOrEqual(MAX_CALLS);
        }
        expect(rate.calls.length).toBeLessThanOrEqual(MAX_CALLS);
      }),
    );
  });
});
