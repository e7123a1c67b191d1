import { palCard } from '../../src/cards/associations/pal.ts';
import { whichCustomerCard } from '../../src/cards/associations/which-customer.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import { portfolioCard } from '../../src/cards/portfolio/portfolio.ts';
import { PAL_CREDENTIALS } from '../../src/domain/associations/pal.ts';
import { cporCard } from '../../src/cards/associations/cpor.ts';
import { certificatesCard } from '../../src/cards/certifications/certificates.ts';
import type { Reader } from '../../src/cards/kit/format.ts';
import { cspCard, type CspView } from '../../src/cards/portfolio/csp.ts';
import { delegationsCard } from '../../src/cards/portfolio/delegations.ts';
import { certificatesEndCard, delegationEndsCard } from '../../src/cards/portfolio/expiry.ts';
import { allLeftCard, leftCard, type LeftOnTable } from '../../src/cards/portfolio/left.ts';
import { peopleOf, skillingOf } from '../../src/domain/certifications/people.ts';
import { GAP_KINDS, isLeftOnTable } from '../../src/domain/portfolio/gaps.ts';
import { AREAS, type Area } from '../../src/domain/shared/catalogue.ts';
import { CustomerId, GlobalId, PartnerId } from '../../src/domain/shared/ids.ts';
import { tie } from './association-cards.ts';
import { noon } from './referrals.ts';

const location = { partnerId: PartnerId.parse('1001'), name: 'Contoso (US)' };
const globalId = GlobalId.parse('4400000');
const customerId = CustomerId.parse('cccccccc-0000-4000-8000-000000000001');
const gap = {
  subject: 'teams',
  product: 'azure',
  since: '2026-09-01',
  ends: '2026-12-01',
  seats: 5,
  points: 2,
  dollars: 1_200,
  linkedAs: '1002',
};
const figures = { date: '2026-10-01', activeUsers: 10, seats: 20, acr: null };

const choices = ['Tailspin Toys', 'Fourth Coffee'].map((customerName, at) => ({
  partnerId: location.partnerId,
  customerId,
  customerName,
  locationName: at === 0 ? '' : location.name,
}));

/** A portfolio and how to link PAL, with one of everything that each can show. */
export function planningCards(reader: Reader): { readonly [face: string]: AdaptiveCard } {
  const view = {
    location,
    customerId,
    customerName: 'Tailspin Toys',
    isOffered: true,
    links: [{ credential: 'user', credentialId: 'kim@contoso.test', linkedAt: '2026-01-01T00:00:00Z' }],
  };
  return {
    portfolio: portfolioCard(
      {
        location,
        entries: [
          {
            customer: {
              partnerId: location.partnerId,
              customerId,
              customerName: 'Tail*spin',
              rank: '',
              ties: [],
            },
            trends: [
              {
                target: 'teams',
                association: 'cpor',
                latest: figures,
                before: { ...figures, date: '2026-09-01', activeUsers: 8 },
              },
            ],
            gaps: GAP_KINDS.map((kind) => ({ kind, ...gap })),
          },
        ],
        certificates: [{ name: 'Kim', certification: 'AZ-104', expires: '2026-12-01' }],
        isFirst: false,
        next: 'x',
      },
      reader,
    ),
    ...leftCards(reader),
    'which customer to link at': whichCustomerCard('pal', choices, reader),
    'whose delegations': whichCustomerCard('delegations', choices.slice(0, 1), reader),
    ...Object.fromEntries(
      PAL_CREDENTIALS.flatMap((credential) => [
        [`PAL of a ${credential}`, palCard(view, credential, reader)],
        [`PAL of a ${credential}, wrong`, palCard(view, credential, reader, { wrong: 'a b' })],
      ]),
    ),
  };
}

