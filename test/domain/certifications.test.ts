import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { CERTIFICATIONS, NEEDED_FIRST, certificationOf } from '../../src/domain/certifications/catalogue.ts';
import {
  listedCertifications,
  peopleOf,
  skillingOf,
  type PeopleRow,
} from '../../src/domain/certifications/people.ts';
import { AREA_RULES } from '../../src/domain/scores/areas.ts';
import { AREAS, TRACKS, type Area } from '../../src/domain/shared/catalogue.ts';

const today = '2026-11-23';
const row = (name: string, certification: string, more: Partial<PeopleRow> = {}): PeopleRow => ({
  email: `${name}@contoso.test`,
  name,
  learnLinked: true,
  certification,
  level: 'intermediate',
  expires: '',
  ...more,
});

function standing(area: Area, rows: readonly PeopleRow[], on = today) {
  const [first, second] = skillingOf(area, 'enterprise', peopleOf(rows), on);
  const told = (one: typeof first) =>
    one && {
      isOpen: one.isOpen,
      counting: one.counting.map(({ name }) => name),
      others: one.others.map(({ person, why }) => `${person.name} ${why}`),
    };
  return { intermediate: told(first), advanced: told(second) };
}

describe('the catalogue of certifications', () => {
  it('has each id once, and knows all that it refers to', () => {
    const ids = CERTIFICATIONS.map(({ id }) => id);
    const referred = [
      ...CERTIFICATIONS.flatMap(({ needs = [] }) => needs),
      ...Object.values(NEEDED_FIRST).flat(2),
    ];

    expect(new Set(ids).size).toBe(ids.length);
    expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it.each(
    CERTIFICATIONS.flatMap((rule) =>
      [rule.name, rule.id, ...(rule.also ?? [])].map((name) => [name, rule.id]),
    ),
  )('finds %s as %s', (name, id) => {
    expect(certificationOf(name)?.id).toBe(id);
  });

  it.each([
    ['Microsoft Certified: Azure Administrator Associate', 'AZ-104'],
    ['Microsoft 365 Certified: Administrator Expert', 'MS-102'],
    ['Microsoft 365 Certified: Enterprise Administrator Expert', 'MS-102'],
    ['Exam AZ-104: Microsoft Azure Administrator', 'AZ-104'],
    ['az104', 'AZ-104'],
    ['Microsoft Certified: Dynamics 365: Finance and Operations Apps Developer Associate', 'MB-500'],
    ['Microsoft 365 Fundamentals', 'MS-900'],
    ['Certified Scrum Master', undefined],
    ['', undefined],
  ])('reads %s', (text, id) => {
    expect(certificationOf(text)?.id).toBe(id);
  });

  it('lists something for every metric of certifications that an area scores, and nothing for others', () => {
    for (const area of AREAS) {
      for (const metric of ['intermediate-certifications', 'advanced-certifications'] as const) {
        const isScored = TRACKS.some((track) => AREA_RULES[area][track].some((one) => one.metric === metric));
        expect([area, metric, listedCertifications(area, metric, '2023-10-31').length > 0]).toEqual([
          area,
          metric,
          isScored,
        ]);
      }
    }
  });
});

describe('people who count', () => {
  const administrators = [row('ann', 'AZ-104'), row('ben', 'AZ-104')];

  it('count once a metric, whatever they hold of it', () => {
    const rows = [row('dana', 'MS-700'), row('dana', 'MD-102'), row('dana', 'MS-102')];

    expect(standing('modern-work', rows)).toEqual({
      intermediate: { isOpen: true, counting: ['dana'], others: [] },
      advanced: { isOpen: true, counting: ['dana'], others: [] },
    });
  });

  it('count only once two hold what is needed first, the same people or others', () => {
    const holder = row('cleo', 'AZ-700');

    expect(standing('infrastructure', [...administrators.slice(0, 1), holder]).intermediate).toMatchObject({
      isOpen: false,
    });
    expect(standing('infrastructure', [...administrators, holder]).intermediate).toMatchObject({
      isOpen: true,
      counting: ['cleo'],
    });
    const same = [...administrators, row('ann', 'AZ-700'), row('ben', 'AZ-700')];
    expect(standing('infrastructure', same).intermediate).toMatchObject({ counting: ['ann', 'ben'] });
  });

  it('in Data & AI need both administrators and architects', () => {
    const rows = [...administrators, row('dora', 'DP-100')];
    const architects = [row('eve', 'AZ-305'), row('fay', 'AZ-305')];

    expect(standing('data-ai', rows).intermediate?.isOpen).toBe(false);
    expect(standing('data-ai', [...rows, ...architects]).intermediate).toMatchObject({
      isOpen: true,
      counting: ['dora'],
    });
  });

  it('in Security need two with AZ-500 and two with SC-200', () => {
    const first = ['ann', 'ben'].flatMap((name) => [row(name, 'AZ-500'), row(name, 'SC-200')]);

    expect(standing('security', [...first, row('cleo', 'SC-100')]).intermediate).toEqual({
      isOpen: true,
      counting: ['cleo'],
      others: [],
    });
    expect(standing('security', [...first.slice(1), row('cleo', 'SC-100')]).intermediate?.isOpen).toBe(false);
    // Retired since 2024, so it stands for SC-200 no longer.
    const retired = [row('ann', 'AZ-500'), row('ben', 'AZ-500'), row('ann', 'MS-500'), row('ben', 'MS-500')];
    expect(standing('security', retired).intermediate?.isOpen).toBe(false);
    expect(standing('security', retired, '2024-06-30').intermediate?.isOpen).toBe(true);
  });

  it.each([
    ['whose profile is not linked', { learnLinked: false }, 'not-linked'],
    ['whose certificate ended yesterday', { expires: '2026-11-22' }, 'expired'],
  ])('are not those %s', (_case, more, why) => {
    expect(standing('modern-work', [row('dana', 'MS-700', more)]).intermediate).toMatchObject({
      counting: [],
      others: [`dana ${why}`],
    });
  });

  it('count on the last day of a certificate, and no more of a list that it left', () => {
    expect(
      standing('modern-work', [row('dana', 'MS-700', { expires: today })]).intermediate?.counting,
    ).toEqual(['dana']);
    expect(standing('business-applications', [row('dana', 'PL-100')]).intermediate?.others).toEqual([
      'dana not-listed-any-more',
    ]);
    expect(
      standing('business-applications', [row('dana', 'PL-100')], '2023-11-30').intermediate?.counting,
    ).toEqual(['dana']);
  });

  it('are listed with what nobody knows, which counts nowhere', () => {
    const [person] = peopleOf([row('dana', 'A certificate of somebody'), row('dana', '')]);

    expect(person?.certificates).toMatchObject([{ written: 'A certificate of somebody', rule: null }]);
    for (const area of AREAS) {
      expect(
        skillingOf(area, 'smb', peopleOf([row('dana', 'Whatever')]), today).flatMap(
          ({ counting }) => counting,
        ),
      ).toEqual([]);
    }
  });

  it('one more certificate never lowers how many count', () => {
    const held = fc.record({
      name: fc.constantFrom('ann', 'ben', 'cleo'),
      rule: fc.constantFrom(...CERTIFICATIONS),
    });
    fc.assert(
      fc.property(
        fc.array(held, { maxLength: 12 }),
        held,
        fc.constantFrom(...AREAS),
        (before, more, area) => {
          const countOf = (all: readonly (typeof more)[]) =>
            skillingOf(
              area,
              'enterprise',
              peopleOf(all.map(({ name, rule }) => row(name, rule.id))),
              today,
            ).map(({ isOpen, counting }) => (isOpen ? counting.length : 0));
          const after = countOf([...before, more]);
          countOf(before).forEach((count, at) => expect(after[at]).toBeGreaterThanOrEqual(count));
        },
      ),
      { numRuns: 300 },
    );
  });
});
