import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { NOT_ENROLLED, tickStep } from '../../src/domain/associations/csp.ts';
import { typesAt } from '../../src/domain/associations/four-types.ts';
import { delegationsOf } from '../../src/domain/portfolio/delegations.ts';
import { nextWarning, warningDay, warningOn, WARNING_DAYS } from '../../src/domain/portfolio/warnings.ts';
import { areaNamed } from '../../src/domain/scores/legacy-names.ts';
import { AREAS } from '../../src/domain/shared/catalogue.ts';
import { PartnerId } from '../../src/domain/shared/ids.ts';
import { addDays, dayOf } from '../../src/domain/shared/time.ts';
import { tie } from '../support/association-cards.ts';
import { noon } from '../support/referrals.ts';

const us = PartnerId.parse('1001');

describe('a warning of an end', () => {
  it.each([
    ['2027-02-22', undefined, 90],
    ['2027-02-21', 90, 30],
    ['2026-12-24', 90, 30],
    ['2026-12-23', 30, 7],
    ['2026-12-01', 30, 7],
    ['2026-11-30', 7, undefined],
    ['2026-11-23', 7, undefined],
    ['2026-11-22', undefined, undefined],
  ])('of %s is due, seen on 23 November: %s; then: %s', (ends, due, next) => {
    expect([warningOn(ends, '2026-11-23'), nextWarning(ends, '2026-11-23')]).toEqual([due, next]);
  });

  it('is due from its day on, until the next one or the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000 }), fc.constantFrom(...WARNING_DAYS), (after, days) => {
        const ends = dayOf(addDays(noon, after));
        const day = warningDay(ends, days);
        expect(warningOn(ends, day)).toBe(days);
        expect(warningOn(ends, dayOf(addDays(new Date(day), -1)))).not.toBe(days);
      }),
    );
  });
});

describe('delegations', () => {
  const row = (more: object) => ({ partnerId: us, kind: 'gdap', since: '', expires: '', ...more });

  it('are the location’s own that have not ended, the granular ones first', () => {
    const rows = [
      row({ kind: 'transacting' }),
      row({ expires: '2026-11-23T08:00:00Z', since: '2026-01-02T08:00:00Z' }),
      row({ partnerId: '1002' }),
      row({ kind: 'dap', expires: '2026-11-22' }),
      row({ kind: 'unheard of' }),
    ];

    expect(delegationsOf(us, rows, '2026-11-23')).toEqual([
      { kind: 'gdap', since: '2026-01-02', expires: '2026-11-23' },
      { kind: 'transacting', since: null, expires: null },
    ]);
  });
});

describe('the four associations at a customer', () => {
  const told = (ties: Parameters<typeof typesAt>[0]) =>
    typesAt(ties).map(({ association, isHeld, products, isOutOfReach }) =>
      [association, isHeld ? 'held' : 'missing', ...products, ...(isOutOfReach ? ['out of reach'] : [])].join(
        ' ',
      ),
    );

  it('are always four, what is missing by the products that the location has to do with there', () => {
    expect(told([])).toEqual(['cpor missing', 'dpor missing', 'pal missing', 'csp missing']);
    expect(told([tie({ product: 'azure' })])).toEqual([
      'cpor missing azure',
      'dpor held azure',
      'pal missing azure',
      'csp missing azure',
    ]);
  });

  it('read a claimed workload as Microsoft 365, and a link by what else there is', () => {
    expect(
      told([
        tie({ association: 'cpor', target: 'teams', product: '' }),
        tie({ association: 'pal', target: 'user', product: '' }),
      ]),
    ).toEqual([
      'cpor held office-365',
      'dpor missing office-365',
      'pal held office-365',
      'csp missing office-365',
    ]);
    expect(told([tie({ association: 'pal', target: 'user', product: '' })])[2]).toBe(
      'pal held azure power-apps power-automate power-bi customer-insights',
    );
  });

  it('put DPOR out of reach where all is sold through CSP', () => {
    const sold = tie({ association: 'csp', product: 'office-365', isCsp: true });

    expect(told([sold])[1]).toBe('dpor missing office-365 out of reach');
    expect(told([sold, tie({ association: 'cpor', target: 'teams', product: '' })])[1]).toBe(
      'dpor missing office-365',
    );
  });
});

describe('a step of the CSP enrolment', () => {
  const by = (name: string) => ({ name, at: noon });

  it('is ticked once, by whoever was first, and off again', () => {
    const once = tickStep(NOT_ENROLLED, 'profile', true, by('Dana'));

    expect(once.ticks).toMatchObject([{ step: 'profile', byName: 'Dana' }]);
    expect(tickStep(once, 'profile', true, by('Lee'))).toBe(once);
    expect(tickStep(once, 'profile', false, by('Lee'))).toEqual(NOT_ENROLLED);
    expect(tickStep(NOT_ENROLLED, 'profile', false, by('Lee'))).toBe(NOT_ENROLLED);
  });
});

describe('names of areas', () => {
  it.each<[string, string | undefined]>([
    ...AREAS.map((area): [string, string] => [area, area]),
    ['Modern Work', 'modern-work'],
    ['Data & AI (Azure)', 'data-ai'],
    ['Solutions Partner for Digital & App Innovation', 'digital-app-innovation'],
    ['Gold Cloud Platform', 'infrastructure'],
    ['Silver Cloud Productivity competency', 'modern-work'],
    ['Small and Midmarket Cloud Solutions', 'modern-work'],
    ['Small & Midmarket Cloud Solutions', 'modern-work'],
    ['Cloud CRM', 'business-applications'],
    ['EMM', 'modern-work'],
    ['Gold', undefined],
    ['Cloud', undefined],
  ])('reads %s as %s', (text, area) => {
    expect(areaNamed(text)).toBe(area);
  });
});
