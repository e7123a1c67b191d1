import type { Area, Metric } from '../shared/catalogue.ts';
import type { Day } from '../shared/time.ts';
import type { Prerequisite } from '../scores/areas.ts';

export type SkillingMetric = Extract<Metric, 'intermediate-certifications' | 'advanced-certifications'>;

/** What the programme counts a certification for. */
export interface CertificationRule {
  /** Short and stable, mostly the number of the exam that gives it. */
  readonly id: string;
  /** As Microsoft Learn writes it, without "Microsoft Certified:" and the like. */
  readonly name: string;
  /** What else it is or was called. */
  readonly also?: readonly string[];
  /** Metrics that a person with it counts for; none for those that are only needed first. */
  readonly counts: readonly (readonly [Area, SkillingMetric])[];
  /**
   * Who earns it must have earned one of these: whoever holds it has, so it is said to those who plan. Source: Microsoft
   * Learn, pages of the credentials, 2023.
   */
  readonly needs?: readonly string[];
  /** The last day on which it counts; absent: none was announced. */
  readonly until?: Day;
}

const counts = (metric: SkillingMetric, ...areas: readonly Area[]) =>
  areas.map((area) => [area, metric] as const);
const intermediate = (...areas: readonly Area[]) => counts('intermediate-certifications', ...areas);
const advanced = (...areas: readonly Area[]) => counts('advanced-certifications', ...areas);

/** In place of a page's name: what is listed there is of that year. A new fiscal year replaces the lists below. */
export const CERTIFICATIONS_OF = { source: 'Microsoft Learn, solutions-partner-*', year: 2023 } as const;

/**
 * Which certifications count where. Of the Security list the one in force from December 2023; "technical assessments" of
 * Partner University are no certifications, and are left out.
 *
 * Source: Microsoft Learn, `solutions-partner-modern-work`, `-business`, `-security` and `-azure`, tables "Eligible
 * certifications", 2023-10.
 */
export const CERTIFICATIONS: readonly CertificationRule[] = [
  { id: 'MS-900', name: 'Microsoft 365 Fundamentals', counts: intermediate('modern-work') },
  { id: 'MS-600', name: 'Teams Application Developer Associate', counts: intermediate('modern-work') },
  { id: 'MS-700', name: 'Teams Administrator Associate', counts: intermediate('modern-work') },
  { id: 'MS-203', name: 'Messaging Administrator Associate', counts: intermediate('modern-work') },
  {
    id: 'MS-721',
    name: 'Collaboration Communications Systems Engineer Associate',
    counts: intermediate('modern-work'),
  },
  {
    id: 'MD-102',
    name: 'Endpoint Administrator Associate',
    also: ['Modern Desktop Administrator Associate'],
    counts: intermediate('modern-work'),
  },
  {
    id: 'SC-300',
    name: 'Identity and Access Administrator Associate',
    also: ['Identity and Access Administrator'],
    counts: intermediate('modern-work', 'security'),
  },
  {
    id: 'MS-102',
    name: 'Administrator Expert',
    also: ['Enterprise Administrator Expert', 'MS-100', 'MS-101'],
    counts: advanced('modern-work'),
    needs: ['MS-700', 'MS-203', 'MD-102', 'SC-300', 'SC-400', 'MS-500'],
  },
  { id: 'AZ-500', name: 'Azure Security Engineer Associate', counts: [] },
  {
    id: 'SC-200',
    name: 'Security Operations Analyst Associate',
    also: ['Security Operations Analyst'],
    counts: [],
  },
  { id: 'MS-500', name: 'Security Administrator Associate', counts: [], until: '2024-06-30' },
  {
    id: 'SC-100',
    name: 'Cybersecurity Architect Expert',
    counts: intermediate('security'),
    needs: ['AZ-500', 'SC-200', 'SC-300'],
  },
  {
    id: 'SC-400',
    name: 'Information Protection and Compliance Administrator Associate',
    also: ['Information Protection Administrator Associate'],
    counts: intermediate('security'),
  },
  { id: 'AZ-104', name: 'Azure Administrator Associate', counts: [] },
  { id: 'AZ-305', name: 'Azure Solutions Architect Expert', counts: [], needs: ['AZ-104'] },
  { id: 'AZ-700', name: 'Azure Network Engineer Associate', counts: intermediate('infrastructure') },
  {
    id: 'AZ-600',
    name: 'Azure Stack Hub Operator Associate',
    counts: intermediate('infrastructure'),
    until: '2024-07-31',
  },
  {
    id: 'AZ-800',
    name: 'Windows Server Hybrid Administrator Associate',
    counts: intermediate('infrastructure'),
  },
  { id: 'AZ-140', name: 'Azure Virtual Desktop Specialty', counts: advanced('infrastructure') },
  { id: 'AZ-120', name: 'Azure for SAP Workloads Specialty', counts: advanced('infrastructure') },
  { id: 'AZ-204', name: 'Azure Developer Associate', counts: intermediate('digital-app-innovation') },
  {
    id: 'PL-400',
    name: 'Power Platform Developer Associate',
    counts: intermediate('digital-app-innovation', 'business-applications'),
  },
  {
    id: 'AZ-220',
    name: 'Azure IoT Developer Specialty',
    counts: advanced('digital-app-innovation'),
    until: '2024-07-31',
  },
  {
    id: 'AZ-400',
    name: 'DevOps Engineer Expert',
    also: ['Azure DevOps Engineer Expert'],
    counts: advanced('digital-app-innovation'),
    needs: ['AZ-104', 'AZ-204'],
  },
  {
    id: 'PL-600',
    name: 'Power Platform Solution Architect Expert',
    counts: advanced('digital-app-innovation', 'business-applications'),
    needs: ['PL-200', 'PL-400'],
  },
  { id: 'DP-300', name: 'Azure Database Administrator Associate', counts: intermediate('data-ai') },
  { id: 'AI-102', name: 'Azure AI Engineer Associate', counts: intermediate('data-ai') },
  { id: 'DP-100', name: 'Azure Data Scientist Associate', counts: intermediate('data-ai') },
  { id: 'DP-203', name: 'Azure Data Engineer Associate', counts: intermediate('data-ai') },
  {
    id: 'PL-300',
    name: 'Data Analyst Associate',
    also: ['Power BI Data Analyst Associate'],
    counts: intermediate('data-ai', 'business-applications'),
  },
  {
    id: 'MB-260',
    name: 'Customer Data Platform Specialty',
    counts: intermediate('data-ai', 'business-applications'),
  },
  { id: 'DP-420', name: 'Azure Cosmos DB Developer Specialty', counts: intermediate('data-ai') },
  ...[
    ['MB-310', 'Dynamics 365 Finance Functional Consultant Associate'],
    ['MB-340', 'Dynamics 365 Commerce Functional Consultant Associate'],
    ['MB-500', 'Dynamics 365 Finance and Operations Apps Developer Associate'],
    ['MB-330', 'Dynamics 365 Supply Chain Management Functional Consultant Associate'],
    ['MB-320', 'Dynamics 365 Supply Chain Management Manufacturing Functional Consultant Associate'],
    ['MB-210', 'Dynamics 365 Sales Functional Consultant Associate'],
    ['MB-240', 'Dynamics 365 Field Service Functional Consultant Associate'],
    ['MB-800', 'Dynamics 365 Business Central Functional Consultant Associate'],
    ['MB-220', 'Dynamics 365 Marketing Functional Consultant Associate'],
    ['PL-200', 'Power Platform Functional Consultant Associate'],
    ['DP-500', 'Azure Enterprise Data Analyst Associate'],
    ['PL-500', 'Power Automate RPA Developer Associate'],
  ].map(([id = '', name = '']) => ({ id, name, counts: intermediate('business-applications') })),
  {
    id: 'MB-230',
    name: 'Dynamics 365 Customer Service Functional Consultant Associate',
    counts: intermediate('business-applications'),
    until: '2024-06-30',
  },
  {
    id: 'PL-100',
    name: 'Power Platform App Maker Associate',
    counts: intermediate('business-applications'),
    until: '2023-11-30',
  },
  {
    id: 'MB-335',
    name: 'Dynamics 365 Supply Chain Management Functional Consultant Expert',
    counts: advanced('business-applications'),
    needs: ['MB-330'],
  },
  {
    id: 'MB-700',
    name: 'Dynamics 365 Finance and Operations Apps Solution Architect Expert',
    counts: advanced('business-applications'),
    needs: ['MB-310', 'MB-330', 'MB-500'],
  },
];

