import { dporChangedCard } from '../../src/cards/associations/dpor-changed.ts';
import { dporHistoryCard } from '../../src/cards/associations/history.ts';
import { associationsListCard } from '../../src/cards/associations/list.ts';
import { renewalCard } from '../../src/cards/associations/renewal.ts';
import { customerCard } from '../../src/cards/associations/show.ts';
import type { AdaptiveCard } from '../../src/cards/kit/template.ts';
import type { CustomerAssociations, Tie, UsageRow } from '../../src/domain/associations/association.ts';
import type { DporNews, Here } from '../../src/domain/associations/dpor-news.ts';
import type { DporRequest } from '../../src/domain/associations/dpor-request.ts';
import type { Ending } from '../../src/domain/associations/former.ts';
import { CustomerId, PartnerId, SubscriptionId } from '../../src/domain/shared/ids.ts';
import {
  alpha,
  azureSubscription,
  beta,
  dporChange,
  dporReport,
  fourthCoffee,
  gamma,
  subscription,
} from './associations.ts';
import { contoso, readerAt } from './intake-cards.ts';
import { inDays, noon } from './referrals.ts';
import { aad } from './seed.ts';

export const here = (partnerId = alpha, name = 'Contoso Corporation (US)', hasRights = true): Here => ({
  location: contoso({ partnerId, name }),
  hasRights,
});

/** `alpha` lost Fourth Coffee's Azure to `beta`, for somebody at `alpha`. */
export function news(overrides: Partial<DporNews> = {}): DporNews {
  return {
    customerName: 'Fourth Coffee',
    subscription: subscription({ dporPartnerId: beta, dporChangedAt: noon, ends: '2027-12-31' }),
    change: dporChange({ changedBy: 'Ada Lund, IT administrator' }),
    gained: beta,
    lostAt: [here()],
    gainedAt: undefined,
    names: new Map([[alpha, 'Contoso Corporation (US)']]),
    ...overrides,
  };
}

const FRENCH = 'Contoso Corporation (FR)';

export function tie(overrides: Partial<Tie> = {}): Tie {
  return {
    association: 'dpor',
    target: azureSubscription,
    product: 'azure',
    workloads: [],
    since: inDays(-40),
    ends: '2027-12-31',
    status: 'active',
    ...overrides,
  };
}

export function usage(overrides: Partial<UsageRow> = {}): UsageRow {
  return {
    target: azureSubscription,
    date: '2026-11-01',
    partnerId: alpha,
    association: 'dpor',
    activeUsers: '',
    seats: '',
    acr: '24125.75',
    ...overrides,
  };
}

function asked(overrides: Partial<DporRequest> = {}): DporRequest {
  return {
    subscriptionId: azureSubscription,
    customerId: fourthCoffee,
    partnerId: alpha,
    product: 'azure',
    askedAt: noon,
    askedBy: aad(1),
    askedByName: 'Dana Okafor',
    answeredAt: null,
    ...overrides,
  };
}

function associations(n: number, name: string, ...ties: readonly Tie[]): CustomerAssociations {
  const customerId = CustomerId.parse(`cccccccc-0000-4000-8000-${String(n).padStart(12, '0')}`);
  return { partnerId: alpha, customerId, customerName: name, rank: name.toLowerCase(), ties: [...ties] };
}

const cpor = tie({ association: 'cpor', target: 'teams', product: '', ends: null, status: null });
const pal = tie({
  association: 'pal',
  target: 'service-principal',
  ends: null,
  status: null,
  since: inDays(-200),
});
/** CPOR on a subscription of legacy CSP. */
const legacy = tie({ association: 'cpor', product: 'dynamics-365', activity: 'revrec', isCsp: true });
const csp = tie({ association: 'csp', product: 'office-365', status: 'in-grace', since: null });

function ending(overrides: Partial<Ending> = {}): Ending {
  return {
    association: 'dpor',
    target: azureSubscription,
    product: 'azure',
    ended: inDays(-3),
    isFound: false,
    why: 'moved',
    ...overrides,
  };
}

const former = {
  partnerId: alpha,
  customerId: fourthCoffee,
  customerName: 'Fourth Coffee',
  rank: 'fourth coffee',
  isTied: false,
  delegations: [],
  endings: [ending()],
};

