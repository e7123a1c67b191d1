import type { Table } from '../table.ts';
import { claims } from './claims.ts';
import { contacts } from './contacts.ts';
import { customers } from './customers.ts';
import { designations } from './designations.ts';
import { eligibility } from './eligibility.ts';
import { delegations, pal, people, references, requirements, statements, usage } from './kept.ts';
import { memberships } from './memberships.ts';
import { metrics } from './metrics.ts';
import { operators } from './operators.ts';
import { partners } from './partners.ts';
import { specializations } from './specializations.ts';
import { subscriptions } from './subscriptions.ts';

/** Every CSV file that can be imported, in the order in which they are. */
export const TABLES: readonly Table[] = [
  partners,
  memberships,
  contacts,
  operators,
  specializations,
  customers,
  subscriptions,
  metrics,
  eligibility,
  designations,
  delegations,
  claims,
  usage,
  people,
  pal,
  references,
  requirements,
];

/** After the knowledge folder, as documented. */
export const LAST_TABLES: readonly Table[] = [statements];
