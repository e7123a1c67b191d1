/**
 * What may be asked of each kind besides its id. Both engines read this: SQLite makes index rows of it, Cosmos DB its
 * indexing policy and composite indexes. A query that names a field not declared here is refused in both.
 */
export interface KindIndex {
  /** Top-level scalar fields that conditions may compare. */
  readonly fields?: readonly string[];
  /**
   * Of `fields`, those by which few documents of a large partition are found (`=` only). SQLite keeps index rows for them;
   * other fields are compared on the documents, which is enough where a partition holds hundreds.
   */
  readonly lookups?: readonly string[];
  /** Top-level array fields that `contains` and `contains-any` may search. */
  readonly arrays?: readonly string[];
  /**
   * Orders, each a list of fields that hold a text or a number in every document, all ascending (a query may also run it
   * all descending). The id is always last.
   */
  readonly orders?: readonly (readonly string[])[];
}

export const INDEXES: { readonly [kind: string]: KindIndex } = {
  location: {
    fields: ['globalId', 'tenantId', 'referralReady', 'minSeats', 'maxSeats', 'pausedUntil'],
    lookups: ['globalId', 'tenantId'],
    arrays: ['countries', 'languages', 'industries', 'programs', 'endorsed', 'mailboxes'],
    orders: [
      ['received', 'lastOfferedAt', 'order'],
      ['received', 'order'],
    ],
  },
  'part-standing': { fields: ['urgent', 'status'], lookups: ['urgent'], orders: [['offeredAt']] },
  tally: { orders: [['open']] },
  matching: { orders: [['at']] },
  contact: { fields: ['personId', 'tenantId', 'email', 'program'] },
  membership: {},
  claim: { fields: ['partnerId', 'status', 'target'] },
  'claim-intent': {},
  'claim-told': {},
  'claim-entry': { fields: ['status', 'target', 'customerId'], orders: [['rank']] },
  'claim-files': {},
  'kept-file': {},
  'file-chunk': {},
  'file-quota': {},
  'claim-draft': { orders: [['updatedAt']] },
  subscription: { fields: ['status', 'dporPartnerId', 'cspPartnerId'] },
  'former-association': { fields: ['isTied'], orders: [['rank']] },
  association: { fields: ['customerId'], orders: [['rank']] },
  'dpor-change': {
    fields: ['subscriptionId', 'changedAt', 'partnerId', 'previousPartnerId'],
    orders: [['changedAt']],
  },
  'own-name': {},
  'dpor-report': { fields: ['partnerId'] },
  'report-tally': {},
  'dpor-request': { fields: ['subscriptionId', 'partnerId'] },
  mail: {},
  'mail-reading': { fields: ['state'], lookups: ['state'], orders: [['receivedAt']] },
  'pasted-mail': {},
  notice: { fields: ['open', 'state', 'digestId'], lookups: ['open', 'digestId'], orders: [['createdAt']] },
  pace: {},
  'claim-standing': {
    fields: ['queued', 'status', 'partnerId', 'customerId', 'activity', 'target'],
    lookups: ['partnerId', 'customerId'],
    orders: [['rank']],
  },
  target: {},
  metric: { fields: ['asOf', 'area'], orders: [['asOf']] },
  eligibility: { fields: ['asOf', 'area', 'metric', 'counted'], orders: [['asOf']] },
  specialization: { fields: ['expires'] },
  designation: {},
  operator: { fields: ['personId', 'tenantId', 'email'] },
  pointer: {},
  told: { fields: ['part'] },
  audit: { fields: ['subject', 'outcome'], orders: [['at']] },
  offer: { fields: ['status', 'kind', 'customerId'], orders: [['rank'], ['respondBy'], ['offeredAt']] },
  quarter: {},
  reach: {},
  case: { fields: ['status'], orders: [['openedAt']] },
  job: {},
  row: { fields: ['file'] },
};
