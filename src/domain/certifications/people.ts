import type { Area, Track } from '../shared/catalogue.ts';
import { AREA_RULES } from '../scores/areas.ts';
import type { Day } from '../shared/time.ts';
import {
  CERTIFICATIONS,
  certificationOf,
  NEEDED_FIRST,
  type CertificationRule,
  type SkillingMetric,
} from './catalogue.ts';

/** A row of `people.csv`: a person without a certification has one row with `certification` empty. */
export interface PeopleRow {
  readonly email: string;
  readonly name: string;
  readonly learnLinked: boolean;
  readonly certification: string;
  readonly level: string;
  /** `''`: it does not end. */
  readonly expires: string;
}

export interface Certificate {
  /** As it was written. */
  readonly written: string;
  /** `null`: the catalogue does not know it. */
  readonly rule: CertificationRule | null;
  readonly level: string;
  readonly expires: Day | null;
}

export interface CertifiedPerson {
  readonly email: string;
  readonly name: string;
  /** Whether the Learn profile is linked to the organisation; without it nothing of theirs counts. */
  readonly learnLinked: boolean;
  readonly certificates: readonly Certificate[];
}

/** The people of an account with all that each holds, by name; rows of one address are one person. */
export function peopleOf(rows: readonly PeopleRow[]): readonly CertifiedPerson[] {
  const byAddress = Map.groupBy(rows, ({ email }) => email.toLowerCase());
  return [...byAddress]
    .map(([email, own]): CertifiedPerson => ({
      email,
      name: own.find(({ name }) => name !== '')?.name ?? email,
      learnLinked: own.some(({ learnLinked }) => learnLinked),
      certificates: own
        .filter(({ certification }) => certification !== '')
        .map(({ certification, level, expires }) => ({
          written: certification,
          rule: certificationOf(certification) ?? null,
          level,
          expires: expires === '' ? null : expires,
        })),
    }))
    .sort((one, two) => one.name.localeCompare(two.name) || one.email.localeCompare(two.email));
}

/** Why a certificate of a metric does not make its holder count, the first reason only. */
export type NotCounting = 'not-linked' | 'expired' | 'not-listed-any-more';

/** Who counts for the certifications of an area, as far as `people.csv` tells; the programme's figures decide. */
export interface SkillingStanding {
  readonly metric: SkillingMetric;
  /** People that give all points. */
  readonly target: number;
  /** What two people each must hold before anybody counts. */
  readonly first: readonly {
    /** Any of these. */
    readonly anyOf: readonly CertificationRule[];
    readonly people: number;
    readonly needed: number;
  }[];
  /** Whether all of that is there. */
  readonly isOpen: boolean;
  readonly counting: readonly CertifiedPerson[];
  readonly others: readonly { readonly person: CertifiedPerson; readonly why: NotCounting }[];
}

/** So many people must hold each certification that is needed first. Source: Microsoft Learn, as in {@link NEEDED_FIRST}. */
const NEEDED_PEOPLE = 2;

/**
 * Who counts for the certifications of an area: each person once a metric, whatever they hold of it.
 *
 * @param today the last day of a certificate counts
 */
export function skillingOf(
  area: Area,
  track: Track,
  people: readonly CertifiedPerson[],
  today: Day,
): readonly SkillingStanding[] {
  return AREA_RULES[area][track].flatMap(({ metric, target, prerequisite }): SkillingStanding[] => {
    if (metric !== 'intermediate-certifications' && metric !== 'advanced-certifications') return [];
    const first = (prerequisite === undefined ? [] : NEEDED_FIRST[prerequisite]).map((ids) => ({
      anyOf: ids.flatMap((id) => certificationOf(id) ?? []),
      people: people.filter((person) => holdsAny(person, ids, today)).length,
      needed: NEEDED_PEOPLE,
    }));
    const judged = people.flatMap((person) => {
      const why = whyNot(person, area, metric, today);
      return why === undefined ? [] : [{ person, why }];
    });
    return [
      {
        metric,
        target: target.amount,
        first,
        isOpen: first.every((step) => step.people >= step.needed),
        counting: judged.filter(({ why }) => why === 'counts').map(({ person }) => person),
        others: judged.flatMap(({ person, why }) => (why === 'counts' ? [] : [{ person, why }])),
      },
    ];
  });
}

/** @returns undefined for somebody who holds nothing of that metric */
function whyNot(
  person: CertifiedPerson,
  area: Area,
  metric: SkillingMetric,
  today: Day,
): NotCounting | 'counts' | undefined {
  const own = person.certificates.filter(({ rule }) =>
    rule?.counts.some(([at, what]) => at === area && what === metric),
  );
  if (own.length === 0) return undefined;
  if (!person.learnLinked) return 'not-linked';
  const valid = own.filter((one) => isValid(one, today));
  if (valid.length === 0) return 'expired';
  return valid.some(({ rule }) => isListed(rule, today)) ? 'counts' : 'not-listed-any-more';
}

/** What counts for a metric of an area on a day, in the order of the catalogue. */
export function listedCertifications(
  area: Area,
  metric: SkillingMetric,
  today: Day,
): readonly CertificationRule[] {
  return CERTIFICATIONS.filter(
    (rule) => isListed(rule, today) && rule.counts.some(([at, what]) => at === area && what === metric),
  );
}

function holdsAny(
  { learnLinked, certificates }: CertifiedPerson,
  ids: readonly string[],
  today: Day,
): boolean {
  return (
    learnLinked &&
    certificates.some(
      (one) =>
        one.rule !== null && ids.includes(one.rule.id) && isValid(one, today) && isListed(one.rule, today),
    )
  );
}

function isValid({ expires }: Certificate, today: Day): boolean {
  return expires === null || expires >= today;
}

function isListed(rule: CertificationRule | null, today: Day): boolean {
  return rule?.until === undefined || rule.until >= today;
}
