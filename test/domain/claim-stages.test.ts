import { describe, expect, it } from '@jest/globals';
import type { Claim } from '../../src/domain/claims/claim.ts';
import { stagesOf } from '../../src/domain/claims/stages.ts';
import { CLAIM_STATUSES } from '../../src/domain/shared/catalogue.ts';
import { claim } from '../support/claims.ts';
import { noon } from '../support/referrals.ts';

const reached = (overrides: Partial<Claim>) => {
  const { submitted, review, customer, decided } = stagesOf(claim({ consent: null, ...overrides }));
  return [submitted, review, customer, decided];
};

describe('where a claim stands', () => {
  it.each([
    ['a draft', { status: 'draft' }, ['now', 'open', 'open', 'open']],
    ['submitted', { status: 'submitted' }, ['done', 'now', 'open', 'open']],
    ['waiting for the partner', { status: 'partner-action-required' }, ['done', 'now', 'open', 'open']],
    ['in dispute', { status: 'dispute' }, ['done', 'now', 'open', 'open']],
    ['its customer told', { status: 'under-review', toldOn: '2026-11-20' }, ['done', 'now', 'now', 'open']],
    ['approved before its customer was told', { status: 'approved' }, ['done', 'done', 'open', 'done']],
    [
      'approved, and the customer may still opt out',
      { status: 'approved', toldOn: '2026-11-20' },
      ['done', 'done', 'now', 'done'],
    ],
    [
      'approved, and the customer silent',
      { status: 'approved', toldOn: '2026-11-20', consent: { answer: 'silent', at: noon } },
      ['done', 'done', 'done', 'done'],
    ],
    [
      'declined by the customer',
      { status: 'rejected', reason: 'customer-declined', consent: { answer: 'declined', at: noon } },
      ['done', 'done', 'failed', 'failed'],
    ],
    [
      'rejected for want of proof',
      { status: 'rejected', reason: 'insufficient-poe', toldOn: '2026-11-20' },
      ['done', 'done', 'open', 'failed'],
    ],
    ['withdrawn', { status: 'rejected-final', reason: 'withdrawn' }, ['done', 'open', 'open', 'failed']],
  ] as const)('%s', (_case, overrides, stages) => {
    expect(reached(overrides)).toEqual(stages);
  });

  it.each(CLAIM_STATUSES)('is never decided and under review at once: %s', (status) => {
    const { review, decided } = stagesOf(claim({ status }));

    expect(review === 'now' && decided !== 'open').toBe(false);
  });
});
