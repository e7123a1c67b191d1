import { Area, AREAS, ASSOCIATIONS } from '../../../domain/shared/catalogue.ts';
import { CustomerId, PartnerId, type GlobalId } from '../../../domain/shared/ids.ts';
import { partitions } from '../../../usecases/partitions.ts';
import {
  amount,
  bool,
  day,
  email,
  instant,
  optional,
  required,
  text,
  whole,
  word,
  type Cells,
} from '../columns.ts';
import { tellingRequirements } from '../../../usecases/renewals/look-again.ts';
import { projecting } from '../../../usecases/imports/dpor.ts';
import { OF_DELEGATIONS } from '../foreign-columns.ts';
import { customerId, globalId, partnerId, tenantId } from '../ids.ts';
import { keptRows } from '../kept-rows.ts';
import type { ImportContext } from '../table.ts';
import { watching, type Watched } from '../../../usecases/portfolio/watch.ts';
import { watchedCertificate, watchedDelegation } from '../../../usecases/portfolio/watched-rows.ts';

// The cells passed their columns before a partition is asked for, so they are ids.
const atCustomer = (cells: Cells) => partitions.customer(cells['customerId'] as CustomerId);
const atPartner = (cells: Cells) => partitions.partner(cells['partnerId'] as PartnerId);
const atAccount = (cells: Cells) => partitions.account(cells['globalId'] as GlobalId);

const watched = async (of: Watched | undefined, context: ImportContext) =>
  of === undefined ? [] : watching(context, of);

const name = required.max(200, 'at most 200 characters');
/** Some sources give a day, some the instant. */
const since = instant;

export const delegations = keptRows({
  file: 'delegations.csv',
  columns: {
    partnerId,
    customerId,
    kind: word(['dap', 'gdap', 'transacting']),
    since: optional(since),
    expires: optional(since),
  },
  keys: ['partnerId', 'customerId', 'kind'],
  foreign: OF_DELEGATIONS,
  // Tools list the granular ones, and do not say so.
  defaults: { kind: 'gdap' },
  partition: atCustomer,
  beside: (cells, context) => watched(watchedDelegation(cells), context),
});

export const usage = keptRows({
  file: 'usage.csv',
  columns: {
    customerId,
    target: name,
    date: day,
    partnerId,
    association: optional(word(ASSOCIATIONS)),
    activeUsers: optional(whole),
    seats: optional(whole),
    acr: optional(amount),
  },
  keys: ['customerId', 'target', 'date', 'partnerId', 'association'],
  partition: atCustomer,
});

/**
 * One person counts for one organisation. Source: Ingram Micro Cloud, "Partner associations" (about 2023), "Certified
 * Professional Association"; Microsoft Learn, `ms-learn-associate`, 2023-10.
 */
function oneOrganisation() {
  const linkedTo = new Map<string, string>();
  return ({ globalId, tenantId, email, learnLinked }: LinkedRow) => {
    if (!learnLinked) return undefined;
    const person = `${tenantId} ${email}`;
    const before = linkedTo.get(person) ?? globalId;
    linkedTo.set(person, before);
    if (before === globalId) return undefined;
    const message = `is true for ${before} as well: a person is linked to one organisation`;
    return { column: 'learnLinked', message } as const;
  };
}

interface LinkedRow {
  readonly globalId: string;
  readonly tenantId: string;
  readonly email: string;
  readonly learnLinked: boolean;
}

export const people = keptRows(
  {
    file: 'people.csv',
    columns: {
      globalId,
      tenantId,
      email,
      name: text,
      learnLinked: bool,
      certification: text,
      level: optional(word(['intermediate', 'advanced'])),
      expires: optional(day),
    },
    keys: ['globalId', 'tenantId', 'email', 'certification'],
    rules: [
      ({ certification, level }) =>
        certification !== '' && level === null
          ? { column: 'level', message: 'is empty: must be intermediate or advanced' }
          : undefined,
    ],
    partition: atAccount,
    beside: (cells, context) => watched(watchedCertificate(cells), context),
  },
  () => [oneOrganisation()],
);

export const pal = keptRows({
  file: 'pal.csv',
  columns: {
    partnerId,
    customerId,
    credential: word(['user', 'guest', 'service-principal', 'service-account']),
    credentialId: name,
    linkedAt: since,
    revokedAt: optional(since),
  },
  keys: ['partnerId', 'customerId', 'credential', 'credentialId'],
  partition: atCustomer,
  beside: ({ customerId: at, partnerId: by }, context) =>
    projecting(context, CustomerId.parse(at), [PartnerId.parse(by)]),
});

export const references = keptRows({
  file: 'references.csv',
  columns: { partnerId, customerId, referenceDate: day },
  keys: ['partnerId', 'customerId', 'referenceDate'],
  partition: atPartner,
});

export const requirements = keptRows({
  file: 'requirements.csv',
  columns: { area: word(AREAS), effective: day, text: required.max(10_000, 'at most 10,000 characters') },
  keys: ['area', 'effective', 'text'],
  partition: () => partitions.program('requirements'),
  beside: async ({ area, effective }, { documents, now, baseline }) =>
    baseline ? [] : [await tellingRequirements(documents, { area: Area.parse(area), effective }, now)],
});