/** What is left on the table, what ends, CSP, delegations, CPOR explained and certifications, in all their faces. */
function leftCards(reader: Reader): { readonly [face: string]: AdaptiveCard } {
  const customer = {
    partnerId: location.partnerId,
    customerId,
    customerName: 'Tailspin Toys',
    rank: '',
    ties: [],
  };
  const here = { ...location, globalId };
  const left: LeftOnTable = {
    location: here,
    mayClaim: true,
    entries: [
      {
        customer,
        gaps: GAP_KINDS.filter((kind) => isLeftOnTable({ kind })).map((kind) => ({ kind, ...gap })),
      },
    ],
    certificates: [{ name: 'Kim', certification: 'AZ-104', expires: '2026-12-01' }],
    isFirst: true,
    next: 'x',
  };
  const none: LeftOnTable = { ...left, entries: [], certificates: [], next: undefined };
  const account = { globalId, name: 'Contoso Corporation' };
  const people = peopleOf([
    {
      email: 'dana@contoso.test',
      name: 'Dana Okafor',
      learnLinked: true,
      certification: 'AZ-104',
      level: 'intermediate',
      expires: '2027-05-01',
    },
    {
      email: 'dana@contoso.test',
      name: 'Dana Okafor',
      learnLinked: true,
      certification: 'Microsoft Certified: Azure Network Engineer Associate',
      level: 'intermediate',
      expires: '',
    },
    {
      email: 'lee@contoso.test',
      name: 'Lee Chen',
      learnLinked: false,
      certification: 'AZ-700',
      level: 'intermediate',
      expires: '2026-01-01',
    },
    {
      email: 'kim@contoso.test',
      name: 'Kim',
      learnLinked: true,
      certification: 'AZ-700',
      level: 'intermediate',
      expires: '2026-01-01',
    },
    {
      email: 'sam@contoso.test',
      name: 'Sam',
      learnLinked: true,
      certification: 'AZ-600',
      level: 'intermediate',
      expires: '',
    },
    {
      email: 'ann@contoso.test',
      name: 'Ann',
      learnLinked: true,
      certification: 'A certificate of somebody',
      level: 'advanced',
      expires: '',
    },
    { email: 'new@contoso.test', name: 'New', learnLinked: false, certification: '', level: '', expires: '' },
  ]);
  const inArea = (area: Area) =>
    ({ area, track: 'enterprise', metrics: skillingOf(area, 'enterprise', people, '2026-11-23') }) as const;
  const csp = tie({ association: 'csp', product: 'office-365', target: 's1', isCsp: true });
  const cspView: CspView = {
    location,
    mayTick: true,
    enrolment: { ticks: [{ step: 'sign-in', at: noon, byName: 'Dana Okafor' }] },
    sold: [
      { customerName: 'Tailspin Toys', tie: csp },
      { customerName: 'Tailspin Toys', tie: { ...csp, product: 'Other product' } },
    ],
  };
  const atCustomer = {
    location,
    mayClaim: true,
    customerId,
    customerName: 'Tailspin Toys',
    language: reader.locale,
  };
  return {
    'left on the table': leftCard(left, reader),
    'left on the table, to somebody who may not claim': leftCard(
      { ...left, mayClaim: false, isFirst: false },
      reader,
    ),
    'nothing left on the table': leftCard(none, reader),
    'nothing on this page': leftCard({ ...none, next: 'x' }, reader),
    'left on the table this month': allLeftCard([left], reader, 'month'),
    'left on the table at several locations': allLeftCard(
      [left, { ...left, next: undefined }, none],
      reader,
      'month',
    ),
    certifications: certificatesCard({ account, people, inArea: undefined }, reader),
    'no certifications': certificatesCard({ account, people: [], inArea: undefined }, reader),
    ...Object.fromEntries(
      AREAS.map((area) => [
        `certifications in ${area}`,
        certificatesCard({ account, people, inArea: inArea(area) }, reader),
      ]),
    ),
    CSP: cspCard(cspView, reader),
    'CSP to a member, nothing sold': cspCard({ ...cspView, mayTick: false, sold: [] }, reader),
    delegations: delegationsCard(
      {
        ...atCustomer,
        delegations: [
          { kind: 'gdap', since: '2026-01-10', expires: '2026-12-10' },
          { kind: 'transacting', since: null, expires: null },
        ],
      },
      reader,
    ),
    'no delegations': delegationsCard({ ...atCustomer, customerName: '', delegations: [] }, reader),
    'CPOR explained': cporCard(atCustomer, 'Dana Okafor', reader),
    'CPOR explained, to a member': cporCard(
      { ...atCustomer, mayClaim: false, language: '' },
      'Dana Okafor',
      reader,
    ),
    'a delegation that ends': delegationEndsCard(
      { ...atCustomer, partnerId: location.partnerId, delegation: 'gdap', expires: '2026-12-23' },
      reader,
    ),
    'certificates that end': certificatesEndCard(
      {
        account,
        expires: '2026-12-23',
        ending: Array.from({ length: 7 }, () => ({ name: 'Kim', certification: 'AZ-104' })),
      },
      reader,
    ),
  };
}