/** Each of them must be held by two people before anybody counts; within one, any of its certifications will do. */
export const NEEDED_FIRST: { readonly [prerequisite in Prerequisite]: readonly (readonly string[])[] } = {
  'az-500': [['AZ-500'], ['SC-200', 'MS-500']],
  'azure-administrator': [['AZ-104']],
  'azure-architect': [['AZ-305']],
  'azure-administrator-and-architect': [['AZ-104'], ['AZ-305']],
};

/** What stands before the name of a certification, and means nothing for telling it from others. */
const BEFORE = /^(microsoft|office)( 365)?( certified)? *[:-]? */;

/**
 * The certification that a text names, as Learn, a transcript or a person writes it: "Microsoft Certified: Azure
 * Administrator Associate", "AZ-104", "Exam AZ-104: Microsoft Azure Administrator".
 *
 * @returns undefined for one that the catalogue does not know: it is listed and counts nowhere
 */
export function certificationOf(text: string): CertificationRule | undefined {
  const exam = /\b([a-z]{2})-?(\d{3})\b/i.exec(text);
  const number = exam === null ? undefined : `${exam[1] ?? ''}-${exam[2] ?? ''}`.toUpperCase();
  return (
    BY_NAME.get(comparable(text)) ?? (number === undefined ? undefined : BY_NAME.get(comparable(number)))
  );
}

const BY_NAME = new Map(
  CERTIFICATIONS.flatMap((rule) =>
    [rule.id, rule.name, ...(rule.also ?? [])].map((name) => [comparable(name), rule] as const),
  ),
);

/** Without case, punctuation and what stands before every name. */
function comparable(name: string): string {
  const words = name.trim().toLowerCase();
  // "Microsoft 365 Fundamentals" is the name itself.
  const own = words.startsWith('microsoft 365 fundamentals') ? words : words.replace(BEFORE, '');
  return own.replaceAll(/[^a-z0-9]+/g, ' ').trim();
}
