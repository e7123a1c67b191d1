import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { NOTHING_TYPED, readCase, type CaseTyped } from '../../src/domain/cases/asked.ts';
import {
  CASE_MOVES,
  CASE_STATUSES,
  CaseSide,
  ENDED,
  LIVE,
  type CaseMove,
  type CaseStatus,
} from '../../src/domain/cases/case.ts';
import { caseRank } from '../../src/domain/cases/entry.ts';
import { CASE_KINDS } from '../../src/domain/cases/kinds.ts';
import { carriedOut, MAX_THREAD, moveCase, statusAfter } from '../../src/domain/cases/life.ts';
import { caseSide } from '../../src/domain/cases/rights.ts';
import { standingOfCase } from '../../src/domain/cases/standing.ts';
import { rightsOf } from '../../src/domain/memberships/rights.ts';
import { statementPrograms } from '../../src/domain/statements/rights.ts';
import { isStatementFile } from '../../src/domain/statements/statement.ts';
import { byRobin, dispute, moved, step } from '../support/case-cards.ts';
import { inDays, location, noon } from '../support/referrals.ts';
import { contact } from '../support/seed.ts';

describe('a step of a case', () => {
  const after = (status: CaseStatus, move: CaseMove, side: CaseSide) => statusAfter(status, { move, side });

  it.each<[CaseStatus, CaseMove, CaseStatus | undefined, CaseStatus | undefined]>([
    // by its location, by the programme
    ['open', 'comment', 'open', 'waiting-partner'],
    ['reopened', 'comment', 'reopened', 'waiting-partner'],
    ['waiting-partner', 'comment', 'waiting-program', 'waiting-partner'],
    ['waiting-program', 'comment', 'waiting-program', 'waiting-partner'],
    ['resolved', 'comment', 'waiting-program', 'resolved'],
    ['closed', 'comment', undefined, undefined],
    ['open', 'close', 'closed', 'resolved'],
    ['waiting-partner', 'close', 'closed', 'resolved'],
    ['waiting-program', 'close', 'closed', 'resolved'],
    ['reopened', 'close', 'closed', 'resolved'],
    ['resolved', 'close', 'closed', 'closed'],
    ['closed', 'close', undefined, undefined],
    ['resolved', 'reopen', 'reopened', 'reopened'],
    ['closed', 'reopen', 'reopened', 'reopened'],
    ['open', 'reopen', undefined, undefined],
    ['waiting-partner', 'reopen', undefined, undefined],
    ['waiting-program', 'reopen', undefined, undefined],
    ['reopened', 'reopen', undefined, undefined],
  ])('from %s by %s leads to %s by its location and %s by the programme', (status, move, own, theirs) => {
    expect(after(status, move, 'partner')).toBe(own);
    expect(after(status, move, 'program')).toBe(theirs);
  });

  it('keeps what was said, one entry and one revision each', () => {
    const found = moved(dispute(), step(byRobin), step(), step({ move: 'close', text: '' }));

    expect(found.thread.map(({ move, side }) => [move, side])).toEqual([
      ['comment', 'program'],
      ['comment', 'partner'],
      ['close', 'partner'],
    ]);
    expect(found).toMatchObject({ status: 'closed', revision: 4, updatedAt: noon });
  });

  it.each([
    ['a comment without words', dispute(), step({ text: '' }), 'text-missing'],
    ['a comment on a closed case', dispute({ status: 'closed' }), step(), 'stale'],
    ['a closed case closed', dispute({ status: 'closed' }), step({ move: 'close', text: '' }), 'stale'],
    ['an open case reopened', dispute(), step({ move: 'reopen' }), 'stale'],
    [
      'one comment too many',
      dispute({ thread: Array.from({ length: MAX_THREAD }, () => step()) }),
      step(),
      'thread-full',
    ],
  ])('is refused: %s', (_what, found, entry, code) => {
    expect(moveCase(found, entry)).toEqual({ ok: false, error: { code } });
  });

  it('can end a case that holds no more comments', () => {
    const full = dispute({ thread: Array.from({ length: MAX_THREAD }, () => step()) });

    expect(moveCase(full, step({ move: 'close', text: '' }))).toMatchObject({ value: { status: 'closed' } });
  });

  it('never goes backwards in revision, and ends where nobody has to act', () => {
    const steps = fc.array(
      fc.record({ move: fc.constantFrom(...CASE_MOVES), side: fc.constantFrom(...CaseSide.options) }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(steps, (asked) => {
        let found = dispute();
        for (const one of asked) {
          const next = moveCase(found, step(one));
          if (!next.ok) continue;
          expect(next.value.revision).toBe(found.revision + 1);
          expect(next.value.thread).toHaveLength(next.value.revision - 1);
          expect(standingOfCase(next.value, '').live).toBe(LIVE.includes(next.value.status));
          found = next.value;
        }
      }),
    );
  });

  it('of an import closes a case for both', () => {
    expect(carriedOut(dispute(), noon)).toMatchObject({
      status: 'closed',
      revision: 2,
      thread: [{ by: 'import', move: 'close' }],
    });
  });
});

describe('the order of cases', () => {
  const ordered = (rank: (status: CaseStatus, day: number) => number) =>
    CASE_STATUSES.flatMap((status) =>
      [1, 2].map((day) => ({ name: `${status} ${day}`, rank: rank(status, day) })),
    )
      .toSorted((one, other) => one.rank - other.rank)
      .map(({ name }) => name);

  it('begins for a location with what waits for it, the latest first', () => {
    const list = ordered((status, day) => caseRank({ status, updatedAt: inDays(day) }));

    expect(list.slice(0, 2)).toEqual(['waiting-partner 2', 'waiting-partner 1']);
    expect(list.slice(-4)).toEqual(['resolved 2', 'resolved 1', 'closed 2', 'closed 1']);
  });

  it('begins for operators with what has waited longest for them', () => {
    const list = ordered(
      (status, day) => standingOfCase(dispute({ status, updatedAt: inDays(day) }), '').rank,
    );

    expect(new Set(list.slice(0, 3))).toEqual(new Set(['open 1', 'reopened 1', 'waiting-program 1']));
    expect(list.slice(6, 8)).toEqual(['waiting-partner 2', 'waiting-partner 1']);
    expect(list.slice(-1)).toEqual(['closed 1']);
  });

  it('keeps the live and the ended apart', () => {
    expect([...LIVE, ...ENDED].toSorted()).toEqual([...CASE_STATUSES].toSorted());
  });
});

describe('the form of a case', () => {
  const typed = (overrides: Partial<CaseTyped> = {}): CaseTyped => ({
    ...NOTHING_TYPED,
    kind: 'support',
    subject: 'A question',
    text: 'How do I …',
    ...overrides,
  });
  const DISPUTE = { kind: 'payment-dispute', statementId: 'S-1', line: '2' };

  it('takes the only membership unasked, and none where there is none', () => {
    expect(readCase(typed(), ['CM'])).toMatchObject({ value: { program: 'CM' } });
    expect(readCase(typed(), [])).toMatchObject({ value: { program: null } });
  });

  it('keeps the fields of its kind alone, without blanks', () => {
    const read = readCase(typed({ ...DISPUTE, line: ' 2 ', amount: ' ', customer: 'Tailspin' }), ['CM']);

    expect(read).toMatchObject({ ok: true, value: { details: { statementId: 'S-1', line: '2' } } });
    expect(Object.keys(read.ok ? read.value.details : {})).toEqual(['statementId', 'line']);
  });

  it.each(CASE_KINDS)('needs nothing more for %s than its contract says', (kind) => {
    const more = kind === 'payment-dispute' ? DISPUTE : {};
    expect(readCase(typed({ ...more, kind }), ['FRP'])).toMatchObject({ ok: true });
  });

  it.each<[string, Partial<CaseTyped>, object]>([
    ['no kind', { kind: '' }, { kind: { code: 'missing' } }],
    ['a kind that there is not', { kind: 'other' }, { kind: { code: 'not-one' } }],
    ['no subject', { subject: ' \u200b' }, { subject: { code: 'missing' } }],
    ['201 characters of subject', { subject: 'x'.repeat(201) }, { subject: { code: 'too-long', most: 200 } }],
    ['no text', { text: '\n' }, { text: { code: 'missing' } }],
    ['4,001 characters of text', { text: 'x'.repeat(4_001) }, { text: { code: 'too-long', most: 4_000 } }],
    ['several memberships and none chosen', {}, { program: { code: 'missing' } }],
    ['a membership that the location has not', { program: 'XX' }, { program: { code: 'not-one' } }],
    [
      'a dispute that names nothing',
      { kind: 'payment-dispute', program: 'FRP' },
      { statementId: { code: 'missing' }, line: { code: 'missing' } },
    ],
    [
      'a month that is none',
      { kind: 'payment-support', program: 'FRP', period: '2026-13' },
      { period: { code: 'not-a-month' } },
    ],
    [
      'a link that is none',
      { program: 'FRP', attachments: 'https://a.test/x\nhttp://b.test' },
      { attachments: { code: 'not-a-link', line: 2 } },
    ],
  ])('comes back with %s', (_what, given, faults) => {
    const read = readCase(typed(given), ['FRP', 'CM']);

    expect(read).toMatchObject({ ok: false, error: faults });
  });

  it('lets feedback be about no membership in particular', () => {
    expect(readCase(typed({ kind: 'feedback' }), ['FRP', 'CM'])).toMatchObject({ value: { program: null } });
  });

  it('takes what is exactly as long as it may be', () => {
    const read = readCase(typed({ subject: 'x'.repeat(200), text: 'y'.repeat(4_000) }), ['FRP']);

    expect(read.ok).toBe(true);
  });
});

describe('who may', () => {
  const at = location({ memberships: [{ program: 'FRP', anniversary: '2027-01-01', ends: null }] });
  const operator = (isOperator: boolean, isOwn = false) => ({ isOperator, isOwn });

  it('work on cases: any right at the location, and operators of whom it is not', () => {
    const member = rightsOf([contact(at.partnerId, 1, { role: 'program-member' })], at, noon);
    const incentive = rightsOf(
      [contact(at.partnerId, 1, { role: null, incentiveRole: 'incentive-user', program: null })],
      at,
      noon,
    );

    expect(caseSide(member, operator(true, true))).toBe('partner');
    expect(caseSide(incentive, operator(false))).toBe('partner');
    expect(caseSide(undefined, operator(true))).toBe('program');
    expect(caseSide(undefined, operator(true, true))).toBeUndefined();
    expect(caseSide(undefined, operator(false))).toBeUndefined();
  });

  it.each([
    ['a program admin', { role: 'program-admin' }, ['FRP']],
    ['a statement admin', { role: 'statement-admin' }, ['FRP']],
    ['a program member', { role: 'program-member' }, []],
    ['an incentive admin', { role: null, incentiveRole: 'incentive-admin' }, []],
    ['an admin of no programme', { role: 'program-admin', program: null }, []],
    ['an admin of another membership', { role: 'program-admin', program: 'CM' }, ['CM']],
  ] as const)('read statements: %s', (_who, entry, programs) => {
    const rights = rightsOf([contact(at.partnerId, 1, entry)], at, noon);
    expect(rights && statementPrograms(rights)).toEqual(programs);
  });

  it('reads no statements of a membership that ended the day before', () => {
    const admin = [contact(at.partnerId, 1, { role: 'program-admin' })];
    const ending = (ends: string) =>
      rightsOf(admin, { ...at, memberships: [{ program: 'FRP', anniversary: '2027-01-01', ends }] }, noon);

    expect(ending('2026-11-23')).toMatchObject({ roles: { FRP: 'program-admin' } });
    expect(ending('2026-11-22')).toBeUndefined();
  });

  it.each([
    ['october.pdf', true],
    ['October.CSV', true],
    ['october.txt', true],
    ['october.exe', false],
    ['pdf', false],
  ])('put in a statement as %s', (name, may) => expect(isStatementFile(name)).toBe(may));
});