/** Every face of these cards. */
export function associationCards(reader = readerAt(noon)): Readonly<Record<string, AdaptiveCard>> {
  const gained = news({
    lostAt: [],
    gainedAt: here(beta, 'Fabrikam Inc. (US)'),
    names: new Map([[beta, 'Fabrikam Inc. (US)']]),
  });
  const removed = news({
    gained: null,
    subscription: subscription({ dporPartnerId: null, product: 'office-365' }),
    change: dporChange({ partnerId: null, changedBy: azureSubscription }),
  });
  const location = contoso({ partnerId: alpha });
  const listed = { at: [location], choices: [location], leftOut: 0, owners: new Map() };
  const view = {
    customerId: fourthCoffee,
    customerName: 'Fourth Coffee',
    usageCutShort: false,
  };
  return {
    lost: dporChangedCard(news(), reader),
    gained: dporChangedCard(gained, reader),
    moved: dporChangedCard(
      news({
        gainedAt: here(beta, FRENCH),
        names: new Map([
          [alpha, 'Contoso Corporation (US)'],
          [beta, FRENCH],
        ]),
      }),
      reader,
    ),
    removed: dporChangedCard(removed, reader),
    'found by an import': dporChangedCard({ ...removed, change: dporChange({ source: 'import' }) }, reader),
    'lost to CSP': dporChangedCard(
      { ...removed, subscription: subscription({ dporPartnerId: null, licensing: 'CSP' }) },
      reader,
    ),
    'changed again': dporChangedCard(
      news({ subscription: subscription({ dporPartnerId: gamma, dporChangedAt: inDays(1) }) }),
      reader,
    ),
    'without a role, of a product that brings no points': dporChangedCard(
      news({
        lostAt: [here(alpha, 'Contoso Corporation (US)', false)],
        subscription: subscription({ dporPartnerId: beta, product: 'Visio *Plan* 2' }),
      }),
      reader,
    ),
    renewal: renewalCard(
      {
        customerName: 'Fourth Coffee',
        subscription: subscription({ dporPartnerId: null, product: 'office-365', starts: '2026-11-20' }),
        at: here(),
      },
      reader,
    ),
    history: dporHistoryCard(
      {
        customerName: 'Fourth Coffee',
        subscription: subscription({ dporPartnerId: beta, ends: '2027-12-31' }),
        location,
        hasOlder: true,
        reports: [dporReport()],
        names: new Map([[alpha, 'Contoso Corporation (US)']]),
        changes: [
          dporChange({ changedAt: inDays(-1), source: 'import' }),
          dporChange({
            changedAt: inDays(-30),
            previousPartnerId: null,
            partnerId: alpha,
            changedBy: 'Ada Lund',
          }),
          dporChange({ changedAt: inDays(-31), previousPartnerId: gamma, partnerId: null, source: 'mail' }),
          dporChange({
            changedAt: inDays(-400),
            previousPartnerId: null,
            partnerId: gamma,
            changedBy: 'Hidden',
          }),
        ],
      },
      reader,
    ),
    'history without changes': dporHistoryCard(
      {
        customerName: '',
        subscription: subscription(),
        location,
        hasOlder: false,
        reports: [],
        names: new Map([[alpha, 'Contoso Corporation (US)']]),
        changes: [],
      },
      reader,
    ),
    list: associationsListCard(
      {
        ...listed,
        entries: [
          associations(1, 'Adventure Works', tie({ product: 'office-365' }), tie({ product: 'ems' }), cpor),
          associations(2, 'Fourth Coffee', tie(), cpor, pal, csp),
          associations(3, '', csp),
        ],
        after: 'next',
        cutShort: false,
        former: {
          entries: [
            {
              former: {
                ...former,
                customerName: '',
                endings: [ending(), ending({ association: 'pal', target: 'user' })],
              },
              location,
            },
            { former, location },
          ],
          more: 4,
        },
      },
      '',
      true,
      reader,
    ),
    'list that is empty': associationsListCard(
      { ...listed, entries: [], after: undefined, cutShort: false, former: { entries: [], more: 0 } },
      '',
      true,
      reader,
    ),
    'list that is filtered': associationsListCard(
      { ...listed, entries: [], after: 'on', cutShort: true, former: { entries: [], more: 0 } },
      'coffee',
      false,
      reader,
    ),
    customer: customerCard(
      {
        ...view,
        at: [
          {
            location,
            mayClaim: true,
            requests: [
              asked({
                subscriptionId: azureSubscription,
                answeredAt: noon,
                sent: { on: '2026-11-23', by: aad(1), byName: 'Dana Okafor', at: noon },
              }),
              asked({ subscriptionId: SubscriptionId.parse('5b000000-0000-4000-8000-000000000077') }),
            ],
            reports: [dporReport(), dporReport({ what: 'removed', service: '', toldByName: 'Lee *Ng*' })],
            delegations: [{ kind: 'gdap', since: '2026-01-10', expires: '2026-12-10' }],
            endings: [ending({ association: 'csp', product: 'intune', isFound: true, why: 'gone' })],
            ties: [
              { tie: tie(), usage: [usage()] },
              {
                tie: tie({ product: 'office-365', target: '5b000000-0000-4000-8000-000000000009' }),
                usage: [
                  usage({ target: 'exchange', activeUsers: '3650', seats: '4200', acr: '' }),
                  usage({ target: 'teams', activeUsers: '1010', seats: '', acr: '' }),
                ],
              },
              { tie: cpor, usage: [] },
              { tie: pal, usage: [] },
              { tie: csp, usage: [] },
            ],
          },
        ],
      },
      0,
      reader,
    ),
    'customer of two locations': customerCard(
      {
        ...view,
        at: [
          {
            location: contoso({ name: FRENCH, partnerId: PartnerId.parse('1004') }),
            mayClaim: false,
            requests: [],
            reports: [],
            delegations: [],
            endings: [],
            ties: [{ tie: cpor, usage: [] }],
          },
          {
            location,
            mayClaim: false,
            requests: [],
            reports: [],
            delegations: [],
            endings: [],
            ties: [{ tie: tie(), usage: [usage()] }],
          },
        ],
      },
      0,
      reader,
    ),
    'customer of many associations': customerCard(
      {
        ...view,
        usageCutShort: true,
        at: [
          {
            location,
            mayClaim: false,
            requests: [],
            reports: [],
            delegations: [],
            endings: [],
            ties: Array.from({ length: 9 }, () => ({ tie: cpor, usage: [] })),
          },
        ],
      },
      0,
      reader,
    ),
    'customer whose form came back': customerCard(
      {
        ...view,
        at: [
          {
            location,
            mayClaim: false,
            requests: [],
            reports: [],
            delegations: [],
            endings: [],
            ties: [{ tie: tie(), usage: [usage()] }],
          },
        ],
      },
      0,
      reader,
      { otherId: 'not a GUID' },
    ),
    'customer by CSP alone': customerCard(
      {
        ...view,
        at: [
          {
            location,
            mayClaim: false,
            requests: [],
            reports: [],
            delegations: [],
            endings: [],
            ties: [
              { tie: csp, usage: [] },
              { tie: legacy, usage: [] },
            ],
          },
        ],
      },
      0,
      reader,
      { otherId: 'typed' },
    ),
    'customer by CSP at one of two': customerCard(
      {
        ...view,
        at: [
          {
            location,
            mayClaim: false,
            requests: [],
            reports: [],
            delegations: [],
            endings: [],
            ties: [{ tie: csp, usage: [] }],
          },
          {
            location: contoso({ name: FRENCH, partnerId: PartnerId.parse('1004') }),
            mayClaim: false,
            requests: [],
            reports: [],
            delegations: [],
            endings: [],
            ties: [{ tie: tie(), usage: [] }],
          },
        ],
      },
      0,
      reader,
    ),
    'history of one through CSP': dporHistoryCard(
      {
        customerName: 'Fourth Coffee',
        subscription: subscription({ dporPartnerId: null, cspPartnerId: gamma }),
        location,
        hasOlder: false,
        reports: [],
        names: new Map(),
        changes: [dporChange({ partnerId: null })],
      },
      reader,
    ),
    'list of former customers alone': associationsListCard(
      {
        ...listed,
        entries: [],
        after: undefined,
        cutShort: false,
        former: { entries: [{ former, location }], more: 0 },
      },
      'coffee',
      true,
      reader,
    ),
    'customer by a referral': customerCard(
      {
        ...view,
        at: [
          { location, mayClaim: false, requests: [], reports: [], endings: [], delegations: [], ties: [] },
        ],
      },
      0,
      reader,
    ),
  };
}
