import type {
  CustomerId,
  GlobalId,
  PartnerId,
  PersonId,
  ReferralId,
  TenantId,
} from '../domain/shared/ids.ts';

/** Where documents lie: `<collection>/<key>`. What must hold together lies together (`docs/architecture.md`). */
export const partitions = {
  directory: 'directory/all',
  directoryShard: (shard: string) => `directory/${shard}`,
  inbox: (hash: string) => `inbox/${hash}`,
  referral: (referralId: ReferralId) => `referrals/${referralId}`,
  customer: (customerId: CustomerId) => `customers/${customerId}`,
  partner: (partnerId: PartnerId) => `partners/${partnerId}`,
  person: (personId: PersonId) => `people/${personId}`,
  account: (globalId: GlobalId) => `accounts/${globalId}`,
  /** Written before the thing; one that points at nothing means nothing. */
  pointer: (
    kind: 'tenant' | 'mail' | 'claim' | 'subscription' | 'customer-name' | 'intent' | 'case' | 'message',
    key: string,
  ) => `pointers/${kind}:${key}`,
  program: (
    list:
      | 'operators'
      | 'referrals'
      | 'claims'
      | 'cases'
      | 'associations'
      | 'requirements'
      | 'knowledge'
      | 'mail'
      | 'not-understood'
      | 'told'
      | 'ratings'
      | 'erased'
      | 'imports'
      | 'instances',
  ) => `program/${list}`,
  /** Where parts of referrals stand, with their tallies, and where claims do. */
  standings: (of: 'referrals' | 'claims', shard: string) => `program/${of}:${shard}`,
  mail: (mailId: string) => `mails/${mailId}`,
  file: (fileId: string) => `files/${fileId}`,
  conversation: (hash: string) => `conversations/${hash}`,
  rates: (tenantId: TenantId) => `rates/${tenantId}`,
} as const;

/** Everything that is stored lies in one of them; whoever looks through all of it takes them in this order. */
export const COLLECTIONS = [
  'inbox',
  'directory',
  'referrals',
  'customers',
  'partners',
  'people',
  'accounts',
  'pointers',
  'program',
  // behind what moves from there
  'mails',
  'conversations',
  'files',
  'rates',
] as const;
export type Collection = (typeof COLLECTIONS)[number];
